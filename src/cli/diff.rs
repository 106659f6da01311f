use std::{
    fs,
    path::{Path, PathBuf},
};

use cemapi_journal::MAGIC;
use clap::Args;
use serde::Serialize;

use super::{
    convert::journal,
    exit::{Exit, Failure},
    input::Salvage,
    style::{bad, good, odd},
};
use crate::{
    diff::{Change, Difference, Part, Side},
    report::{print, print_coloured},
};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The one trace: a journal or RON text.
    one: PathBuf,
    /// The other trace.
    other: PathBuf,
    #[command(flatten)]
    salvage: Salvage,
    /// Write the differences for programs.
    #[arg(long)]
    json: bool,
}

pub(super) fn diff(options: &Options) -> Result<Exit, Failure> {
    let one = bytes(&options.one, options.salvage)?;
    let other = bytes(&options.other, options.salvage)?;
    let difference = Difference::between(&one, &other).map_err(|(side, error)| {
        let path = match side {
            Side::One => &options.one,
            Side::Other => &options.other,
        };
        // Whoever reads it into a trace tells how much can be saved.
        let told = options.salvage.read(path).err();
        told.unwrap_or_else(|| Failure::input(format!("{}: {error}", path.display())))
    })?;
    tell(&difference, &options.one, &options.other, options.json)
}

/// Tells of differences, and whether there are any.
pub(super) fn tell(
    difference: &Difference,
    one: &Path,
    other: &Path,
    json: bool,
) -> Result<Exit, Failure> {
    let exit = if difference.changes.is_empty() { Exit::AsExpected } else { Exit::Failed };
    if json {
        let text = serde_json::to_string_pretty(&Report::of(difference)).map_err(Failure::input)?;
        print(format_args!("{text}"));
        return Ok(exit);
    }
    for change in &difference.changes {
        tell_one(change);
    }
    let (one, other) = (one.display(), other.display());
    let Difference { one: ones, other: others, .. } = difference;
    if difference.changes.is_empty() {
        print_coloured(format_args!(
            "{one} and {other}: {ones} calls, no difference. {}",
            good("ok")
        ));
    } else {
        print_coloured(format_args!(
            "{one}: {ones} calls, {other}: {others} calls: {}. {}",
            count(&difference.changes),
            bad("DIFFERENT")
        ));
    }
    Ok(exit)
}

/// A trace as a journal; a journal as it is, unless it has to be mended.
fn bytes(path: &Path, salvage: Salvage) -> Result<Vec<u8>, Failure> {
    let bytes =
        fs::read(path).map_err(|error| Failure::input(format!("{}: {error}", path.display())))?;
    match bytes.first() == MAGIC.first() && !salvage.is_asked_for() {
        true => Ok(bytes),
        false => journal(&salvage.read(path)?, path),
    }
}

fn tell_one(change: &Change) {
    match change {
        Change::Removed { one, line } => {
            print_coloured(format_args!("{} {:>9}            {line}", bad("-"), one + 1));
        }
        Change::Added { other, line } => {
            print_coloured(format_args!("{}            {:>9} {line}", good("+"), other + 1));
        }
        Change::Changed { one, other, line, parts } => {
            print_coloured(format_args!("{} {:>9}  {:>9} {line}", odd("~"), one + 1, other + 1));
            parts.iter().for_each(tell_part);
        }
        Change::Ended(part) => {
            print_coloured(format_args!("{} the end of the process", odd("~")));
            tell_part(part);
        }
    }
}

fn tell_part(Part { name, one, other }: &Part) {
    print_coloured(format_args!(
        "                            {name}: {} -> {}",
        bad(one),
        good(other)
    ));
}

fn count(changes: &[Change]) -> String {
    let number = |kind: fn(&Change) -> bool| changes.iter().filter(|change| kind(change)).count();
    let parts = [
        (number(|change| matches!(change, Change::Changed { .. })), "changed"),
        (number(|change| matches!(change, Change::Removed { .. })), "only in the first"),
        (number(|change| matches!(change, Change::Added { .. })), "only in the second"),
        (number(|change| matches!(change, Change::Ended(_))), "about the end"),
    ];
    let told = parts.iter().filter(|(count, _)| *count > 0);
    told.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
}

/// The differences for programs; docs/traces.md describes them.
#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    equal: bool,
    one: usize,
    other: usize,
    changes: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    kind: &'static str,
    /// Counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    one: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    call: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Values<'a>>,
}

#[derive(Serialize)]
struct Values<'a> {
    name: &'a str,
    one: &'a str,
    other: &'a str,
}

impl<'a> Report<'a> {
    fn of(difference: &'a Difference) -> Self {
        Self {
            version: 1,
            equal: difference.changes.is_empty(),
            one: difference.one,
            other: difference.other,
            changes: difference.changes.iter().map(Entry::of).collect(),
        }
    }
}

impl<'a> Entry<'a> {
    fn of(change: &'a Change) -> Self {
        let plain = |kind| Self { kind, one: None, other: None, call: None, parts: Vec::new() };
        let values = |Part { name, one, other }: &'a Part| Values { name, one, other };
        match change {
            Change::Removed { one, line } => {
                Self { one: Some(one + 1), call: Some(line), ..plain("removed") }
            }
            Change::Added { other, line } => {
                Self { other: Some(other + 1), call: Some(line), ..plain("added") }
            }
            Change::Changed { one, other, line, parts } => Self {
                one: Some(one + 1),
                other: Some(other + 1),
                call: Some(line),
                parts: parts.iter().map(values).collect(),
                ..plain("changed")
            },
            Change::Ended(part) => Self { parts: vec![values(part)], ..plain("end") },
        }
    }
}
