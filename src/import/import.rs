use std::{fmt::Write as _, path::Path};

use super::writing::Writing;
use crate::{
    contract::{Contract, Side},
    scenario::Scenario,
    target::Target,
    text::{ReadError, write_code, write_string},
    trace::Trace,
};

/// A scenario that was made of a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its text.
    pub text: String,
    /// What could not be taken over, a sentence each.
    pub notes: Vec<String>,
}

impl Imported {
    /// Makes a scenario of a trace, which breaks the rules that it breaks on the emulator.
    ///
    /// # Errors
    ///
    /// The trace makes no calls that a scenario can make.
    pub fn new(trace: &Trace, shows: &str) -> Result<Self, ReadError> {
        let mut writing = Writing::new(trace);
        let calls = writing.calls();
        let whole = |breaks: &[&str]| scenario_text(trace, shows, breaks, &calls);
        let first = whole(&[]);
        let scenario = Scenario::parse("imported", Path::new("imported.ron"), &first)?;
        let run = Target::default_target().run(&scenario);
        let mut breaks: Vec<&str> = Vec::new();
        for finding in Contract::check(&run) {
            let id = finding.clause.id;
            if finding.side == Side::Client && !breaks.contains(&id) {
                breaks.push(id);
            }
        }
        let text = whole(&breaks);
        let Writing { mut notes, filling, .. } = writing;
        if !filling.is_empty() {
            notes.push("private data is not in the recording; made up data stands for it".into());
        }
        Ok(Self { text, notes })
    }
}

/// A scenario of these calls.
pub(super) fn scenario_text(trace: &Trace, shows: &str, breaks: &[&str], calls: &str) -> String {
    let mut out = String::from("(\n    shows: ");
    write_string(&mut out, shows);
    out.push_str(",\n    clauses: [],\n");
    if !breaks.is_empty() {
        _ = writeln!(out, "    breaks: {breaks:?},");
    }
    if !trace.faults.is_empty() {
        out.push_str("    faults: [\n");
        for fault in &trace.faults {
            let (interface, signature) = (fault.function.interface(), fault.function.signature());
            _ = write!(out, "        (call: \"{}::{}\", ", interface.name, signature.name);
            _ = write!(out, "nth: {}, code: ", fault.nth);
            write_code(&mut out, fault.code);
            out.push_str("),\n");
        }
        out.push_str("    ],\n");
    }
    _ = write!(out, "    calls: [\n{calls}    ],\n)\n");
    out
}
