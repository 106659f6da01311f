use std::{error::Error, fs, path::Path};

use cemapi_abi::{
    Output, Reply,
    private::{hide_call, hide_outputs},
};
use cemapi_cts::{
    import::{Imported, Replay},
    scenario::Scenario,
    target::Target,
    trace::{End, Trace},
};

use crate::bench::{Bench, Outcome, between, load, run};

/// A trace as the recorder writes it: with private data as length and hash.
fn hidden(trace: &Trace) -> Result<Trace, Box<dyn Error>> {
    let mut hidden = trace.clone();
    hidden.made.facts.push(("private data".into(), "as length and hash".into()));
    for record in &mut hidden.records {
        record.call = hide_call(record.call.clone()).ok_or("no call")?;
        if let Reply::Returned(returned) = &mut record.reply {
            hide_outputs(&mut returned.outs);
        }
    }
    Ok(hidden)
}

#[test]
fn replay_compares_with_another_target() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("teardown/double-logoff", "a.journal")?;
    let told = bench.tells(&["replay", "a.journal"])?;
    assert!(told.contains("no difference. ok") && told.ends_with("exit 0"), "{told}");
    let target = ["--target", "emulator:wine-no-provider"];
    let told = bench.tells(&["replay", "a.journal", target[0], target[1]])?;
    assert!(told.contains("MAPIInitialize") && told.ends_with("exit 1"), "{told}");
    Ok(())
}

/// The recorder keeps private data as length and hash, and a replay is held against just that.
#[test]
fn replay_of_a_recording_without_private_data() -> Outcome {
    let trace = run("flows/send-mail-sample")?;
    let hidden = hidden(&trace)?;
    assert_ne!(hidden.records, trace.records);
    let again = Replay::new(&hidden)?.run(&Target::default_target());
    assert_eq!(between(&hidden, &again)?, []);

    let imported = Imported::new(&hidden, "a message without its text")?;
    assert!(imported.notes.iter().any(|note| note.contains("made up data")));
    assert!(!imported.text.contains("hash"), "{}", imported.text);
    // A recording that keeps everything is replayed with everything.
    let again = Replay::new(&trace)?.run(&Target::default_target());
    assert_eq!(between(&trace, &again)?, []);
    Ok(())
}

/// Two short names whose hashes begin alike are still two names, when something is made up for them.
#[test]
fn what_is_made_up_for_other_data_is_other_data() -> Outcome {
    let text = r#"(
        shows: "two folders",
        clauses: [],
        calls: [
            MAPIInitialize(),
            MAPILogonEx(session: "session"),
            GetMsgStoresTable(session: "session", table: "stores"),
            QueryRows(table: "stores", lRowCount: 1, rows: "rows", entries: ["mail"]),
            OpenMsgStore(session: "session", lpEntryID: "mail", store: "store"),
            GetProps(object: "store", lpPropTagArray: [PR_CE_IPM_DRAFTS_ENTRYID], props: "props", entries: ["drafts"]),
            OpenEntry(store: "store", lpEntryID: "drafts", ulFlags: [MAPI_MODIFY], object: "folder"),
            CreateFolder(folder: "folder", ulFolderType: FOLDER_GENERIC, lpszFolderName: "d28"),
            CreateFolder(folder: "folder", ulFolderType: FOLDER_GENERIC, lpszFolderName: "d29"),
        ],
    )"#;
    let scenario = Scenario::parse("two", Path::new("two.ron"), text)?;
    let trace = hidden(&Target::default_target().run(&scenario))?;
    let text = trace.compared_text();
    let hashes = ["[3 units, hash 41900174]", "[3 units, hash 41918c2d]"];
    assert!(hashes.iter().all(|hash| text.contains(hash)), "{text}");
    let again = Replay::new(&trace)?.run(&Target::default_target());
    assert_eq!(between(&trace, &again)?, []);
    Ok(())
}

/// Nothing is known of the end of a recording that was cut, and so it is held against nothing.
#[test]
fn replay_of_a_recording_that_was_cut() -> Outcome {
    let mut trace = run("teardown/correct")?;
    trace.end = End::Cut;
    let again = Replay::new(&trace)?.run(&Target::default_target());
    assert_eq!(between(&trace, &again)?, []);
    Ok(())
}

#[test]
fn replay_tells_what_a_target_cannot_do() -> Outcome {
    let replay = Replay::new(&run("faults/logoff-fails-once")?)?;
    assert_eq!(replay.doubt(&Target::default_target()), None);
    let library = Target::find("library:nowhere.so", Path::new(""), None)?;
    assert_eq!(replay.doubt(&library).as_deref(), Some("only an emulator can make calls fail"));
    assert_eq!(Replay::new(&run("teardown/correct")?)?.doubt(&library), None);
    Ok(())
}

/// A scenario makes one call after another.
#[test]
fn replay_tells_what_comes_in_another_order() -> Outcome {
    let bench = Bench::new()?;
    let threads = r#"threads: ["main", "worker"]"#;
    // The first call goes on while the other two are made.
    let when = "when: [(0, 0, 5, 0, 0), (1, 1, 2, 0, 0), (1, 3, 4, 0, 0)]";
    let calls = "MAPIInitialize(lpMapiInit: NULL): S_OK, ".repeat(3);
    let text = format!("(trace: 1, calls: {{{calls}}}, end: Ended, {threads}, {when})");
    fs::write(bench.path("a.ron"), text)?;
    let told = bench.tells(&["replay", "a.ron"])?;
    let note = "note: a.ron: 2 calls, from call 2 on, were begun while another thread was in a call; \
                here one waits for the other\n";
    assert!(told.contains(note) && told.ends_with("exit 0"), "{told}");
    Ok(())
}

/// On which thread a sink is called may differ from run to run, and a snapshot does not tell it.
#[test]
fn replay_of_a_snapshot_with_a_sink_on_another_thread() -> Outcome {
    let name = "regressions/notified-on-a-thread-that-went";
    assert!(!load(name)?.threads.is_empty());
    let path = Path::new("traces/emulator").join(name).with_extension("snap");
    let trace = Trace::parse(&path, &fs::read_to_string(&path)?)?;
    let again = Replay::new(&trace)?.run(&Target::default_target());
    assert_eq!(between(&trace, &again)?, []);
    Ok(())
}

/// The recorder cannot tell a place that was left alone from one where the NULL was put that the
/// program had there, and a replay is not held against what it cannot tell.
#[test]
fn replay_of_a_recording_with_places_left_alone() -> Outcome {
    let trace = run("stores/delete-open")?;
    let mut recorded = trace.clone();
    let mut places = 0;
    for record in &mut recorded.records {
        let Reply::Returned(returned) = &mut record.reply else { continue };
        for out in returned.outs.iter_mut().filter(|out| **out == Output::Untouched) {
            *out = if places % 2 == 0 { Output::Number(0) } else { Output::Null };
            places += 1;
        }
    }
    assert_eq!(places, 2);
    let again = Replay::new(&recorded)?.run(&Target::default_target());
    assert_eq!(between(&recorded, &again)?.len(), 1);
    recorded.made.by = "recorder".into();
    let again = Replay::new(&recorded)?.run(&Target::default_target());
    assert_eq!(between(&recorded, &again)?, []);
    Ok(())
}
