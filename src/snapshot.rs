//! Stored traces: read as bytes, and handed to insta only when they differ.

use std::{
    fs, io,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
};

use crate::suite::below;

/// The snapshot of one scenario on one target.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The file.
    pub path: PathBuf,
}

/// How a trace compares with its snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Byte for byte.
    Same,
    /// There is no snapshot.
    Missing,
    /// It holds this text instead.
    Differs(String),
}

impl Snapshot {
    /// The snapshot of `scenario` below a target's folder.
    #[must_use]
    pub fn of(folder: &Path, scenario: &str) -> Self {
        Self { path: below(folder, &format!("{scenario}.snap")) }
    }

    /// Compares a trace's text with what is stored.
    ///
    /// # Errors
    ///
    /// The file is there and cannot be read.
    pub fn compare(&self, text: &str) -> io::Result<Comparison> {
        let stored = match fs::read(&self.path) {
            Ok(stored) => stored,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Comparison::Missing);
            }
            Err(error) => return Err(error),
        };
        let contents = contents(&stored);
        Ok(if contents == text.as_bytes() {
            Comparison::Same
        } else {
            Comparison::Differs(String::from_utf8_lossy(contents).into_owned())
        })
    }

    /// Stores a trace's text.
    ///
    /// # Errors
    ///
    /// The folder or the file cannot be written.
    pub fn store(&self, text: &str) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.path, format!("---\nsource: src/snapshot.rs\n---\n{text}"))?;
        match fs::remove_file(self.path.with_extension("snap.new")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Asserts the text through insta, so that a difference is shown, kept beside the snapshot and
    /// reviewed with `cargo insta review`. Returns whether insta was content, as it is when it was
    /// told to update.
    #[must_use]
    pub fn assert(&self, text: &str) -> bool {
        let (Some(folder), Some(name)) = (self.path.parent(), self.path.file_stem()) else {
            return false;
        };
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let name = name.to_string_lossy();
        let assertion = || settings.bind(|| insta::assert_snapshot!(&*name, text));
        panic::catch_unwind(AssertUnwindSafe(assertion)).is_ok()
    }
}

/// A snapshot file's text after its header.
fn contents(file: &[u8]) -> &[u8] {
    &file[header(file)..]
}

/// How many bytes of a file are the header that a snapshot begins with.
pub(crate) fn header(file: &[u8]) -> usize {
    const RULE: &[u8] = b"---\n";
    let Some(after) = file.strip_prefix(RULE) else {
        return 0;
    };
    match after.windows(RULE.len() + 1).position(|window| window == b"\n---\n") {
        Some(end) => RULE.len() + end + 1 + RULE.len(),
        None => 0,
    }
}
