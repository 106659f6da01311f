use std::path::Path;

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
        let Writing { notes, filling, .. } = writing;
        Ok(Self { scenario, filling: hides.then_some(filling), end: trace.end, notes })
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

    /// Makes the calls on a target. What the recording keeps private is hidden in the outcome in
    /// the same way, so that the two can be compared.
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
        trace
    }
}
