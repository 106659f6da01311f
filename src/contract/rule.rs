use cemapi_abi::Handle;

use super::{Ending, Moment, Side, Signs};

/// A check of one clause over any trace.
#[derive(Debug)]
pub struct Rule {
    /// The clause that it checks.
    pub clause: &'static str,
    /// Whom it binds.
    pub side: Side,
    /// What it asks, in a sentence.
    pub asks: &'static str,
    /// When it is asked.
    pub when: When,
}

/// When a rule is asked.
#[derive(Debug)]
pub enum When {
    /// At calls of these functions and methods that show one of the signs.
    Calls(&'static [&'static str], Signs, Ask),
    /// At calls of the methods of these interfaces that show one of the signs.
    Methods(&'static [&'static str], Signs, Ask),
    /// At every call that shows one of the signs.
    EveryCall(Signs, Ask),
    /// Once the process has ended.
    End(fn(&Ending<'_>) -> Vec<Broken>),
}

/// How a rule is asked at a call.
pub type Ask = fn(&Moment<'_>) -> Option<Broken>;

/// How a rule was broken.
#[derive(Debug)]
pub struct Broken {
    /// What happened, in a sentence.
    pub says: String,
    /// The things that it is about.
    pub things: Vec<Handle>,
    /// Whether memory may be in disorder from here on, so that the implementation can be blamed
    /// for nothing that follows.
    pub undefined: bool,
}

impl Broken {
    pub(super) fn new(says: impl Into<String>) -> Self {
        Self { says: says.into(), things: Vec::new(), undefined: false }
    }

    pub(super) fn about(mut self, thing: Handle) -> Self {
        self.things.push(thing);
        self
    }

    pub(super) fn undefined(mut self) -> Self {
        self.undefined = true;
        self
    }
}
