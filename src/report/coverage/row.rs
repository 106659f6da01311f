use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::Coverage;
use crate::contract::{Clause, Contract, Side, Status};

/// How a clause is covered.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    /// The clause.
    pub clause: &'static str,
    /// How it came to be known.
    pub status: Vec<String>,
    /// What it says.
    pub says: &'static str,
    /// What its rules ask.
    pub rules: Vec<&'static str>,
    /// Why there is no rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unchecked: Option<&'static str>,
    /// The scenarios that show it.
    pub shown_by: &'a [String],
    /// The scenarios that break it on purpose.
    pub broken_by: &'a [String],
    /// The traces that were written to break it.
    pub breaking_traces: &'a [String],
    /// What each target made of it.
    pub targets: BTreeMap<&'a str, Held>,
}

/// What a target made of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    /// No rule checks it in what the target does, or no scenario shows it.
    NotChecked,
    /// None of its traces breaks it.
    Kept,
    /// So many of its traces break it.
    BrokenIn(usize),
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotChecked => f.write_str("-"),
            Self::Kept => f.write_str("kept"),
            Self::BrokenIn(traces) => write!(f, "broken in {traces}"),
        }
    }
}

/// How many clauses there are, and how many of them are covered how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// All clauses.
    pub clauses: usize,
    /// Those that a page about CE states.
    pub documented: usize,
    /// Documented, and a rule checks it.
    pub with_rule: usize,
    /// Documented, without a rule, and the reason is given.
    pub with_reason: usize,
    /// Documented or not, and some scenario shows it.
    pub shown: usize,
}

impl Coverage {
    /// A row for each clause, in the document's order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        Contract::clauses().iter().map(|clause| Row {
            clause: clause.id,
            status: clause.status.iter().map(|s| format!("{s:?}").to_lowercase()).collect(),
            says: clause.says,
            rules: rules(clause),
            unchecked: clause.unchecked,
            shown_by: self.shown_by(clause),
            broken_by: self.broken_by(clause),
            breaking_traces: self.breaking.get(clause.id).map_or(&[], Vec::as_slice),
            targets: self.held(clause),
        })
    }

    fn held(&self, clause: &Clause) -> BTreeMap<&str, Held> {
        let checked = Contract::rules()
            .any(|rule| rule.clause == clause.id && rule.side == Side::Implementation)
            && !self.shown_by(clause).is_empty();
        let held = |broken: Option<&usize>| match broken {
            Some(traces) => Held::BrokenIn(*traces),
            None if checked => Held::Kept,
            None => Held::NotChecked,
        };
        self.targets
            .iter()
            .map(|(target, broken)| (target.as_str(), held(broken.get(clause.id))))
            .collect()
    }

    /// Counts.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for clause in Contract::clauses() {
            totals.clauses += 1;
            totals.shown += usize::from(!self.shown_by(clause).is_empty());
            if clause.status.contains(&Status::Documented) {
                totals.documented += 1;
                let checked = !rules(clause).is_empty();
                totals.with_rule += usize::from(checked);
                totals.with_reason += usize::from(!checked && clause.unchecked.is_some());
            }
        }
        totals
    }
}

fn rules(clause: &Clause) -> Vec<&'static str> {
    Contract::rules().filter(|rule| rule.clause == clause.id).map(|rule| rule.asks).collect()
}
