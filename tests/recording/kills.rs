//! A program that is killed leaves a journal that is readable to its last event.

use std::{
    io::{BufRead, BufReader},
    process::Stdio,
    thread,
    time::Duration,
};

use cemapi_cts::trace::{End, Trace};

use crate::workshop::Workshop;

const KILLS: u64 = 200;

#[test]
fn a_kill_at_any_instant() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("tests/recording/loop.cpp");
    let mut calls = 0;
    for seed in 1..=KILLS {
        let journal = workshop.journal();
        _ = std::fs::remove_file(&journal);
        let mut run = workshop.recorded(&program).stdout(Stdio::piped()).spawn().expect("it runs");
        let mut first = String::new();
        let out = run.stdout.take().expect("the output is a pipe");
        BufReader::new(out).read_line(&mut first).expect("the pipe is readable");
        assert_eq!(first, "begun\n");
        thread::sleep(Duration::from_micros(random(seed) % 8000));
        run.kill().expect("a child can be killed");
        run.wait().expect("a child can be waited for");

        let opened = Trace::open(&journal, false).map_err(|error| format!("seed {seed}: {error}"));
        let trace = opened.expect("what was recorded can be read").trace;
        assert_eq!(trace.end, End::Cut, "seed {seed}");
        assert!(!trace.records.is_empty(), "seed {seed}");
        calls += trace.records.len();
    }
    assert!(calls > 10 * KILLS as usize, "the program hardly ran: {calls} calls");
}

/// Numbers that are spread well, and the same in every run: `splitmix64`.
fn random(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
