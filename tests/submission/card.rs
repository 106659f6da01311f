use std::{error::Error, fs, path::Path};

use cemapi_abi::Reply;
use cemapi_agent::{
    Event,
    card::{AGENT, Ending, FORMAT, RESULTS, Record, SCENARIOS, Set, hash},
};
use cemapi_cts::{
    card::{CardError, Exports, Files, Imported, pack},
    scenario::Scenario,
    submission::Submission,
    suite::Folder,
};

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

pub(crate) const SCENARIO: &str = r#"(
    shows: "a program that forgets to uninitialize",
    breaks: ["TEARDOWN-4"],
    calls: [MAPIInitialize()],
)
"#;

pub(crate) fn scenario(name: &str) -> Option<Scenario> {
    Scenario::parse(name, Path::new("forgets.ron"), SCENARIO).ok()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The records of a card on which the program was started with each of these facts in turn, and
/// then ran two scenarios.
pub(crate) fn records(set: [u8; 32], starts: &[&[(&str, &str)]]) -> Vec<Record> {
    let mut records = Vec::new();
    for facts in starts {
        let facts = facts.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        records.push(Record::Began { format: FORMAT, set, facts });
    }
    for scenario in 0..2 {
        records.push(Record::Started { scenario });
        let events = [
            Event::Loaded,
            Event::Entered { step: 0, at: 1000 },
            Event::Left { step: 0, at: 2000, reply: Reply::of(0) },
            Event::Finished,
        ];
        records.extend(events.map(Record::Event));
        records.push(Record::Ended { scenario, ending: Ending::Exited(0) });
    }
    records.push(Record::Finished);
    records
}

/// The files of such a card.
pub(crate) fn files(change: impl Fn(&mut Vec<Record>)) -> Files {
    let scenarios: Vec<Scenario> =
        ["forgets", "too/forgets"].into_iter().filter_map(scenario).collect();
    let scenarios = pack(&scenarios, &Exports::new());
    let set = Set::read(&scenarios).map_or([0; 32], |(_, hash)| hash);
    let agent = b"a program".to_vec();
    let sha = hex(&hash(&agent));
    let facts = [("agent sha256", &*sha), ("os", "Windows CE 5.01"), ("device", "a made up one")];
    let mut records = records(set, &[&facts]);
    change(&mut records);
    let results = records.iter().flat_map(Record::to_bytes).collect();
    Files { agent, scenarios, results }
}

pub(crate) fn import(files: &Files) -> Result<Imported, CardError> {
    Imported::read(files, Some("made-up"), &scenario)
}

/// A folder with the scenarios, for marks, and for the card.
pub(crate) fn workspace() -> Outcome<tempfile::TempDir> {
    let place = tempfile::tempdir()?;
    fs::create_dir_all(place.path().join("scenarios/too"))?;
    fs::create_dir_all(place.path().join("traces/made-up"))?;
    fs::create_dir_all(place.path().join("card"))?;
    for name in ["forgets", "too/forgets"] {
        fs::write(place.path().join(format!("scenarios/{name}.ron")), SCENARIO)?;
    }
    let Files { agent, scenarios, results } = files(|_| {});
    for (name, bytes) in [(AGENT, agent), (SCENARIOS, scenarios), (RESULTS, results)] {
        fs::write(place.path().join("card").join(name), bytes)?;
    }
    Ok(place)
}

pub(crate) fn submission(place: &Path) -> Outcome<Vec<u8>> {
    let scenarios = Folder::new(place.join("scenarios"));
    let marks = place.join("traces/made-up");
    Ok(Submission::new(files(|_| {}), "made-up", &scenarios, &marks)?.to_bytes()?)
}
