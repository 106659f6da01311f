//! Marks: deviations that are known, with their reasons.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use ron::{Options, extensions::Extensions};
use serde::{Deserialize, Serialize};

use crate::suite::below;

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
    /// The scenarios that show it; `*` stands for any part of a name.
    ///
    /// A mark holds for every scenario that it names. Of those that a pattern matches, some have to
    /// show it.
    pub scenarios: Vec<String>,
    /// Its kind.
    pub kind: MarkKind,
    /// The clause that the target breaks. Without one a mark is on what no clause speaks of: that
    /// something is [absent](MarkKind::Absent), or, of any other kind, that the process dies or
    /// hangs.
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
        let path = below(folder, "marks.ron");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(cause) => return Err(MarksError::Unreadable { path, cause }),
        };
        Self::parse(&path, &text)
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    ///
    /// It is malformed, or a mark in it has no reason.
    pub fn parse(path: &Path, text: &str) -> Result<Self, MarksError> {
        let path = path.to_owned();
        let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        let marks: Vec<Mark> = match options.from_str(text) {
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
        self.0.iter().filter(move |mark| mark.covers(scenario))
    }

    /// All marks.
    pub fn iter(&self) -> impl Iterator<Item = &Mark> {
        self.0.iter()
    }
}

impl Mark {
    /// Whether the mark is on this scenario.
    #[must_use]
    pub fn covers(&self, scenario: &str) -> bool {
        self.scenarios.iter().any(|pattern| matches(pattern, scenario))
    }

    /// What the mark is on, in a word or two.
    #[must_use]
    pub fn subject(&self) -> &str {
        match (&self.clause, self.kind) {
            (Some(clause), _) => clause,
            (None, MarkKind::Absent) => "absent",
            (None, _) => "a bad end",
        }
    }

    /// Whether the mark names this scenario, and does not only match it.
    #[must_use]
    pub fn names(&self, scenario: &str) -> bool {
        self.scenarios.iter().any(|name| name == scenario)
    }
}

/// Whether a name has the form of a pattern in which `*` stands for anything.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|name| {
            let ends = name.char_indices().map(|(place, _)| place).chain([name.len()]);
            ends.into_iter().any(|place| matches(rest, &name[place..]))
        }),
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
