use std::{fmt, io};

/// Why a file cannot be turned into another.
#[derive(Debug)]
pub(crate) enum Error {
    File(io::Error),
    Elf(object::read::Error),
    Pe(object::write::Error),
    /// The program has something that no Windows CE executable can have.
    Unsuitable(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            Self::Elf(error) => error.fmt(f),
            Self::Pe(error) => error.fmt(f),
            Self::Unsuitable(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for Error {}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl From<object::read::Error> for Error {
    fn from(error: object::read::Error) -> Self {
        Self::Elf(error)
    }
}

impl From<object::write::Error> for Error {
    fn from(error: object::write::Error) -> Self {
        Self::Pe(error)
    }
}
