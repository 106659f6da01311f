//! Marks: deviations that are known, with their reasons.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use ron::{Options, extensions::Extensions};
use serde::{Deserialize, Serialize};

/// What kind of deviation is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkKind {
    /// The imitation is known to be wrong.
    WrongHere,
    /// A real system is known to misbehave.
    BrokenThere,
    /// Something that the scenario needs is not there.
    Absent,
    /// It holds in some runs and not in others.
    Unsteady,
}

/// One known deviation of a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The scenarios that show it.
    pub scenarios: Vec<String>,
    /// Its kind.
    pub kind: MarkKind,
    /// The clause that the target breaks; none for [`MarkKind::Absent`].
    #[serde(default)]
    pub clause: Option<String>,
    /// Why that is so, and where it is known from.
    pub reason: String,
}

/// The marks of one target.
#[derive(Clone, Debug, Default)]
pub struct Marks(Vec<Mark>);

/// Marks that cannot be read.
#[derive(Debug)]
#[expect(missing_docs, reason = "the messages below say what each is")]
pub enum MarksError {
    Unreadable { path: PathBuf, cause: io::Error },
    Malformed { path: PathBuf, cause: Box<ron::error::SpannedError> },
    NoReason { path: PathBuf, scenarios: Vec<String> },
}

impl Marks {
    /// Reads `marks.ron` in a target's folder; without the file there are no marks.
    ///
    /// # Errors
    ///
    /// The file is malformed, or a mark in it has no reason.
    pub fn read(folder: &Path) -> Result<Self, MarksError> {
        let path = folder.join("marks.ron");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(cause) => return Err(MarksError::Unreadable { path, cause }),
        };
        let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let marks: Vec<Mark> = match options.from_str(&text) {
            Ok(marks) => marks,
            Err(cause) => {
                return Err(MarksError::Malformed { path, cause: Box::new(cause) });
            }
        };
        match marks.iter().find(|mark| mark.reason.trim().is_empty()) {
            Some(mark) => Err(MarksError::NoReason { path, scenarios: mark.scenarios.clone() }),
            None => Ok(Self(marks)),
        }
    }

    /// The marks on a scenario.
    pub fn of<'a>(&'a self, scenario: &'a str) -> impl Iterator<Item = &'a Mark> {
        self.0.iter().filter(move |mark| mark.scenarios.iter().any(|known| known == scenario))
    }

    /// Every scenario that is marked.
    pub fn scenarios(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|mark| mark.scenarios.iter().map(String::as_str))
    }
}

impl fmt::Display for MarksError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, cause } => write!(f, "{}: {cause}", path.display()),
            Self::Malformed { path, cause } => {
                let place = cause.span.start;
                write!(f, "{}:{}:{}: {}", path.display(), place.line, place.col, cause.code)
            }
            Self::NoReason { path, scenarios } => write!(
                f,
                "{}: the mark on {} gives no reason",
                path.display(),
                scenarios.join(", ")
            ),
        }
    }
}

impl std::error::Error for MarksError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { cause, .. } => Some(cause),
            Self::Malformed { cause, .. } => Some(cause),
            Self::NoReason { .. } => None,
        }
    }
}
