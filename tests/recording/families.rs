//! Programs that load the library themselves, and those that consist of several processes.

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf, process::Output};

use cemapi_cts::trace::{End, Trace};

use crate::workshop::{Workshop, libraries, lines, text};

/// The journals of other processes.
fn others(workshop: &Workshop) -> Vec<PathBuf> {
    let entries = fs::read_dir(workshop.path()).expect("the workshop can be read");
    let paths = entries.map(|entry| entry.expect("the workshop can be read").path());
    let named = |path: &PathBuf| {
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        name.starts_with("recording.journal.")
    };
    paths.filter(named).collect()
}

fn family(workshop: &Workshop, names: &[&str]) -> Output {
    let program = workshop.compile("tests/recording/family.cpp");
    let run = workshop.record(&program, names, &[]);
    let expected: String = names.iter().map(|name| format!("{name}: well\n")).collect();
    assert!(text(&run.stdout).starts_with(&expected), "{}{}", text(&run.stdout), text(&run.stderr));
    assert_eq!(run.status.code(), Some(0));
    run
}

#[test]
fn a_program_that_loads_the_library() {
    let Some(workshop) = Workshop::open() else { return };
    let run = family(&workshop, &["one"]);
    assert_eq!(lines(&workshop.trace()).len(), 5);
    let message = text(&run.stderr);
    assert!(message.contains("is not linked with libcemapi.so; its calls go to "), "{message}");
}

#[test]
fn a_program_that_names_the_place_of_its_library() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("tests/recording/family.cpp");
    let mut command = workshop.record_command(&program, &["one"], &[]);
    let library = libraries().join("libcemapi.so");
    let run = command.env("FAMILY_LIBRARY", library).output().expect("it runs");
    assert_eq!((text(&run.stdout).as_str(), run.status.code()), ("one: well\n", Some(0)));
    let message = text(&run.stderr);
    assert!(message.contains("nothing was recorded"), "{message}");
}

/// A process that is forked off one that is recorded is not recorded, and runs as it does alone.
#[test]
fn a_fork_of_what_is_recorded() {
    let Some(workshop) = Workshop::open() else { return };
    family(&workshop, &["one", "child", "two"]);
    let trace = workshop.trace();
    assert_eq!((lines(&trace).len(), trace.end), (10, End::Ended));
    assert_eq!(others(&workshop), [""; 0].map(PathBuf::from));
}

/// Processes that call MAPI for themselves have journals of their own.
#[test]
fn a_fork_before_anything_is_recorded() {
    let Some(workshop) = Workshop::open() else { return };
    let run = family(&workshop, &["child", "one"]);
    let others = others(&workshop);
    assert_eq!(others.len(), 1, "{others:?}");
    let other = &others[0];
    let other_trace = Trace::open(other, false).expect("a journal is readable").trace;
    // A process that ends with _exit says nothing of it.
    assert_eq!((lines(&other_trace).len(), other_trace.end), (5, End::Ended));
    let trace = workshop.trace();
    assert_eq!((lines(&trace).len(), trace.end), (5, End::Cut));
    let name = other.file_name().expect("a file has a name").to_string_lossy().into_owned();
    let told = format!("note: {name}: another process\n");
    assert!(text(&run.stderr).ends_with(&told), "{}", text(&run.stderr));
}

/// All at the same time: nobody takes another's journal away.
#[test]
fn a_script_that_starts_eight_programs() {
    let Some(workshop) = Workshop::open() else { return };
    workshop.compile("tests/recording/family.cpp");
    let script = workshop.path().join("script");
    let each = "for n in 1 2 3 4 5 6 7 8; do ./family $n & done; wait; exit 3";
    fs::write(&script, format!("#!/bin/sh\n{each}\n")).expect("the workshop can be written");
    let executable = fs::Permissions::from_mode(0o755);
    fs::set_permissions(&script, executable).expect("the script is this test's");
    for _ in 0..5 {
        for other in others(&workshop) {
            fs::remove_file(other).expect("the journal is this test's");
        }
        let run = workshop.record(&script, &[], &[]);
        assert_eq!(run.status.code(), Some(3));
        assert_eq!(text(&run.stdout).matches(": well\n").count(), 8);
        let others = others(&workshop);
        assert_eq!(others.len(), 7, "{others:?}");
        assert_eq!(text(&run.stderr).matches(": another process\n").count(), 7);
        for journal in others.iter().chain([&workshop.journal()]) {
            let trace = Trace::open(journal, false).expect("a journal is readable").trace;
            assert_eq!((lines(&trace).len(), trace.end), (5, End::Ended));
        }
    }
}
