//! The emulator's policies: what each preset does where the documents are silent.

use std::fmt::Write as _;

use cemapi_emulator::{
    Policy,
    policy::{SILENT_SPOTS, SilentSpot},
};
use serde::Serialize;

/// A silent spot, its choices, and what each preset takes.
#[derive(Debug, Serialize)]
struct Row {
    spot: &'static str,
    asks: &'static str,
    clauses: &'static [&'static str],
    choices: Vec<Choice>,
}

#[derive(Debug, Serialize)]
struct Choice {
    name: &'static str,
    means: &'static str,
    taken_by: Vec<&'static str>,
}

fn rows() -> Vec<Row> {
    let presets: Vec<(&str, Vec<String>)> = Policy::PRESETS
        .iter()
        .filter_map(|name| Some((*name, Policy::named(name)?.choices())))
        .collect();
    let row = |(place, spot): (usize, &'static SilentSpot)| {
        let choice = |(name, means): &(&'static str, &'static str)| {
            let takes = |(_, choices): &&(&str, Vec<String>)| choices[place] == *name;
            let taken_by = presets.iter().filter(takes).map(|(preset, _)| *preset).collect();
            Choice { name, means: means.trim(), taken_by }
        };
        let SilentSpot { field, doc, clauses, choices } = spot;
        Row {
            spot: field,
            asks: doc.trim(),
            clauses,
            choices: choices.iter().map(choice).collect(),
        }
    };
    SILENT_SPOTS.iter().enumerate().map(row).collect()
}

/// The policies for people at a terminal.
#[must_use]
pub fn text() -> String {
    let mut out = String::new();
    for Row { spot, asks, clauses, choices } in rows() {
        _ = writeln!(out, "{spot} ({}): {asks}", clauses.join(", "));
        for Choice { name, means, taken_by } in choices {
            let taken = taken(&taken_by, " [", "]");
            _ = writeln!(out, "  {name:<16} {means}{taken}");
        }
    }
    out
}

/// The policies for programs.
///
/// # Errors
///
/// None that the policies can bring about; the serializer's own.
pub fn json() -> Result<String, serde_json::Error> {
    #[derive(Serialize)]
    struct Policies {
        version: u32,
        presets: &'static [&'static str],
        silent_spots: Vec<Row>,
    }
    let presets = Policy::PRESETS;
    serde_json::to_string_pretty(&Policies { version: 1, presets, silent_spots: rows() })
}

/// The policies for documents.
#[must_use]
pub fn markdown() -> String {
    let mut out = String::from(
        "# Policies\n\n\
         Written by `cemapi-cts policies --form markdown`; CI keeps it current. What the clauses \
         say is in [clauses](clauses.md), how policies are used in [targets](targets.md).\n\n\
         | silent spot | clauses | choice | what it means | taken by |\n\
         | --- | --- | --- | --- | --- |\n",
    );
    for Row { spot, asks, clauses, choices } in rows() {
        let mut lead = format!("`{spot}`<br>{asks} | {}", clauses.join("<br>"));
        for Choice { name, means, taken_by } in choices {
            _ = writeln!(out, "| {lead} | `{name}` | {means} | {} |", taken(&taken_by, "", ""));
            // The question and its clauses stand once, beside the first choice.
            lead = " | ".to_owned();
        }
    }
    out
}

fn taken(by: &[&str], open: &str, close: &str) -> String {
    match by {
        [] => String::new(),
        presets => format!("{open}{}{close}", presets.join(", ")),
    }
}
