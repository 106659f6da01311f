//! Verdicts: what became of a trial.

use std::{collections::BTreeSet, fmt};

use crate::{
    contract::{Clause, Contract, Finding, Side},
    marks::{Mark, MarkKind},
    scenario::Scenario,
    text::ReadError,
    trace::{End, Trace},
};

/// What became of one scenario on one target.
#[derive(Debug)]
pub struct Verdict {
    /// The scenario's name.
    pub scenario: String,
    /// What it shows; empty if it could not be read.
    pub shows: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What happened, if it ran.
    pub trace: Option<Trace>,
}

/// How a trial ended.
#[derive(Debug)]
pub enum Outcome {
    /// Everything was as it should be.
    Passed,
    /// Everything was as it should be but for deviations that are known.
    Marked(Vec<Mark>),
    /// It says nothing about the target.
    Skipped(String),
    /// Something was not as it should be.
    Failed(Vec<Failure>),
}

/// What was not as it should be.
#[derive(Debug)]
pub enum Failure {
    /// The scenario's file could not be read.
    Unreadable(Box<ReadError>),
    /// A file could not be opened.
    File(String),
    /// A rule was broken that the scenario does not name.
    Broken(Finding),
    /// The scenario names a rule that was not broken.
    NotBroken(&'static Clause),
    /// There is no snapshot.
    NoSnapshot {
        /// Where it would stand.
        path: String,
    },
    /// The trace is not the one that is stored.
    Changed {
        /// Where the snapshot stands.
        path: String,
        /// What it holds.
        stored: String,
        /// What was recorded.
        recorded: String,
    },
    /// The process died or hung after the call of this number, when none was being made.
    BetweenCalls(usize, End),
    /// A mark no longer holds.
    Outdated(Mark),
    /// The process never started, for this reason.
    NeverStarted(String),
    /// What ran the process was lost, for this reason and in this call.
    Lost(String),
}

impl fmt::Display for Failure {
    /// The failure in one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "{error}"),
            Self::File(message) => f.write_str(message),
            Self::Broken(finding) => {
                write!(f, "{} is broken by the {}", finding.clause.id, finding.side.word())?;
                if let Some(call) = finding.call {
                    write!(f, " in call {}", call + 1)?;
                }
                write!(f, ": {}", finding.says)
            }
            Self::NotBroken(clause) => {
                write!(f, "{} is named in `breaks` and was not broken", clause.id)
            }
            Self::NeverStarted(reason) => write!(f, "the process never started: {reason}"),
            Self::BetweenCalls(call, End::DiedBetweenCalls(death)) => {
                write!(f, "the process died of {death:?} after call {call}, in no call")
            }
            Self::BetweenCalls(call, _) => {
                write!(f, "the process hung after call {call}, in no call")
            }
            Self::Lost(reason) => f.write_str(reason),
            Self::NoSnapshot { path } => write!(f, "there is no snapshot {path}"),
            Self::Changed { path, .. } => write!(f, "the trace differs from {path}"),
            Self::Outdated(mark) => {
                write!(f, "the mark on {} no longer holds: {}", mark.subject(), mark.reason)
            }
        }
    }
}

/// Holds a trace against the contract, and against what the scenario and the marks say of it.
pub(crate) fn judge(scenario: &Scenario, trace: &Trace, marks: &[&Mark]) -> Judgement {
    let mut failures = Vec::new();
    let mut broken: BTreeSet<&str> = BTreeSet::new();
    let mut held: Vec<&Mark> = Vec::new();
    for finding in Contract::check(trace) {
        let id = finding.clause.id;
        let meant =
            finding.side == Side::Client && scenario.breaks.iter().any(|clause| clause.id == id);
        let mark = marks.iter().find(|mark| mark.clause.as_deref() == Some(id));
        if meant {
            broken.insert(id);
        } else if let Some(mark) = mark {
            held.push(mark);
        } else {
            failures.push(Failure::Broken(finding));
        }
    }
    let stopped = stopped_early(trace);
    // What a program does that was let down by the implementation says nothing of the program.
    if !stopped && held.is_empty() {
        let unbroken = scenario.breaks.iter().filter(|clause| !broken.contains(clause.id));
        failures.extend(unbroken.map(|clause| Failure::NotBroken(clause)));
    }
    for mark in marks {
        let holds = held.contains(mark)
            || match mark.kind {
                MarkKind::Absent => stopped,
                _ => mark.clause.is_none() && trace.end.is_bad(),
            };
        if holds && !held.contains(mark) {
            held.push(mark);
        } else if !holds && mark.kind != MarkKind::Unsteady && mark.names(&scenario.name) {
            failures.push(Failure::Outdated((*mark).clone()));
        }
    }
    // No clause has to say that a process lives while nothing is asked of it, as long as the
    // program keeps to the rules.
    let between = matches!(trace.end, End::DiedBetweenCalls(_) | End::HungBetweenCalls);
    if between && scenario.breaks.is_empty() && held.iter().all(|mark| mark.clause.is_some()) {
        failures.push(Failure::BetweenCalls(trace.records.len(), trace.end));
    }
    held.dedup();
    Judgement { failures, held: held.into_iter().cloned().collect() }
}

/// What [`judge`] comes to.
pub(crate) struct Judgement {
    pub(crate) failures: Vec<Failure>,
    pub(crate) held: Vec<Mark>,
}

/// Whether the program could not do all that the scenario says, because of what came back.
pub(crate) fn stopped_early(trace: &Trace) -> bool {
    !trace.end.is_reached()
        || trace.records.iter().any(|record| record.reply == cemapi_abi::Reply::NotMade)
}
