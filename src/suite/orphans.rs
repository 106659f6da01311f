use super::{Suite, SuiteError};
use crate::suite::Folder;

impl Suite {
    /// The snapshots and marks of the target that no scenario owns.
    ///
    /// # Errors
    ///
    /// A folder cannot be listed.
    pub fn orphans(&self) -> Result<Vec<String>, SuiteError> {
        let Some(folder) = self.snapshot_folder() else {
            return Ok(Vec::new());
        };
        let mut orphans = Vec::new();
        if folder.is_dir() {
            for name in Folder::new(folder).names("snap")? {
                if !self.scenarios().has(&name) {
                    orphans.push(format!("{}.snap", folder.join(name).display()));
                }
            }
        }
        for name in self.marks().scenarios() {
            if !self.scenarios().has(name) {
                orphans.push(format!("{}: the mark on {name}", folder.join("marks.ron").display()));
            }
        }
        Ok(orphans)
    }
}
