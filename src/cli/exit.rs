use std::{fmt, process::ExitCode};

/// What the program's exit status says; scripts may rely on the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything was as expected.
    AsExpected = 0,
    /// Some trial or check failed.
    Failed = 1,
    /// The command line or an input was wrong.
    WrongInput = 2,
    /// The target could not be reached or started.
    NoTarget = 3,
    /// Nothing ran.
    NothingRan = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) exit: Exit,
}

impl Failure {
    /// The command line or an input is wrong.
    pub(crate) fn input(message: impl fmt::Display) -> Self {
        Self { message: message.to_string(), exit: Exit::WrongInput }
    }
}
