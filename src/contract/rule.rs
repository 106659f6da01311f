use cemapi_abi::Handle;

use super::{History, Moment, Side};
use crate::trace::Trace;

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
    /// At each call of these functions and methods.
    Calls(&'static [&'static str], fn(&Moment<'_>) -> Option<Broken>),
    /// At each call of the methods of these interfaces.
    Methods(&'static [&'static str], fn(&Moment<'_>) -> Option<Broken>),
    /// At every call.
    EveryCall(fn(&Moment<'_>) -> Option<Broken>),
    /// Once the process has ended.
    End(fn(&Trace, &History) -> Vec<Broken>),
}

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
