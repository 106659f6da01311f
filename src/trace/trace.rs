use std::path::Path;

use cemapi_abi::{EntryId, Handle, Pointer, Reference, Reply};
use cemapi_emulator::Fault;

use super::{End, Made, Record, read, write};
use crate::{
    snapshot::header,
    text::{Names, ReadError, Source},
};

/// What happened in one process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// What made it.
    pub made: Made,
    /// The scenario that ran.
    pub scenario: String,
    /// Which of the calls were made to fail.
    pub faults: Vec<Fault>,
    /// The names of its objects, blocks and entry ids.
    pub names: Names,
    /// The names of its threads.
    pub threads: Vec<String>,
    /// The calls, in the order in which they were entered.
    pub records: Vec<Record>,
    /// How the process ended.
    pub end: End,
    /// How many events the recorder could not write down.
    pub lost: u64,
    /// Where things lay in memory, as far as that is known.
    pub addresses: Vec<(Handle, u64)>,
}

impl Trace {
    /// The version of the text form that this tool writes.
    pub const VERSION: u32 = 1;

    /// Reads a trace's text, compared or complete, with or without a snapshot's header.
    ///
    /// # Errors
    ///
    /// The first thing in it that is not understood, with its place.
    pub fn parse(path: &Path, text: &str) -> Result<Self, ReadError> {
        let source = Source::new(path, text);
        let own = &source.text[header(source.text.as_bytes())..];
        read::trace(own).map_err(|flaw| source.locate(&flaw))
    }

    /// The text that is compared: calls, replies and the end, and nothing that may differ from
    /// run to run.
    #[must_use]
    pub fn compared_text(&self) -> String {
        write::compared(self)
    }

    /// The whole text: also what made the trace, threads, times and addresses.
    #[must_use]
    pub fn complete_text(&self) -> String {
        write::complete(self)
    }

    /// The first function that was not called because the target does not have it: a call that was
    /// not made, though nothing is missing that would have had to appear before.
    #[must_use]
    pub fn missing_function(&self) -> Option<&'static str> {
        let missing = self.records.iter().find(|record| {
            let mut complete = record.call.receiver().is_none();
            record.call.clone().references(&mut |reference| {
                complete &= !matches!(
                    reference,
                    Reference::Thing(Pointer::To(_)) | Reference::Entry(EntryId::Known(_))
                );
            });
            complete && record.reply == Reply::NotMade
        })?;
        Some(missing.call.function().signature().name)
    }

    /// One call and its reply as the text shows them.
    #[must_use]
    pub fn line(&self, place: usize) -> Option<String> {
        self.records.get(place).map(|record| self.line_of(record))
    }

    /// The same for a call of the trace that may not be in it any more.
    #[must_use]
    pub fn line_of(&self, record: &Record) -> String {
        write::line(self, record)
    }

    /// Where a thing lay in memory.
    #[must_use]
    pub fn address(&self, handle: Handle) -> Option<u64> {
        self.addresses.iter().find(|(known, _)| *known == handle).map(|(_, address)| *address)
    }
}
