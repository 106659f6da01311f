//! The report for programs; docs/reports.md describes it.

use serde::Serialize;

use super::Summary;
use crate::{
    suite::Suite,
    verdict::{Failure, Outcome, Verdict},
};

/// The version of the report's form.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    tool: &'static str,
    target: String,
    passed: usize,
    failed: usize,
    marked: usize,
    skipped: usize,
    orphans: &'a [String],
    trials: Vec<Trial<'a>>,
}

#[derive(Serialize)]
struct Trial<'a> {
    scenario: &'a str,
    shows: &'a str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failures: Vec<Reason<'a>>,
}

#[derive(Serialize)]
struct Reason<'a> {
    kind: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'static str>,
    /// Counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    call: Option<usize>,
}

/// The report as JSON.
///
/// # Errors
///
/// None that a report can bring about; the serializer's own.
pub fn report(
    suite: &Suite,
    verdicts: &[Verdict],
    orphans: &[String],
) -> Result<String, serde_json::Error> {
    let summary = Summary::of(verdicts);
    serde_json::to_string_pretty(&Report {
        version: VERSION,
        tool: concat!("cemapi-cts ", env!("CARGO_PKG_VERSION")),
        target: suite.target().spec(),
        passed: summary.passed,
        failed: summary.failed,
        marked: summary.marked,
        skipped: summary.skipped,
        orphans,
        trials: verdicts.iter().map(trial).collect(),
    })
}

fn trial(verdict: &Verdict) -> Trial<'_> {
    let (outcome, reason, failures) = match &verdict.outcome {
        Outcome::Passed => ("passed", None, Vec::new()),
        Outcome::Marked(marks) => {
            let reasons: Vec<&str> = marks.iter().map(|mark| mark.reason.as_str()).collect();
            ("marked", Some(reasons.join("; ")), Vec::new())
        }
        Outcome::Skipped(reason) => ("skipped", Some(reason.clone()), Vec::new()),
        Outcome::Failed(failures) => ("failed", None, failures.iter().map(reason).collect()),
    };
    Trial { scenario: &verdict.scenario, shows: &verdict.shows, outcome, reason, failures }
}

fn reason(failure: &Failure) -> Reason<'_> {
    let message = failure.to_string();
    let plain =
        |kind| Reason { kind, message: message.clone(), clause: None, side: None, call: None };
    match failure {
        Failure::Unreadable(_) | Failure::File(_) => plain("unreadable"),
        Failure::Broken(finding) => Reason {
            clause: Some(finding.clause.id),
            side: Some(finding.side.word()),
            call: finding.call.map(|call| call + 1),
            ..plain("broken")
        },
        Failure::NotBroken(clause) => Reason { clause: Some(clause.id), ..plain("not-broken") },
        Failure::NeverStarted(_) => plain("never-started"),
        Failure::Lost(_) => plain("lost"),
        Failure::NoSnapshot { .. } => plain("no-snapshot"),
        Failure::Changed { .. } => plain("changed"),
        Failure::BetweenCalls(call, _) => Reason { call: Some(*call), ..plain("between-calls") },
        Failure::Outdated(mark) => {
            Reason { clause: mark.clause.as_deref(), ..plain("outdated-mark") }
        }
    }
}
