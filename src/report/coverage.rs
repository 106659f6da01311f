use std::{collections::BTreeMap, fmt::Write as _};

use serde::Serialize;

use crate::{
    contract::{Clause, Contract, Status},
    suite::Folder,
    verdict::Failure,
};

/// For each clause, its rules and the scenarios that show or break it.
#[derive(Debug, Default)]
pub struct Coverage {
    shown: BTreeMap<&'static str, Vec<String>>,
    broken: BTreeMap<&'static str, Vec<String>>,
}

/// How a clause is covered.
#[derive(Debug, Serialize)]
struct Row<'a> {
    clause: &'static str,
    status: Vec<String>,
    says: &'static str,
    rules: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unchecked: Option<&'static str>,
    shown_by: &'a [String],
    broken_by: &'a [String],
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
    /// Reads every scenario of a folder.
    ///
    /// # Errors
    ///
    /// A folder cannot be listed, or a scenario cannot be read.
    pub fn read(folder: &Folder) -> Result<Self, Failure> {
        let names = folder.names("ron").map_err(|error| Failure::File(error.to_string()))?;
        let mut coverage = Self::default();
        for name in names {
            let scenario = folder.load(&name)?;
            for clause in scenario.clauses {
                coverage.shown.entry(clause.id).or_default().push(name.clone());
            }
            for clause in scenario.breaks {
                coverage.broken.entry(clause.id).or_default().push(name.clone());
            }
        }
        Ok(coverage)
    }

    /// The scenarios that show a clause.
    #[must_use]
    pub fn shown_by(&self, clause: &Clause) -> &[String] {
        self.shown.get(clause.id).map_or(&[], Vec::as_slice)
    }

    /// The scenarios that break a clause on purpose.
    #[must_use]
    pub fn broken_by(&self, clause: &Clause) -> &[String] {
        self.broken.get(clause.id).map_or(&[], Vec::as_slice)
    }

    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        Contract::clauses().iter().map(|clause| Row {
            clause: clause.id,
            status: clause.status.iter().map(|s| format!("{s:?}").to_lowercase()).collect(),
            says: clause.says,
            rules: rules(clause),
            unchecked: clause.unchecked,
            shown_by: self.shown_by(clause),
            broken_by: self.broken_by(clause),
        })
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

    /// The table for people at a terminal.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for row in self.rows() {
            let rules = match row.rules.len() {
                0 if row.unchecked.is_some() => "no rule, reason given".to_owned(),
                0 => "no rule".to_owned(),
                1 => "1 rule".to_owned(),
                several => format!("{several} rules"),
            };
            _ = writeln!(
                out,
                "{:<14} {:<20} {rules:<22} shown by {}, broken by {}",
                row.clause,
                row.status.join("+"),
                row.shown_by.len(),
                row.broken_by.len()
            );
        }
        _ = writeln!(out, "{}", self.counts());
        out
    }

    fn counts(&self) -> String {
        let Totals { clauses, documented, with_rule, with_reason, shown } = self.totals();
        let part = |part: usize, whole: usize| 100 * part / whole.max(1);
        format!(
            "{clauses} clauses, {shown} shown by scenarios ({}%); {documented} documented: \
             {with_rule} with a rule ({}%), {with_reason} with a reason why there is none ({}%)",
            part(shown, clauses),
            part(with_rule, documented),
            part(with_reason, documented)
        )
    }

    /// The table for programs.
    ///
    /// # Errors
    ///
    /// None that a table can bring about; the serializer's own.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        #[derive(Serialize)]
        struct Table<'a> {
            version: u32,
            totals: Totals,
            clauses: Vec<Row<'a>>,
        }
        let clauses = self.rows().collect();
        serde_json::to_string_pretty(&Table { version: 1, totals: self.totals(), clauses })
    }

    /// The table for documents.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = String::from(
            "# Clauses\n\n\
             Written by `cemapi-cts coverage --form markdown`; CI keeps it current.\n\n",
        );
        _ = writeln!(out, "{}.\n", self.counts());
        out.push_str(
            "| clause | status | what it says | rule, or why there is none | shown by | broken by |\n\
             | --- | --- | --- | --- | --- | --- |\n",
        );
        for row in self.rows() {
            let rule = match row.rules.is_empty() {
                true => row.unchecked.unwrap_or("").to_owned(),
                false => row.rules.join("<br>"),
            };
            let Row { clause, status, says, shown_by, broken_by, .. } = row;
            let cells = [
                clause.to_owned(),
                status.join(", "),
                says.to_owned(),
                rule,
                shown_by.join("<br>"),
                broken_by.join("<br>"),
            ];
            let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            _ = writeln!(out, "| {} |", cells.join(" | "));
        }
        out
    }
}

fn rules(clause: &Clause) -> Vec<&'static str> {
    Contract::rules().filter(|rule| rule.clause == clause.id).map(|rule| rule.asks).collect()
}
