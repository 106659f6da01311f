use std::{
    error::Error,
    fmt, io,
    path::{Path, PathBuf},
};

use super::{Calls, Journaled, Trace};
use crate::text::ReadError;

/// A trace from a file, whichever form it has.
#[derive(Debug)]
pub struct Opened {
    /// The trace; if its calls were told one by one, without them.
    pub trace: Trace,
    /// How many calls there were.
    pub calls: usize,
    /// What the reader has to know of it, a sentence each: that it was cut, for example.
    pub notes: Vec<String>,
}

/// A trace that could not be read from its file.
#[derive(Debug)]
#[expect(missing_docs, reason = "the messages below say what each is")]
pub enum OpenError {
    File { path: PathBuf, error: io::Error },
    Text(ReadError),
    Empty { path: PathBuf },
    Foreign { path: PathBuf },
    Journal { path: PathBuf, error: cemapi_journal::Error, calls: usize },
}

impl Trace {
    /// Reads a trace from a journal, or from its text.
    ///
    /// With `salvage`, a journal that is damaged counts as one that was cut there.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is neither; for a damaged journal, where.
    pub fn open(path: &Path, salvage: bool) -> Result<Opened, OpenError> {
        let mut calls = Calls::open(path, salvage)?;
        calls.keep();
        while calls.next()?.is_some() {}
        Ok(calls.end())
    }
}

impl Journaled {
    /// What the reader has to know of the journal, a sentence each.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(offset) = self.cut {
            notes.push(format!("the recording was cut at byte {offset}"));
        }
        for (name, times) in &self.unknown {
            let times = if *times == 1 { "once".to_owned() } else { format!("{times} times") };
            notes.push(format!("{name}, called {times}, is left out: this tool does not know it"));
        }
        if self.trace.lost > 0 {
            notes.push(format!("the recorder lost {} events", self.trace.lost));
        }
        notes
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Text(error) => write!(f, "{error}"),
            Self::Empty { path } => write!(f, "{}: the file is empty", path.display()),
            Self::Foreign { path } => {
                write!(f, "{}: this is neither a journal nor a trace's text", path.display())
            }
            Self::Journal { path, error, calls } => {
                write!(f, "{}: {error}", path.display())?;
                match calls {
                    0 => Ok(()),
                    1 => write!(f, "\n  = --salvage reads the call before it"),
                    _ => write!(f, "\n  = --salvage reads the {calls} calls before it"),
                }
            }
        }
    }
}

impl Error for OpenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::File { error, .. } => Some(error),
            Self::Text(error) => Some(error),
            Self::Journal { error, .. } => Some(error),
            Self::Foreign { .. } | Self::Empty { .. } => None,
        }
    }
}
