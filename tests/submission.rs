//! Submissions, and cards that are not what they should be. What happened on the card is made up
//! here, so that no program for a device is needed.

use std::{error::Error, fs, path::Path, process::Command};

use cemapi_abi::Reply;
use cemapi_agent::{
    Event,
    card::{AGENT, Ending, FORMAT, RESULTS, Record, SCENARIOS, Set, hash},
};
use cemapi_cts::{
    card::{CardError, Exports, Files, Imported, Results, pack},
    scenario::Scenario,
    submission::{Submission, SubmissionError},
    suite::Folder,
};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const SCENARIO: &str = r#"(
    shows: "a program that forgets to uninitialize",
    breaks: ["TEARDOWN-4"],
    calls: [MAPIInitialize()],
)
"#;

fn scenario(name: &str) -> Option<Scenario> {
    Scenario::parse(name, Path::new("forgets.ron"), SCENARIO).ok()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The records of a card on which the program was started with each of these facts in turn, and
/// then ran two scenarios.
fn records(set: [u8; 32], starts: &[&[(&str, &str)]]) -> Vec<Record> {
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
fn files(change: impl Fn(&mut Vec<Record>)) -> Files {
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

fn import(files: &Files) -> Result<Imported, CardError> {
    Imported::read(files, Some("made-up"), &scenario)
}

/// A folder with the scenarios, for marks, and for the card.
fn workspace() -> Outcome<tempfile::TempDir> {
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

fn submission(place: &Path) -> Outcome<Vec<u8>> {
    let scenarios = Folder::new(place.join("scenarios"));
    let marks = place.join("traces/made-up");
    Ok(Submission::new(files(|_| {}), "made-up", &scenarios, &marks)?.to_bytes()?)
}

#[test]
fn a_submission_says_what_its_results_come_to() -> Outcome {
    let place = workspace()?;
    let file = submission(place.path())?;
    let checked = Submission::check(&file)?;
    assert_eq!(checked.imported.traces().count(), 2);
    let judged = checked.judge();
    assert_eq!((judged.passed, judged.marked, judged.failed), (2, 0, Vec::new()));
    Ok(())
}

#[test]
fn every_changed_byte_is_refused() -> Outcome {
    let file = submission(workspace()?.path())?;
    for place in 0..file.len() {
        let mut changed = file.clone();
        changed[place] ^= 1 << (place % 8);
        assert!(Submission::check(&changed).is_err(), "byte {place} of {}", file.len());
    }
    Ok(())
}

#[test]
fn a_submission_that_is_cut_off_or_longer_is_refused() -> Outcome {
    let file = submission(workspace()?.path())?;
    for length in (0..file.len()).step_by(97) {
        assert!(Submission::check(&file[..length]).is_err(), "{length} of {}", file.len());
    }
    assert!(Submission::check(&[file.as_slice(), &[0; 512]].concat()).is_err());
    Ok(())
}

/// Somebody who changes a file and all hashes as well.
#[test]
fn a_trace_that_the_results_do_not_come_to_is_refused() -> Outcome {
    let place = workspace()?;
    let file = submission(place.path())?;
    let mut archive = tar::Archive::new(&*file);
    let mut sums = String::new();
    let mut builder = tar::Builder::new(Vec::new());
    let mut entries = Vec::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes)?;
        if name == "traces/forgets.ron" {
            bytes = String::from_utf8(bytes)?.replace("S_OK", "E_FAIL").into_bytes();
        }
        entries.push((entry.header().clone(), name, bytes));
    }
    entries.retain(|(_, name, _)| name != "SHA256SUMS");
    for (_, name, bytes) in &entries {
        sums.push_str(&format!("{}  {name}\n", hex(&hash(bytes))));
    }
    let header = entries.first().map(|(header, ..)| header.clone()).ok_or("no entries")?;
    entries.push((header, "SHA256SUMS".to_owned(), sums.into_bytes()));
    entries.sort_by(|(_, one, _), (_, other, _)| one.cmp(other));
    for (mut header, name, bytes) in entries {
        header.set_path(&name)?;
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        builder.append(&header, &*bytes)?;
    }
    match Submission::check(&builder.into_inner()?) {
        Err(SubmissionError::Other { name, tool: None }) => assert_eq!(name, "traces/forgets.ron"),
        other => return Err(format!("{:?}", other.map(|_| ())).into()),
    }
    Ok(())
}

#[test]
fn an_archive_of_anything_else_is_refused() -> Outcome {
    for other in [&b""[..], b"no archive", &[0; 1024], &[0xFF; 4096]] {
        assert!(Submission::check(other).is_err());
    }
    // A member that claims to have 8 GiB takes no memory.
    let mut header = tar::Header::new_ustar();
    header.set_path(AGENT)?;
    header.set_size(8 << 30);
    header.set_cksum();
    assert!(Submission::check(header.as_bytes()).is_err());
    Ok(())
}

#[test]
fn the_commands_submit_and_verify() -> Outcome {
    let place = workspace()?;
    let run = |arguments: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cemapi-cts"));
        command.args(arguments.split_whitespace()).current_dir(place.path()).output()
    };
    let marks = r#"[(scenarios: ["forgets"], kind: Unsteady, clause: "INIT-3", reason: "no")]"#;
    fs::write(place.path().join("traces/made-up/marks.ron"), marks)?;
    let made = run("submit card --as made-up --out made-up.tar")?;
    assert_eq!(made.status.code(), Some(0), "{made:?}");
    let checked = run("verify made-up.tar")?;
    let told = String::from_utf8(checked.stdout)?;
    assert_eq!(checked.status.code(), Some(0), "{told}");
    for line in [
        "os: Windows CE 5.01",
        "made-up (device): 2 as on the emulator, 0 differing, 0 missing. ok",
        "CLAIMED forgets: INIT-3: no",
        "the contract: 2 passed, 0 marked, 0 failed, 0 differ from the emulator",
        "made-up.tar: every file in it fits the others. ok",
    ] {
        assert!(told.lines().any(|told| told == line), "{line} is not in\n{told}");
    }
    let file = place.path().join("made-up.tar");
    let mut bytes = fs::read(&file)?;
    let at = bytes.windows(15).position(|window| window == b"Windows CE 5.01").ok_or("no os")?;
    bytes[at + 14] = b'2';
    fs::write(&file, bytes)?;
    let refused = run("verify made-up.tar")?;
    assert_eq!(refused.status.code(), Some(1));
    let told = String::from_utf8(refused.stdout)?;
    assert!(
        told.starts_with("REFUSED made-up.tar: it was altered: REPORT.txt has another hash"),
        "{told}"
    );
    assert_eq!(run("submit card --as emulator")?.status.code(), Some(2));
    assert_eq!(run("verify nothing.tar")?.status.code(), Some(2));
    Ok(())
}

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
