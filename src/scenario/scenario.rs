use std::path::Path;

use cemapi_emulator::Fault;

use super::{Step, read};
use crate::{
    contract::Clause,
    text::{Names, ReadError, Source},
};

/// A sequence of calls and what it is there for.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Where it stands below the scenarios' folder, without the ending: `teardown/correct`.
    pub name: String,
    /// What it shows, in a few words.
    pub shows: String,
    /// The clauses that it shows.
    pub clauses: Vec<&'static Clause>,
    /// The clauses whose rules it breaks on purpose.
    pub breaks: Vec<&'static Clause>,
    /// Where the bug was reported that it keeps from coming back.
    pub bug: Option<String>,
    /// Calls that are made to fail; only an emulator can do that.
    pub faults: Vec<Fault>,
    /// The names that its calls use.
    pub names: Names,
    /// The names of its threads, the first being the one that calls are on unless they say so.
    pub threads: Vec<String>,
    /// The calls in order.
    pub steps: Vec<Step>,
}

impl Scenario {
    /// Reads a scenario's text.
    ///
    /// # Errors
    ///
    /// The first thing in it that is not understood, with its place.
    pub fn parse(name: &str, path: &Path, text: &str) -> Result<Self, ReadError> {
        let source = Source::new(path, text);
        read::scenario(name, source.text).map_err(|flaw| source.locate(&flaw))
    }
}
