//! Wrong implementations are found out. Two kinds of them: traces of the emulator in which one
//! thing is damaged, and emulators whose policy is not that of CE.

mod damage;
mod policies;

use std::{collections::BTreeSet, error::Error, path::Path};

use cemapi_cts::{
    contract::{Contract, Rule, Side},
    scenario::Scenario,
    snapshot::{Comparison, Snapshot},
    suite::Folder,
    target::Target,
    trace::Trace,
};
use damage::mutants;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn scenarios() -> Outcome<Vec<Scenario>> {
    let folder = Folder::new("scenarios");
    let load = |name: String| folder.load(&name).map_err(|failure| failure.to_string().into());
    folder.names("ron")?.into_iter().map(load).collect()
}

fn blames(trace: &Trace, clause: &str) -> bool {
    Contract::check(trace)
        .iter()
        .any(|finding| finding.clause.id == clause && finding.side == Side::Implementation)
}

/// The rules for implementations that check a clause which the scenario shows.
fn rules_shown(scenario: &Scenario) -> impl Iterator<Item = &'static Rule> {
    let shown = |rule: &&Rule| scenario.clauses.iter().any(|clause| clause.id == rule.clause);
    Contract::rules().filter(|rule| rule.side == Side::Implementation).filter(shown)
}

/// How often the implementation is blamed.
fn blame(trace: &Trace) -> usize {
    let findings = Contract::check(trace);
    findings.iter().filter(|finding| finding.side == Side::Implementation).count()
}

/// Whether the trace is another than the one that is stored for this scenario.
fn differs(trace: &Trace) -> Outcome<bool> {
    let snapshot = Snapshot::of(Path::new("traces/emulator"), &trace.scenario);
    Ok(snapshot.compare(&trace.compared_text())? != Comparison::Same)
}

/// No scenario can hide damage to what it shows: the contract or the snapshot tells of it.
#[test]
fn damage_to_what_a_scenario_shows_is_found() -> Outcome {
    for scenario in scenarios()? {
        let trace = Target::default_target().run(&scenario);
        let blamed = blame(&trace);
        for rule in rules_shown(&scenario) {
            for (what, mutant) in mutants(&trace, rule) {
                let found = differs(&mutant)? || blame(&mutant) > blamed;
                assert!(found, "{}: nobody notices that in {what}", scenario.name);
            }
        }
    }
    Ok(())
}

/// For every clause that binds implementations, some damage breaks this very clause, in a scenario
/// that shows it.
#[test]
fn every_implementation_clause_is_broken_by_damage() -> Outcome {
    let mut unbroken: BTreeSet<&str> = Contract::rules()
        .filter(|rule| rule.side == Side::Implementation)
        .map(|rule| rule.clause)
        .collect();
    for scenario in scenarios()? {
        let trace = Target::default_target().run(&scenario);
        for rule in rules_shown(&scenario) {
            if mutants(&trace, rule).iter().any(|(_, mutant)| blames(mutant, rule.clause)) {
                unbroken.remove(rule.clause);
            }
        }
    }
    assert_eq!(unbroken, BTreeSet::new());
    Ok(())
}
