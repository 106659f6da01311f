use cemapi_abi::{
    Output, Reply,
    private::{hide_call, hide_outputs},
};
use cemapi_cts::{
    import::{Imported, Replay},
    target::Target,
};

use crate::bench::{Bench, Outcome, between, run};

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
    let mut hidden = trace.clone();
    hidden.made.facts.push(("private data".into(), "as length and hash".into()));
    for record in &mut hidden.records {
        record.call = hide_call(record.call.clone()).ok_or("no call")?;
        if let Reply::Returned(returned) = &mut record.reply {
            hide_outputs(&mut returned.outs);
        }
    }
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
