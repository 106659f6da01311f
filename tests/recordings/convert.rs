use std::fs;

use cemapi_abi::private::hide_call;
use cemapi_cts::trace::Trace;

use crate::bench::{Bench, Outcome};

#[test]
fn convert_is_the_identity_both_ways() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("readme", "a.journal")?;
    assert_eq!(bench.tells(&["convert", "a.journal", "b.ron"])?, "exit 0");
    assert_eq!(bench.tells(&["convert", "b.ron", "c.journal"])?, "exit 0");
    assert_eq!(fs::read(bench.path("a.journal"))?, fs::read(bench.path("c.journal"))?);
    let told = bench.tells(&["convert", "a.journal", "b.txt"])?;
    assert_eq!(told, "error: b.txt: the name of a trace ends in .journal or .ron\nexit 2");
    Ok(())
}

#[test]
fn trim_keeps_what_the_calls_need() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("teardown/correct", "a.journal")?;
    let told = bench.tells(&["trim", "a.journal", "--from", "3", "--to", "4", "-o", "b.ron"])?;
    assert!(told.contains("2 more of its calls") && told.ends_with("exit 0"), "{told}");
    let told = bench.tells(&["show", "b.ron"])?;
    assert_eq!(told.lines().count(), 4 + 2, "{told}");
    let told = bench.tells(&["trim", "a.journal", "--from", "9", "-o", "b.ron"])?;
    assert!(told.starts_with("error: a.journal: there are no calls 9 to 5"), "{told}");
    Ok(())
}

/// What a part of a trace leaves open at its end, the whole does not.
#[test]
fn check_does_not_tell_that_a_part_leaks() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("teardown/correct", "a.journal")?;
    let parts = [&["--to", "3"][..], &["--object", "session"], &["--from", "2", "--to", "2"]];
    for part in parts {
        let trim = [&["trim", "a.journal", "-o", "b.ron"], part].concat();
        let told = bench.tells(&trim)?;
        assert!(told.ends_with("exit 0"), "{trim:?}: {told}");
        let told = bench.tells(&["check", "b.ron"])?;
        assert!(told.contains("the end is missing"), "{trim:?}: {told}");
        assert!(
            told.contains("no rule broken. ok") && told.ends_with("exit 0"),
            "{trim:?}: {told}"
        );
    }
    let whole = ["trim", "a.journal", "-o", "b.ron", "--from", "1"];
    assert_eq!(bench.tells(&whole)?, "exit 0");
    let told = bench.tells(&["diff", "a.journal", "b.ron"])?;
    assert!(told.ends_with("no difference. ok\nexit 0"), "{told}");
    Ok(())
}

/// Private bytes where an entry id is wanted stand there as text.
#[test]
fn private_entry_ids_are_readable() -> Outcome {
    let bench = Bench::new()?;
    let text = bench.trace("stores/open-unknown-id", "a.ron")?;
    let mut trace = Trace::parse(&text, &fs::read_to_string(&text)?)?;
    for record in &mut trace.records {
        record.call = hide_call(record.call.clone()).ok_or("no call")?;
    }
    let text = trace.complete_text();
    assert!(text.contains("lpEntryID: Ascii(\"[16 bytes, hash "), "{text}");
    fs::write(bench.path("a.ron"), &text)?;
    assert_eq!(bench.tells(&["convert", "a.ron", "b.journal"])?, "exit 0");
    assert_eq!(bench.tells(&["convert", "b.journal", "b.ron"])?, "exit 0");
    assert_eq!(fs::read_to_string(bench.path("b.ron"))?, text);
    Ok(())
}

/// What several threads do at once can be held against another recording one thread at a time.
#[test]
fn trim_keeps_the_calls_of_a_thread() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("readme", "a.journal")?;
    assert!(
        bench
            .tells(&["trim", "a.journal", "--thread", "worker", "-o", "b.ron"])?
            .contains("more of")
    );
    let told = bench.tells(&["show", "b.ron"])?;
    let others = told.lines().filter(|line| line.contains("[main]")).count();
    assert_eq!((others, told.lines().count()), (2, 2 + 2 + 2), "{told}");
    let told = bench.tells(&["trim", "a.journal", "--thread", "nobody", "-o", "b.ron"])?;
    assert_eq!(told, "error: a.journal: no thread is called nobody; there is main, worker\nexit 2");
    Ok(())
}

/// Of many calls that show the same entry id one is enough.
#[test]
fn import_of_an_object_takes_each_entry_id_from_one_call() -> Outcome {
    let bench = Bench::new()?;
    let rows = "QueryRows(table: \"stores\", lRowCount: 1, ulFlags: 0): \
                S_OK(rows: (\"rows\", [[(PR_ENTRYID, \"mail\")]])), FreeProws(prows: \"rows\"): (), ";
    let rows: Vec<String> =
        (0..9).map(|n| rows.replace("rows\"", &format!("rows {n}\""))).collect();
    let calls = format!(
        "MAPIInitialize(lpMapiInit: NULL): S_OK, MAPILogonEx(ulUIParam: 0, lpszProfileName: NULL, \
         lpszPassword: NULL, flFlags: 0): S_OK(session: \"session\"), GetMsgStoresTable(session: \
         \"session\", ulFlags: 0): S_OK(table: \"stores\"), {} OpenMsgStore(session: \"session\", \
         ulUIParam: 0, lpEntryID: \"mail\", lpInterface: NULL, ulFlags: 0): S_OK(store: \"store\"), \
         Release(object: \"store\"): 0",
        rows.concat()
    );
    fs::write(bench.path("a.ron"), format!("(trace: 1, calls: {{{calls}}}, end: Cut)"))?;
    assert_eq!(bench.tells(&["import", "a.ron", "--object", "store", "-o", "b.ron"])?, "exit 0");
    let text = fs::read_to_string(bench.path("b.ron"))?;
    assert_eq!(text.matches("QueryRows").count(), 1, "{text}");
    Ok(())
}
