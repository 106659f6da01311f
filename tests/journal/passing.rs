use std::fs;

use cemapi_cts::{
    review::{Profile, Review, review},
    trace::{Calls, Trace},
};
use tempfile::TempDir;

use crate::{
    example::{Outcome, every_trace, example},
    random::random_trace,
};

/// A trace whose calls are read one by one, and let go, is judged as one that is in memory.
#[test]
fn calls_in_passing_are_judged_as_in_a_whole_trace() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("journal");
    let mut traces = every_trace()?;
    traces.extend((1..200).map(|seed| random_trace(seed, 60)));
    // More calls than are kept for a while when they were told.
    traces.extend((1..10).map(|seed| random_trace(seed, 6000)));
    for mut trace in traces {
        // Where things lie is known from the beginning in both.
        let things = trace.names.len() as u32;
        trace.addresses =
            (0..things).map(|n| (cemapi_abi::Handle(n), 16 + u64::from(n % 7))).collect();
        fs::write(&path, trace.journal()?)?;
        for profile in [Profile::Ce, Profile::Extended] {
            let mut calls = Calls::open(&path, false)?;
            let mut passing = Review::begin(calls.trace(), profile);
            while let Some((known, place, record)) = calls.next()? {
                assert_eq!(record, &trace.records[place]);
                assert!(known.records.len() <= trace.records.len());
                passing.take(known, place, record);
            }
            let opened = calls.end();
            assert_eq!(opened.calls, trace.records.len());
            let (remarks, _) = passing.end(&opened.trace);
            assert_eq!(format!("{remarks:?}"), format!("{:?}", review(&trace, profile)));
        }
    }
    Ok(())
}

/// Of a long journal only a few calls are in memory at a time, and where one is under way all the
/// while, those that are made in it.
#[test]
fn calls_are_let_go() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("journal");
    let short = example()?;
    let mut long = Trace { records: Vec::new(), ..short.clone() };
    let mut event = 0;
    for record in short.records.iter().cycle().filter(|record| record.is_left()).take(5000) {
        let mut record = record.clone();
        (record.when.entered, record.when.left) = (event, event + 1);
        event += 2;
        long.records.push(record);
    }
    fs::write(&path, long.journal()?)?;
    let mut calls = Calls::open(&path, false)?;
    let mut most = 0;
    while let Some((known, _, _)) = calls.next()? {
        most = most.max(known.records.len());
    }
    assert!((1..500).contains(&most), "{most} calls were in memory");
    assert_eq!(calls.end().calls, 5000);
    Ok(())
}

/// What is before a damage is told in passing as it is kept.
#[test]
fn of_damaged_journals_the_same_is_told() -> Outcome {
    let folder = TempDir::new()?;
    let path = folder.path().join("journal");
    let whole = random_trace(7, 6000).journal()?;
    for place in (0..whole.len()).step_by(whole.len() / 200) {
        let mut damaged = whole.clone();
        damaged[place] ^= 1 << (place % 8);
        fs::write(&path, &damaged)?;
        let (kept, calls) = (Trace::open(&path, true), Calls::open(&path, true));
        let (Ok(kept), Ok(mut calls)) = (kept, calls) else { continue };
        while let Some((_, place, record)) = calls.next()? {
            assert_eq!(record, &kept.trace.records[place], "byte {place}");
        }
        let opened = calls.end();
        assert_eq!((opened.calls, opened.notes), (kept.calls, kept.notes), "byte {place}");
    }
    Ok(())
}
