use std::path::Path;

use cemapi_abi::{Function, Output, Reply};

use super::{filling::Filling, import::scenario_text, writing::Writing};
use crate::{
    scenario::Scenario,
    target::Target,
    text::ReadError,
    trace::{End, Trace},
};

/// A trace that is made once more.
#[derive(Debug)]
pub struct Replay {
    scenario: Scenario,
    /// What was made up for private data; `None` if the trace has private data as it is.
    filling: Option<Filling>,
    /// How the process ended.
    end: End,
    /// What cannot be done again as it was, a sentence each.
    pub notes: Vec<String>,
    /// What each call handed out, if the recorder has told it.
    recorded: Vec<(Function, Vec<Output>)>,
}

impl Replay {
    /// Prepares to make a trace's calls again.
    ///
    /// # Errors
    ///
    /// The trace makes no calls that a scenario can make.
    pub fn new(trace: &Trace) -> Result<Self, ReadError> {
        let mut writing = Writing::new(trace);
        let calls = writing.calls();
        let text = scenario_text(trace, "a trace once more", &[], &calls);
        let scenario = Scenario::parse(&trace.scenario, Path::new("replayed.ron"), &text)?;
        let hidden =
            |(name, how): &(String, String)| name == "private data" && how == "as length and hash";
        let hides = !writing.filling.is_empty() || trace.made.facts.iter().any(hidden);
        let told = trace.records.iter().filter(|_| trace.made.by == "recorder");
        let told = told.map(|record| match &record.reply {
            Reply::Returned(returned) => (record.call.function(), returned.outs.clone()),
            _ => (record.call.function(), Vec::new()),
        });
        let recorded = told.collect();
        let Writing { notes, filling, .. } = writing;
        let filling = hides.then_some(filling);
        Ok(Self { scenario, filling, end: trace.end, notes, recorded })
    }

    /// Whether the recording keeps private data as length and hash.
    #[must_use]
    pub const fn hides(&self) -> bool {
        self.filling.is_some()
    }

    /// Why the outcome says little about the target, whatever comes out.
    #[must_use]
    pub fn doubt(&self, target: &Target) -> Option<String> {
        target.cannot_run(&self.scenario)
    }

    /// Makes the calls on a target. The outcome says no more than the recording can, so that the two
    /// can be compared: what the recording keeps private is hidden in the same way, and what was
    /// left alone may be the 0 that the program had there.
    #[must_use]
    pub fn run(&self, target: &Target) -> Trace {
        let mut trace = target.run(&self.scenario);
        // Nothing is expected of an end of which nothing is known.
        if let (End::Cut | End::Stopped, End::Ended) = (self.end, trace.end) {
            trace.end = self.end;
        }
        if let Some(filling) = &self.filling {
            filling.hide(&mut trace);
        }
        for (record, (function, recorded)) in trace.records.iter_mut().zip(&self.recorded) {
            let Reply::Returned(returned) = &mut record.reply else { continue };
            if record.call.function() != *function {
                continue;
            }
            for (out, recorded) in returned.outs.iter_mut().zip(recorded) {
                if let (Output::Untouched, Output::Null | Output::Number(0)) = (&out, recorded) {
                    *out = recorded.clone();
                }
            }
        }
        trace
    }
}
