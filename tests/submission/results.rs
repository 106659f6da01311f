use std::fs;

use cemapi_abi::Reply;
use cemapi_agent::{
    Event,
    card::{Ending, Record, Set, hash},
};
use cemapi_cts::{
    card::{CardError, Exports, Files, Imported, Results, pack},
    scenario::Scenario,
    suite::Folder,
};

use crate::card::{Outcome, SCENARIO, files, hex, import, records, scenario, workspace};

#[test]
fn results_cut_off_anywhere_keep_what_is_whole() -> Outcome {
    let whole = files(|_| {});
    let set = Results::read(&whole.results);
    for length in 0..whole.results.len() {
        let results = whole.results[..length].to_vec();
        let cut = Files { results, ..whole.clone() };
        match import(&cut) {
            Ok(imported) => {
                assert!(!imported.results.finished, "{length}");
                let same = |(place, run)| set.runs.get(place) == Some(run);
                let ended = imported.results.runs.iter().filter(|(_, run)| run.ending.is_some());
                assert!(ended.clone().all(same), "{length}");
                assert_eq!(ended.count(), imported.traces().count(), "{length}");
            }
            Err(CardError::NothingThere) => assert!(length < 250, "{length}"),
            Err(other) => return Err(format!("{length}: {other}").into()),
        }
    }
    Ok(())
}

#[test]
fn a_flipped_bit_costs_one_scenario_at_most() -> Outcome {
    let whole = files(|_| {});
    let began = Record::Started { scenario: 0 }.to_bytes();
    let first = whole.results.windows(began.len()).position(|bytes| bytes == began).unwrap_or(0);
    for bit in first * 8..whole.results.len() * 8 {
        let mut flipped = whole.clone();
        flipped.results[bit / 8] ^= 1 << (bit % 8);
        match import(&flipped) {
            Ok(imported) => {
                assert!(imported.results.damaged > 0, "bit {bit}");
                assert!(imported.missing() <= 1, "bit {bit}: {:?}", imported.scenarios);
            }
            Err(other) => return Err(format!("bit {bit}: {other}").into()),
        }
    }
    Ok(())
}

/// Whose check sums are right may still say anything.
#[test]
fn records_that_nobody_writes_are_survived() {
    let whole = files(|_| {});
    let events: Vec<Vec<u8>> = [
        Event::Entered { step: 0, at: 1 },
        Event::Left { step: 0, at: 2, reply: Reply::of(0) },
        Event::Appeared(cemapi_abi::Handle(0), 0x1000),
        Event::Stopped,
    ]
    .iter()
    .map(Event::to_bytes)
    .collect();
    for event in &events {
        for place in 4..event.len() {
            for value in [0, 1, 2, 5, 9, 0x7F, 0x80, 0xFF] {
                let mut made = event.clone();
                made[place] = value;
                // More may be read of it than there was.
                made.extend([0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 1, 1, 1]);
                let mut results = whole.results.clone();
                results.extend(Record::Started { scenario: 0 }.to_bytes());
                results.extend(Record::of_event(&made));
                results.extend(
                    Record::Ended { scenario: 0, ending: Ending::Exited(0xC000_0005) }.to_bytes(),
                );
                if let Ok(imported) = import(&Files { results, ..whole.clone() }) {
                    imported.traces().for_each(|(_, trace)| drop(trace.complete_text()));
                }
            }
        }
    }
}

#[test]
fn files_that_do_not_belong_together_are_refused() -> Outcome {
    let whole = files(|_| {});
    let other = Files { agent: b"another program".to_vec(), ..whole.clone() };
    assert!(matches!(import(&other), Err(CardError::OtherAgent)));
    let other = Files { scenarios: pack(&[], &Exports::new()), ..whole.clone() };
    assert!(matches!(import(&other), Err(CardError::OtherScenarios)));
    let other = Files { scenarios: vec![1; 100], ..whole.clone() };
    assert!(matches!(import(&other), Err(CardError::Set(_))));
    let other = Files { results: vec![1; 100], ..whole };
    assert!(matches!(import(&other), Err(CardError::NothingThere)));
    let two = files(|records| {
        let mut again = records[0].clone();
        if let Record::Began { facts, .. } = &mut again {
            facts.retain(|(name, _)| name != "device");
            facts.push(("device".to_owned(), "another".to_owned()));
        }
        records.insert(1, again);
    });
    match import(&two) {
        Err(CardError::OtherDevice { facts }) => assert_eq!(facts, ["device"]),
        other => return Err(format!("{:?}", other.map(|_| ())).into()),
    }
    Ok(())
}

#[test]
fn a_scenario_whose_name_leads_elsewhere_is_not_looked_for() -> Outcome {
    let place = workspace()?;
    let outside = place.path().join("outside.ron");
    fs::write(&outside, SCENARIO)?;
    let evil: Vec<Scenario> = scenario("../outside").into_iter().collect();
    let scenarios = pack(&evil, &Exports::new());
    let set = Set::read(&scenarios).map(|(_, hash)| hash).map_err(|error| error.to_string())?;
    let agent = b"a program".to_vec();
    let sha = hex(&hash(&agent));
    let records = records(set, &[&[("agent sha256", &sha)]]);
    let results = records.iter().flat_map(Record::to_bytes).collect();
    let folder = Folder::new(place.path().join("scenarios"));
    let load = |name: &str| folder.load(name).ok();
    let imported = Imported::read(&Files { agent, scenarios, results }, None, &load)?;
    assert_eq!(imported.traces().count(), 0);
    Ok(())
}
