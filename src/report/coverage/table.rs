use std::fmt::Write as _;

use serde::Serialize;

use super::{Coverage, Row, Totals};

/// How many names a cell of the document's table shows.
const SHOWN: usize = 4;

impl Coverage {
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
            _ = write!(
                out,
                "{:<14} {:<20} {rules:<22} shown by {}, broken by {}",
                row.clause,
                row.status.join("+"),
                row.shown_by.len(),
                row.broken_by.len() + row.breaking_traces.len()
            );
            for (target, held) in &row.targets {
                _ = write!(out, ", {target}: {held}");
            }
            out.push('\n');
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
        let targets: Vec<&str> = self.targets.keys().map(String::as_str).collect();
        let heads = ["clause", "status", "what it says", "rule, or why there is none"]
            .into_iter()
            .chain(["shown by", "broken by"])
            .chain(targets.iter().copied());
        let heads: Vec<&str> = heads.collect();
        line(&mut out, &heads);
        line(&mut out, &vec!["---"; heads.len()]);
        for row in self.rows() {
            let rule = match row.rules.is_empty() {
                true => row.unchecked.unwrap_or("").to_owned(),
                false => row.rules.join("<br>"),
            };
            let breaking: Vec<String> =
                row.broken_by.iter().chain(row.breaking_traces).cloned().collect();
            let mut cells = vec![
                row.clause.to_owned(),
                row.status.join(", "),
                row.says.to_owned(),
                rule,
                some(row.shown_by),
                some(&breaking),
            ];
            cells.extend(row.targets.values().map(ToString::to_string));
            line(&mut out, &cells);
        }
        out
    }
}

fn line(out: &mut String, cells: &[impl AsRef<str>]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.as_ref().replace('|', "\\|")).collect();
    _ = writeln!(out, "| {} |", cells.join(" | "));
}

/// The first names, and how many more there are.
fn some(names: &[String]) -> String {
    let mut shown = names[..names.len().min(SHOWN)].join("<br>");
    if names.len() > SHOWN {
        _ = write!(shown, "<br>and {} more", names.len() - SHOWN);
    }
    shown
}
