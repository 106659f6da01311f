use super::{Suite, SuiteError};
use crate::{marks::Mark, suite::Folder};

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
        let names = if self.marks().iter().next().is_some() { self.names()? } else { Vec::new() };
        for mark in self.marks().iter() {
            for pattern in &mark.scenarios {
                let alone = Mark { scenarios: vec![pattern.clone()], ..mark.clone() };
                if !names.iter().any(|name| alone.covers(name)) {
                    let path = folder.join("marks.ron");
                    orphans.push(format!("{}: the mark on {pattern}", path.display()));
                }
            }
        }
        Ok(orphans)
    }
}
