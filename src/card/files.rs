use std::{
    fs, io,
    path::{Path, PathBuf},
};

use cemapi_agent::card::{AGENT, RESULTS, SCENARIOS};

use super::CardError;

/// The files of a card that belong to a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The program.
    pub agent: Vec<u8>,
    /// The scenarios, compiled.
    pub scenarios: Vec<u8>,
    /// What happened.
    pub results: Vec<u8>,
}

/// More bytes than this are in no file of a card.
const MOST: u64 = 64 << 20;

impl Files {
    /// Reads them from a folder. A card may have made capitals of their names.
    ///
    /// # Errors
    ///
    /// One is not there, cannot be read, or is larger than any that is meant.
    pub fn read(folder: &Path) -> Result<Self, CardError> {
        Ok(Self {
            agent: read(folder, AGENT)?,
            scenarios: read(folder, SCENARIOS)?,
            results: read(folder, RESULTS)?,
        })
    }
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>, CardError> {
    let path = find(folder, name);
    let failed = |cause| CardError::File { path: path.clone(), cause };
    if fs::metadata(&path).map_err(failed)?.len() > MOST {
        return Err(failed(io::Error::other(format!("it has more than {MOST} bytes"))));
    }
    fs::read(&path).map_err(failed)
}

/// Where a file of a card is, in whichever case its name is written.
#[must_use]
pub fn find(folder: &Path, name: &str) -> PathBuf {
    let exact = folder.join(name);
    if exact.exists() {
        return exact;
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names = entries.map(|entry| entry.file_name());
    let same = names.find(|entry| entry.to_str().is_some_and(|e| e.eq_ignore_ascii_case(name)));
    same.map_or(exact, |same| folder.join(same))
}
