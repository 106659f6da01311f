use std::{
    env,
    error::Error,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use crate::{scenario::Scenario, verdict::Failure};

/// A folder of scenarios.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

/// A folder that cannot be listed.
#[derive(Debug)]
pub struct FolderError {
    path: PathBuf,
    cause: io::Error,
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot list {}: {}", self.path.display(), self.cause)
    }
}

impl Error for FolderError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.cause)
    }
}

/// Set in the environment, it makes every listing of a folder fail: the test that one scenario is
/// found by its name alone relies on it.
const FORBID_SCAN: &str = "CEMAPI_FORBID_SCAN";

impl Folder {
    /// The folder at `root`.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Where it stands.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The names of all its files with this ending, sorted.
    ///
    /// # Errors
    ///
    /// A folder cannot be listed.
    pub fn names(&self, ending: &str) -> Result<Vec<String>, FolderError> {
        let mut names = Vec::new();
        collect(&self.root, "", ending, &mut names)?;
        names.sort_unstable();
        Ok(names)
    }

    /// The file of a scenario.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        below(&self.root, &format!("{name}.ron"))
    }

    /// Whether there is a scenario of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.path(name).is_file()
    }

    /// Reads a scenario.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, or is not a scenario.
    pub fn load(&self, name: &str) -> Result<Scenario, Failure> {
        let path = self.path(name);
        let text = fs::read_to_string(&path)
            .map_err(|cause| Failure::File(format!("{}: {cause}", path.display())))?;
        Scenario::parse(name, &path, &text).map_err(|error| Failure::Unreadable(Box::new(error)))
    }
}

/// A file below a folder. Windows takes the same separator that scenarios have in their names, and
/// so what is told of files is the same everywhere.
pub(crate) fn below(folder: &Path, name: &str) -> PathBuf {
    let mut path = folder.as_os_str().to_owned();
    path.push("/");
    path.push(name);
    path.into()
}

fn collect(
    folder: &Path,
    prefix: &str,
    ending: &str,
    names: &mut Vec<String>,
) -> Result<(), FolderError> {
    let failed = |cause| FolderError { path: folder.to_owned(), cause };
    if env::var_os(FORBID_SCAN).is_some() {
        return Err(failed(io::Error::other(format!("{FORBID_SCAN} is set"))));
    }
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if entry.file_type().map_err(failed)?.is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), ending, names)?;
        } else if let Some(stem) = name.strip_suffix(ending).and_then(|n| n.strip_suffix('.')) {
            names.push(format!("{prefix}{stem}"));
        }
    }
    Ok(())
}
