//! What goes wrong in recording, or in the program.

use std::os::unix::process::ExitStatusExt;

use cemapi_abi::Reply;
use cemapi_cts::trace::End;

use crate::workshop::{Workshop, text};

#[test]
fn a_journal_that_cannot_be_written() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("examples/cpp/end-session.cpp");
    let mut command = workshop.recorded(&program);
    let run = command.env("CEMAPI_RECORD_FILE", "/nowhere/at/all").output().expect("it runs");
    assert_eq!(run.status.code(), Some(0));
    let message = text(&run.stderr);
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(message.contains("/nowhere/at/all"), "{message}");
}

#[test]
fn a_library_that_cannot_be_loaded() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("examples/cpp/end-session.cpp");
    let mut command = workshop.recorded(&program);
    let run = command.env("CEMAPI_RECORD_LIBRARY", "/nowhere/at/all").output().expect("it runs");
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(text(&run.stdout), "MAPIInitialize           0x80004005\n");
    let message = text(&run.stderr);
    assert_eq!(message.lines().count(), 1, "{message}");
}

#[test]
fn a_call_that_the_program_dies_in() {
    const SIGSEGV: i32 = 11;
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("tests/recording/garbage.cpp");
    let run = workshop.recorded(&program).output().expect("it runs");
    assert_eq!(run.status.signal(), Some(SIGSEGV));
    let trace = workshop.trace();
    assert_eq!(trace.end, End::Cut);
    let (last, others) = trace.records.split_last().expect("there are calls");
    assert_eq!(last.call.function().signature().name, "Logoff");
    assert_eq!(last.reply, Reply::Unfinished);
    assert!(others.iter().all(|record| matches!(record.reply, Reply::Returned(_))));
    assert_eq!(others.len(), 4);

    let told = workshop.record(&program, &[], &[]);
    assert_eq!(told.status.code(), Some(128 + SIGSEGV));
    assert!(text(&told.stderr).contains("signal: 11"), "{}", text(&told.stderr));
}
