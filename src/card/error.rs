use std::{error::Error, fmt, io, path::PathBuf};

use cemapi_agent::card::{AGENT, RESULTS, SCENARIOS, SetError};

/// Why the files of a card are of no use.
#[derive(Debug)]
#[expect(missing_docs, reason = "the messages below say what each is")]
pub enum CardError {
    File { path: PathBuf, cause: io::Error },
    Set(SetError),
    NothingThere,
    OtherScenarios,
    OtherAgent,
    OtherDevice { facts: Vec<String> },
}

impl fmt::Display for CardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, cause } => write!(f, "{}: {cause}", path.display()),
            Self::Set(error) => write!(f, "{SCENARIOS}: {error}"),
            Self::NothingThere => write!(f, "{RESULTS} holds nothing that can be read"),
            Self::OtherScenarios => write!(f, "{RESULTS} is of other scenarios than {SCENARIOS}"),
            Self::OtherAgent => write!(f, "{RESULTS} was made by another {AGENT}"),
            Self::OtherDevice { facts } => write!(
                f,
                "{RESULTS} is of several devices, or of one that was changed in between: at a \
                 later start it told another {}",
                facts.join(", ")
            ),
        }
    }
}

impl Error for CardError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::File { cause, .. } => Some(cause),
            Self::Set(error) => Some(error),
            _ => None,
        }
    }
}
