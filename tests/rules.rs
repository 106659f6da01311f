//! Every rule finds what it is there for, and no other rule does: each trace in `rules/` is made by
//! a correct program on an implementation that breaks one clause, the one that its file is called
//! after; each trace in `rules/client/` by a program that breaks one. In `rules/silent/` happens
//! what the documents leave open, and nobody blames the implementation. A new file is a new test.

use std::{error::Error, fs, process::ExitCode};

use cemapi_cts::{
    contract::{Contract, Rule, Side},
    suite::Folder,
    trace::Trace,
};
use libtest_mimic::{Arguments, Failed, Trial};

const FOLDER: &str = "tests/rules";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = Arguments::from_args();
    let names = Folder::new(FOLDER).names("ron")?;
    let mut trials: Vec<Trial> = names
        .into_iter()
        .map(|name| {
            let silent = name.starts_with("silent/");
            let test = if silent { breaks_no_clause } else { breaks_its_clause };
            Trial::test(name.clone(), move || test(&name))
        })
        .collect();
    trials.push(Trial::test("every-implementation-rule-has-a-trace", every_rule_has_a_trace));
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

/// The side and the clause that a file is called after: `client/MEM-6-twice` is the client's
/// `MEM-6`.
fn called_after(name: &str) -> Option<(Side, &'static str)> {
    let (side, name) = match name.strip_prefix("client/") {
        Some(name) => (Side::Client, name),
        None => (Side::Implementation, name),
    };
    let mut ids = Contract::clauses().iter().map(|clause| clause.id);
    let id =
        ids.find(|id| name.strip_prefix(id).is_some_and(|r| r.is_empty() || r.starts_with('-')))?;
    Some((side, id))
}

/// Who breaks which clause in a trace.
fn findings(name: &str) -> Result<Vec<(Side, &'static str)>, Failed> {
    let path = Folder::new(FOLDER).path(name);
    let trace = Trace::parse(&path, &fs::read_to_string(&path)?)?;
    let findings = Contract::check(&trace);
    Ok(findings.iter().map(|finding| (finding.side, finding.clause.id)).collect())
}

fn breaks_its_clause(name: &str) -> Result<(), Failed> {
    let called = called_after(name).ok_or("it is not called after a clause")?;
    let found = findings(name)?;
    // Some clauses say what becomes of a call that they forbid: then both sides break them.
    let (side, clause) = called;
    let both = side == Side::Implementation;
    let fits = |one: &(Side, &str)| *one == called || (both && one.1 == clause);
    match found.contains(&called) && found.iter().all(fits) {
        true => Ok(()),
        false => Err(format!("expected {called:?}, found {found:?}").into()),
    }
}

fn breaks_no_clause(name: &str) -> Result<(), Failed> {
    let found = findings(name)?;
    match found.iter().any(|(side, _)| *side == Side::Implementation) {
        true => Err(format!("expected nothing, found {found:?}").into()),
        false => Ok(()),
    }
}

/// A finding names its clause and not its rule, so that rules are told apart by their number:
/// a clause has at least as many traces as it has rules.
fn every_rule_has_a_trace() -> Result<(), Failed> {
    let names = Folder::new(FOLDER).names("ron")?;
    for rule in Contract::rules().filter(|rule| rule.side == Side::Implementation) {
        let called = Some((rule.side, rule.clause));
        let traces = names.iter().filter(|name| called_after(name) == called).count();
        let alike = |other: &&Rule| (other.side, other.clause) == (rule.side, rule.clause);
        if traces < Contract::rules().filter(alike).count() {
            return Err(format!("too few traces break {}: {}", rule.clause, rule.asks).into());
        }
    }
    Ok(())
}
