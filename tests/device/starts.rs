use std::fs;

use cemapi_agent::{
    Export,
    card::{AGENT, RESULTS, SCENARIOS, hash},
};
use cemapi_arm::{Card, Machine};
use cemapi_cts::{
    card::{Exports, Files},
    suite::Folder,
};
use cemapi_emulator::Policy;

use super::{
    Outcome, Test,
    bench::{Bench, agent},
};

pub(crate) const ALL: &[Test] = &[
    ("run", run),
    ("clock-of-1970", clock_of_1970),
    ("names-in-capitals", names_in_capitals),
    ("exports-by-number", exports_by_number),
    ("exports-that-are-missing", exports_that_are_missing),
    ("hash-of-the-library", hash_of_the_library),
    ("autorun", autorun),
    ("other-scenarios", other_scenarios),
];

fn run() -> Outcome {
    let mut bench = Bench::new()?;
    if bench.tap()? != Some(0) {
        return Err("it did not come to its end".into());
    }
    bench.complete()?;
    // Who taps it once more finds everything done.
    let before = bench.results();
    bench.tap()?;
    match bench.results() == before {
        true => Ok(()),
        false => Err("a run that was done was begun again".into()),
    }
}

fn clock_of_1970() -> Outcome {
    let mut bench = Bench::new()?;
    bench.machine.clock = [1970, 1, 4, 1, 0, 0, 7, 0];
    bench.tap()?;
    bench.complete()?;
    match bench.import()?.results.impossible_clock() {
        Some("1970-01-01 00:00:07") => Ok(()),
        other => Err(format!("the clock is {other:?}").into()),
    }
}

fn names_in_capitals() -> Outcome {
    let mut bench = Bench::new()?;
    bench.tap()?;
    let Files { agent, scenarios, results } = bench.files();
    let folder = tempfile::tempdir()?;
    for (name, bytes) in [(AGENT, &agent), (SCENARIOS, &scenarios), (RESULTS, &results)] {
        let (stem, ending) = name.split_once('.').ok_or("no ending")?;
        if stem.len() > 8 || ending.len() > 3 {
            return Err(format!("{name} is no name of 8 and 3 letters").into());
        }
        fs::write(folder.path().join(name.to_uppercase()), bytes)?;
    }
    match Files::read(folder.path())? == bench.files() {
        true => Ok(()),
        false => Err("other files were read".into()),
    }
}

fn correct(exports: &Exports) -> Outcome<Bench> {
    let load = Folder::new("scenarios").load("teardown/correct");
    Bench::with(vec![load.map_err(|failure| failure.to_string())?], Policy::ce(), exports)
}

const NEEDED: [&str; 3] = ["MAPIInitialize", "MAPILogonEx", "MAPIUninitialize"];

fn exports_by_number() -> Outcome {
    let numbered = || (61u16..).zip(NEEDED);
    let exports = numbered().map(|(number, name)| (name.to_owned(), Export::Ordinal(number)));
    let mut bench = correct(&exports.collect())?;
    bench.machine.ordinals = numbered().map(|(number, name)| (number, name.to_owned())).collect();
    bench.tap()?;
    bench.complete()
}

/// A cemapi.dll that has numbers only, and a card that does not know them.
fn exports_that_are_missing() -> Outcome {
    let mut bench = correct(&Exports::new())?;
    bench.machine.ordinals = vec![(61, "MAPIInitialize".to_owned())];
    bench.tap()?;
    let imported = bench.import()?;
    let text = imported.traces().map(|(_, trace)| trace.compared_text()).collect::<String>();
    match text.matches("NotMade").count() {
        5 => Ok(()),
        _ => Err(text.into()),
    }
}

fn hash_of_the_library() -> Outcome {
    let mut bench = Bench::new()?;
    bench.machine.card.put("\\Windows\\cemapi.dll", b"not a library".to_vec());
    bench.tap()?;
    let hash: String = hash(b"not a library").iter().map(|byte| format!("{byte:02x}")).collect();
    match bench.import()?.results.fact("sha256") {
        Some(told) if told == hash => Ok(()),
        other => Err(format!("the hash is {other:?}").into()),
    }
}

/// The shell copies autorun.exe into the device, says `install`, and later `uninstall`.
fn autorun() -> Outcome {
    const COPY: &str = "\\Windows\\autorun.exe";
    let bench = Bench::new()?;
    let mut card = Card::default();
    card.put(COPY, agent()?);
    card.put(AGENT, agent()?);
    card.put(SCENARIOS, bench.files().scenarios);
    let mut machine = Machine::new(card, COPY, Policy::ce())?;
    machine.folder = "\\Storage Card\\".to_owned();
    let mut bench = Bench { machine, ..bench };
    let outcome = bench.machine.run("install");
    if outcome.exit != Some(0) || !outcome.complaints.is_empty() {
        return Err(format!("{outcome:?}").into());
    }
    bench.complete()?;
    let before = bench.results();
    let outcome = bench.machine.run("uninstall");
    match outcome.exit == Some(0) && bench.results() == before {
        true => Ok(()),
        false => Err(format!("{outcome:?}").into()),
    }
}

/// Results of other scenarios are left alone.
fn other_scenarios() -> Outcome {
    let mut other = correct(&Exports::new())?;
    other.tap()?;
    let results = other.results();
    let mut bench = Bench::new()?;
    bench.machine.card.put(RESULTS, results.clone());
    match (bench.tap()?, bench.results() == results) {
        (Some(1), true) => Ok(()),
        (exit, same) => Err(format!("exit {exit:?}, results kept: {same}").into()),
    }
}
