use cemapi_abi::Handle;

use super::Clause;

/// Which of the two sides a rule binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The implementation of CE MAPI.
    Implementation,
    /// The program that uses it.
    Client,
}

impl Side {
    /// The word for this side in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Implementation => "implementation",
            Self::Client => "client",
        }
    }
}

/// A rule that a trace breaks, and where.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The clause that says so.
    pub clause: &'static Clause,
    /// Who broke it.
    pub side: Side,
    /// The place in the trace of the call that broke it; `None` if the end of the process did.
    pub call: Option<usize>,
    /// What happened, in a sentence.
    pub says: String,
    /// The things that it is about.
    pub things: Vec<Handle>,
}
