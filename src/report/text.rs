//! Reports for people.

use std::fmt::Write as _;

use crate::{
    contract::Finding,
    suite::Suite,
    trace::Trace,
    verdict::{Failure, Outcome, Verdict},
};

/// Why a trial failed, and what to do next.
#[must_use]
pub fn failure(verdict: &Verdict, suite: &Suite) -> String {
    let Outcome::Failed(failures) = &verdict.outcome else {
        return String::new();
    };
    let mut out = String::new();
    for failure in failures {
        match (failure, &verdict.trace) {
            (Failure::Broken(finding), Some(trace)) => self::finding(&mut out, finding, trace),
            (Failure::Changed { path, stored, recorded }, _) => {
                _ = writeln!(out, "the trace differs from {path}");
                difference(&mut out, stored, recorded);
                next(&mut out, &accept(verdict, suite));
            }
            (Failure::NoSnapshot { .. }, _) => {
                _ = writeln!(out, "{failure}");
                next(&mut out, &accept(verdict, suite));
            }
            (Failure::NotBroken(clause), _) => {
                _ = writeln!(out, "{failure}");
                next(&mut out, &format!("cemapi-cts explain {}", clause.id));
            }
            (
                Failure::Unreadable(_)
                | Failure::File(_)
                | Failure::Outdated(_)
                | Failure::BetweenCalls(..)
                | Failure::NeverStarted(_)
                | Failure::Lost(_)
                | Failure::Broken(_),
                _,
            ) => {
                _ = writeln!(out, "{failure}");
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A broken rule: which call broke it, what the clause says, and what its things went through.
pub fn finding(out: &mut String, finding: &Finding, trace: &Trace) {
    let Finding { clause, side, call, says, .. } = finding;
    _ = match call {
        Some(call) => {
            writeln!(out, "{} is broken by the {} in call {}", clause.id, side.word(), call + 1)
        }
        None => writeln!(out, "{} is broken by the {} as the process ends", clause.id, side.word()),
    };
    _ = writeln!(out, "  {says}");
    if let Some(line) = call.and_then(|call| trace.line(call)) {
        _ = writeln!(out, "  call:   {line}");
    }
    _ = writeln!(out, "  clause: {}", clause.says);
    for story in finding.story(trace) {
        _ = writeln!(out, "  story:  {story}");
    }
    next(out, &format!("cemapi-cts explain {}", clause.id));
}

fn next(out: &mut String, command: &str) {
    _ = writeln!(out, "  next:   {command}");
}

/// The command that takes what was recorded for right, or, if the traces are another target's and
/// cannot be changed from here, shows all of it.
fn accept(verdict: &Verdict, suite: &Suite) -> String {
    let (scenario, target) = (&verdict.scenario, suite.target());
    match target.shares_traces() {
        true => format!("cemapi-cts show {scenario} --target {}", target.spec()),
        false => format!("cemapi-cts run {scenario} --exact --target {} --bless", target.spec()),
    }
}

/// The lines that differ, with those around them.
fn difference(out: &mut String, stored: &str, recorded: &str) {
    let diff = similar::TextDiff::from_lines(stored, recorded);
    for group in diff.grouped_ops(2) {
        for change in group.iter().flat_map(|operation| diff.iter_changes(operation)) {
            let line = change.value().trim_end();
            _ = writeln!(out, "  {} {line}", change.tag());
        }
    }
}
