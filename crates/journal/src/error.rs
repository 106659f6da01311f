use std::{fmt, io};

use crate::{BYTES, MEANING};

/// Why a journal could not be read on, and where.
#[derive(Debug)]
pub struct Error {
    /// The place of the first byte of what is wrong.
    pub offset: u64,
    /// What is wrong there.
    pub problem: Problem,
}

/// What can be wrong with a journal.
#[derive(Debug)]
pub enum Problem {
    /// The file could not be read.
    Io(io::Error),
    /// There is nothing in it.
    Empty,
    /// It begins with something else.
    NotAJournal,
    /// It ends before its first frame does.
    NoHeader,
    /// It is of a version that this tool does not know: of the bytes, and of the meaning.
    Version(u8, u8),
    /// The frame's checksum does not match what is in it.
    Damaged,
    /// The frame says that it has this many bytes.
    TooLong(u64),
    /// The frame is not what its kind says.
    Malformed(&'static str),
    /// The frame is of no known kind.
    UnknownKind(u8),
    /// A call is left that was never entered.
    NeverEntered,
    /// Something is mentioned that has no name.
    Nameless(&'static str, u32),
    /// Something is named for the second time, or out of order.
    OutOfOrder(&'static str, u64),
    /// Something follows the end of the process.
    AfterEnd,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{error}"),
            Self::Empty => f.write_str("the file is empty"),
            Self::NotAJournal => f.write_str("this is no journal: it begins with other bytes"),
            Self::NoHeader => f.write_str("the journal was cut before its header was complete"),
            Self::Version(bytes, meaning) => write!(
                f,
                "the journal is of version {bytes}.{meaning}, and this tool reads up to \
                 {BYTES}.{MEANING}"
            ),
            Self::Damaged => f.write_str("the frame is damaged: its checksum does not match"),
            Self::TooLong(length) => {
                write!(f, "the frame is damaged: it says that it has {length} bytes")
            }
            Self::Malformed(what) => write!(f, "the frame does not hold {what}"),
            Self::UnknownKind(kind) => write!(f, "there is no frame of kind {kind}"),
            Self::NeverEntered => f.write_str("a call is left that was never entered"),
            Self::Nameless(what, number) => write!(f, "{what} {number} has no name"),
            Self::OutOfOrder(what, number) => {
                write!(f, "{what} {number} is named again or out of order")
            }
            Self::AfterEnd => f.write_str("something follows the end of the process"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: {}", self.offset, self.problem)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Io(error) => Some(error),
            _ => None,
        }
    }
}
