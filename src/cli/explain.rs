use clap::Args;

use super::{
    exit::{Exit, Failure},
    options::Scenarios,
    style::strong,
};
use crate::{
    contract::{Binds, Clause, Contract},
    report::{self, Coverage},
    text::nearest,
};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The clause, such as LOGOFF-3.
    id: String,
    #[command(flatten)]
    scenarios: Scenarios,
}

pub(super) fn explain(options: &Options) -> Result<Exit, Failure> {
    let id = options.id.to_uppercase();
    let Some(clause) = Contract::clause(&id) else {
        let near = nearest(&id, Contract::clauses().iter().map(|clause| clause.id));
        let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        return Err(Failure::input(format!("the contract has no clause {id}{near}")));
    };
    report::print_coloured(format_args!("{}: {}", strong(clause.id), clause.says));
    report::print(format_args!("  status:    {}", status(clause)));
    report::print(format_args!("  binds:     {}", binds(clause.binds)));
    for source in clause.sources {
        report::print(format_args!("  source:    {}", self::source(source)));
    }
    for rule in Contract::rules().filter(|rule| rule.clause == clause.id) {
        report::print(format_args!("  rule:      {} ({})", rule.asks, rule.side.word()));
    }
    if let Some(reason) = clause.unchecked {
        report::print(format_args!("  unchecked: {reason}"));
    }
    let coverage = Coverage::read(&options.scenarios.open()?).map_err(Failure::input)?;
    for scenario in coverage.shown_by(clause) {
        report::print(format_args!("  shown by:  {scenario}"));
    }
    for scenario in coverage.broken_by(clause) {
        report::print(format_args!("  broken by: {scenario}"));
    }
    Ok(Exit::AsExpected)
}

fn status(clause: &Clause) -> String {
    let words: Vec<String> =
        clause.status.iter().map(|status| format!("{status:?}").to_lowercase()).collect();
    match clause.note {
        Some(note) => format!("{} ({note})", words.join(" and ")),
        None => words.join(" and "),
    }
}

const fn binds(binds: Binds) -> &'static str {
    match binds {
        Binds::Implementation => "the implementation",
        Binds::Client => "the client",
        Binds::Both => "the implementation and the client",
        Binds::Nobody => "nobody",
    }
}

/// A source's key with its address.
fn source(key: &str) -> String {
    const PAGES: &str = "https://learn.microsoft.com/en-us/previous-versions";
    let letters = key.trim_end_matches(|c: char| c.is_ascii_digit());
    match (Contract::source(key), letters) {
        (Some(source), _) => format!("{key}: {source}"),
        (None, "bb" | "ms" | "aa") => format!("{key}: {PAGES}/{key}(v=msdn.10)"),
        (None, "gg") => format!("{key}: {PAGES}/windows/embedded/{key}(v=winembedded.70)"),
        (None, "ee") => format!("{key}: {PAGES}/windows/embedded/{key}(v=winembedded.60)"),
        (None, _) => key.to_owned(),
    }
}
