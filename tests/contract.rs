//! The contract does not contradict itself: its clauses, its rules and the scenarios belong
//! together.

use std::collections::BTreeSet;

use cemapi_cts::{
    contract::{Binds, Clause, Contract, Rule, Side, Status},
    report::Coverage,
    suite::Folder,
};

/// Fails with all that is wrong, a line each.
fn none(wrong: impl IntoIterator<Item = String>) {
    let wrong: Vec<String> = wrong.into_iter().collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn coverage() -> Result<Coverage, String> {
    Coverage::read(&Folder::new("scenarios")).map_err(|failure| failure.to_string())
}

fn rules_of(clause: &Clause) -> impl Iterator<Item = &'static Rule> {
    Contract::rules().filter(|rule| rule.clause == clause.id)
}

/// The rules that bind this side, each with its clause.
fn rules_for(side: Side) -> impl Iterator<Item = (&'static Rule, &'static Clause)> {
    Contract::rules()
        .filter(move |rule| rule.side == side)
        .filter_map(|rule| Some((rule, Contract::clause(rule.clause)?)))
}

#[test]
fn every_rule_has_a_clause() {
    let homeless = Contract::rules().filter(|rule| Contract::clause(rule.clause).is_none());
    none(homeless.map(|rule| format!("there is no clause {} to ask: {}", rule.clause, rule.asks)));
}

#[test]
fn every_rule_binds_whom_its_clause_binds() {
    let bound = |side, binds| match binds {
        Binds::Both => true,
        Binds::Implementation => side == Side::Implementation,
        Binds::Client => side == Side::Client,
        Binds::Nobody => false,
    };
    let rules = [Side::Implementation, Side::Client].into_iter().flat_map(rules_for);
    let wrong = rules.filter(|(rule, clause)| !bound(rule.side, clause.binds));
    none(wrong.map(|(rule, clause)| {
        format!(
            "{} binds {:?}, and its rule binds the {}",
            clause.id,
            clause.binds,
            rule.side.word()
        )
    }));
}

#[test]
fn every_documented_clause_has_a_rule_or_a_reason() {
    let open = Contract::clauses()
        .iter()
        .filter(|clause| clause.status.contains(&Status::Documented))
        .filter(|clause| clause.unchecked.is_none() && rules_of(clause).next().is_none());
    none(open.map(|clause| format!("{} has neither a rule nor a reason", clause.id)));
}

#[test]
fn no_clause_with_a_rule_says_that_it_has_none() {
    let both = Contract::clauses()
        .iter()
        .filter(|clause| clause.unchecked.is_some() && rules_of(clause).next().is_some());
    none(both.map(|clause| format!("{} has a rule, and a reason for having none", clause.id)));
}

#[test]
fn every_client_rule_is_broken_by_a_scenario() -> Result<(), String> {
    let coverage = coverage()?;
    let unbroken: BTreeSet<&str> = rules_for(Side::Client)
        .filter(|(_, clause)| coverage.broken_by(clause).is_empty())
        .map(|(_, clause)| clause.id)
        .collect();
    none(unbroken.into_iter().map(|id| format!("no scenario breaks {id}")));
    Ok(())
}

#[test]
fn every_implementation_rule_is_shown_by_a_scenario() -> Result<(), String> {
    let coverage = coverage()?;
    let unshown =
        rules_for(Side::Implementation).filter(|(_, clause)| coverage.shown_by(clause).is_empty());
    none(unshown.map(|(rule, clause)| format!("no scenario shows {}: {}", clause.id, rule.asks)));
    Ok(())
}

#[test]
fn every_source_is_known() {
    let known = |key: &str| {
        let digits = key.trim_start_matches(|c: char| c.is_ascii_lowercase());
        let page = ["aa", "bb", "ee", "gg", "ms"].contains(&&key[..key.len() - digits.len()]);
        let number = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_digit());
        Contract::source(key).is_some() || (page && number)
    };
    none(Contract::clauses().iter().flat_map(|clause| {
        let unknown = clause.sources.iter().filter(|key| !known(key));
        unknown.map(|key| format!("{}: nobody knows the source {key}", clause.id))
    }));
}

#[test]
fn what_is_documented_has_a_source() {
    let without = Contract::clauses()
        .iter()
        .filter(|clause| clause.status.contains(&Status::Documented) && clause.sources.is_empty());
    none(without.map(|clause| format!("{} gives no source", clause.id)));
}
