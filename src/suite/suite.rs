use std::{
    error::Error,
    fmt, io,
    path::{Path, PathBuf},
};

use super::{Folder, FolderError, below};
use crate::{
    marks::{Mark, MarkKind, Marks, MarksError},
    scenario::Scenario,
    snapshot::{Comparison, Snapshot},
    target::Target,
    trace::{End, LOST, NEVER_STARTED, Trace},
    verdict::{Failure, Judgement, Outcome, Verdict, judge},
};

/// How traces are compared with snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparing {
    /// Differences are reported.
    Report,
    /// Differences are handed to insta, which keeps them for review.
    Insta,
    /// What was recorded becomes the snapshot.
    Bless,
}

/// Scenarios, a target, and the snapshots of that target.
#[derive(Debug)]
pub struct Suite {
    scenarios: Folder,
    snapshots: Option<PathBuf>,
    target: Target,
    marks: Marks,
    comparing: Comparing,
}

/// A suite that cannot be run.
#[derive(Debug)]
#[expect(missing_docs, reason = "each says what its own error says")]
pub enum SuiteError {
    Folder(FolderError),
    Marks(MarksError),
}

impl fmt::Display for SuiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(error) => error.fmt(f),
            Self::Marks(error) => error.fmt(f),
        }
    }
}

impl Error for SuiteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Folder(error) => error.source(),
            Self::Marks(error) => error.source(),
        }
    }
}

impl From<FolderError> for SuiteError {
    fn from(error: FolderError) -> Self {
        Self::Folder(error)
    }
}

impl Suite {
    /// The scenarios of a folder on a target; `traces` holds a folder for each target, and
    /// without it only the contract is checked.
    ///
    /// # Errors
    ///
    /// The target's marks cannot be read.
    pub fn new(
        scenarios: Folder,
        traces: Option<&Path>,
        target: Target,
        comparing: Comparing,
    ) -> Result<Self, SuiteError> {
        let snapshots = traces.map(|traces| below(traces, &target.name()));
        let marks = match &snapshots {
            Some(folder) => Marks::read(folder).map_err(SuiteError::Marks)?,
            None => Marks::default(),
        };
        Ok(Self { scenarios, snapshots, target, marks, comparing })
    }

    /// The folder of scenarios.
    #[must_use]
    pub fn scenarios(&self) -> &Folder {
        &self.scenarios
    }

    /// The names of all scenarios.
    ///
    /// # Errors
    ///
    /// A folder cannot be listed.
    pub fn names(&self) -> Result<Vec<String>, FolderError> {
        self.scenarios.names("ron")
    }

    /// The target.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    pub(super) fn marks(&self) -> &Marks {
        &self.marks
    }

    pub(super) fn snapshot_folder(&self) -> Option<&Path> {
        self.snapshots.as_deref()
    }

    /// Runs one scenario and judges what happened.
    #[must_use]
    pub fn run(&self, name: &str) -> Verdict {
        let scenario = match self.scenarios.load(name) {
            Ok(scenario) => scenario,
            Err(failure) => {
                let outcome = Outcome::Failed(vec![failure]);
                return Verdict {
                    scenario: name.into(),
                    shows: String::new(),
                    outcome,
                    trace: None,
                };
            }
        };
        if let Some(reason) = self.target.cannot_run(&scenario) {
            let Scenario { name: scenario, shows, .. } = scenario;
            return Verdict { scenario, shows, outcome: Outcome::Skipped(reason), trace: None };
        }
        let trace = self.target.run(&scenario);
        let marks: Vec<&Mark> = self.marks.of(name).collect();
        let Judgement { mut failures, mut held } = judge(&scenario, &trace, &marks);
        let fact = |name| trace.made.facts.iter().find(|(known, _)| known == name);
        if trace.end == End::NeverStarted {
            let reason = fact(NEVER_STARTED).map_or_else(String::new, |(_, reason)| reason.clone());
            failures = vec![Failure::NeverStarted(reason)];
        } else if let Some((_, reason)) = fact(LOST) {
            failures.push(Failure::Lost(reason.clone()));
        } else {
            let unsteady = marks.into_iter().find(|mark| mark.kind == MarkKind::Unsteady);
            match self.compare(name, &trace, unsteady) {
                Ok(Some(mark)) if !held.contains(mark) => held.push(mark.clone()),
                Ok(_) => {}
                Err(failure) => failures.push(failure),
            }
        }
        let outcome = if !failures.is_empty() {
            Outcome::Failed(failures)
        } else if !held.is_empty() {
            Outcome::Marked(held)
        } else if let Some(reason) = self.says_nothing(&scenario, &trace) {
            Outcome::Skipped(reason)
        } else {
            Outcome::Passed
        };
        Verdict { scenario: scenario.name, shows: scenario.shows, outcome, trace: Some(trace) }
    }

    /// Why the run says nothing of the target: it lacks a function, or took another choice than the
    /// scenario depends on, and there is no snapshot that would tell whether that is new.
    fn says_nothing(&self, scenario: &Scenario, trace: &Trace) -> Option<String> {
        if self.snapshots.is_some() {
            return None;
        }
        if let Some(function) = trace.missing_function() {
            return Some(format!("the target has no {function}"));
        }
        if trace.end != End::Stopped {
            return None;
        }
        let place = trace.records.len().checked_sub(1)?;
        let function = scenario.steps.get(place)?.call.function().signature().name;
        Some(format!("what {function} returned in call {} is not what it depends on", place + 1))
    }

    /// Holds a trace against the stored one. Where it is another in some runs, the mark that says so
    /// comes back; one that is blessed is stored all the same.
    fn compare<'a>(
        &self,
        name: &str,
        trace: &Trace,
        unsteady: Option<&'a Mark>,
    ) -> Result<Option<&'a Mark>, Failure> {
        let Some(folder) = self.snapshots.as_deref() else { return Ok(None) };
        let snapshot = Snapshot::of(folder, name);
        let text = trace.compared_text();
        let unreadable =
            |error: io::Error| Failure::File(format!("{}: {error}", snapshot.path.display()));
        let comparison = snapshot.compare(&text).map_err(unreadable)?;
        match (&comparison, self.comparing) {
            (Comparison::Same, _) => return Ok(None),
            (_, Comparing::Bless) => {
                return snapshot.store(&text).map(|()| None).map_err(unreadable);
            }
            (Comparison::Differs(_), _) if unsteady.is_some() => return Ok(unsteady),
            (_, Comparing::Insta) if snapshot.assert(&text) => return Ok(None),
            (_, Comparing::Insta | Comparing::Report) => {}
        }
        let path = snapshot.path.display().to_string();
        Err(match comparison {
            Comparison::Differs(stored) => Failure::Changed { path, stored, recorded: text },
            Comparison::Missing | Comparison::Same => Failure::NoSnapshot { path },
        })
    }
}
