use std::{error::Error, fmt, io};

use crate::{card::CardError, marks::MarksError};

/// Why a submission cannot be made, or is refused.
#[derive(Debug)]
#[expect(missing_docs, reason = "the messages below say what each is")]
pub enum SubmissionError {
    Write(io::Error),
    Foreign,
    Altered,
    Twice(String),
    Lacks(&'static str),
    OtherHash(String),
    Card(CardError),
    Marks(MarksError),
    Scenario(String),
    Other { name: String, tool: Option<String> },
}

impl fmt::Display for SubmissionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Write(cause) => write!(f, "the archive cannot be written: {cause}"),
            Self::Foreign => f.write_str("it is no submission, or is cut off"),
            Self::Altered => f.write_str("it was altered: `submit` does not write it like this"),
            Self::Twice(name) => write!(f, "it was altered: {name} is in it twice"),
            Self::Lacks(name) => write!(f, "there is no {name} in it"),
            Self::OtherHash(name) => {
                write!(f, "it was altered: {name} has another hash than SHA256SUMS says")
            }
            Self::Card(error) => error.fmt(f),
            Self::Marks(error) => error.fmt(f),
            Self::Scenario(what) => f.write_str(what),
            Self::Other { name, tool: None } => {
                write!(f, "it was altered: {name} is not what the results come to")
            }
            Self::Other { name, tool: Some(tool) } => write!(
                f,
                "{name} is not what the results come to, here; it was made by {tool}, so check \
                 it with that"
            ),
        }
    }
}

impl Error for SubmissionError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Write(cause) => Some(cause),
            Self::Card(error) => error.source(),
            Self::Marks(error) => error.source(),
            _ => None,
        }
    }
}

impl From<CardError> for SubmissionError {
    fn from(error: CardError) -> Self {
        Self::Card(error)
    }
}
