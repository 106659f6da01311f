//! Places for what is handed out that a program should not have passed, or that are looked at.

use std::{
    os::unix::fs::symlink,
    process::{Command, Output},
};

use crate::workshop::{Workshop, lines, text};

/// A library that looks at its places does with the recorder what it does without.
#[test]
fn a_library_that_is_picky() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("tests/recording/places.cpp");
    let library = workshop.compile_library("tests/recording/picky.cpp");
    let folder = workshop.path().join("alone");
    std::fs::create_dir(&folder).expect("the workshop can be written");
    symlink(&library, folder.join("libcemapi.so")).expect("the workshop can be written");
    let run = |mut command: Command| command.output().expect("it runs");
    let told = |run: &Output| text(&run.stdout);

    let mut alone = Command::new(&program);
    alone.env("LD_LIBRARY_PATH", &folder);
    let alone = run(alone);
    assert_eq!(alone.status.code(), Some(0), "{}", told(&alone));
    for times in ["0", "1"] {
        _ = std::fs::remove_file(workshop.journal());
        let mut recorded = workshop.recorded(&program);
        recorded.env("CEMAPI_RECORD_LIBRARY", &library).env("CEMAPI_RECORD_TIMES", times);
        let recorded = run(recorded);
        let differs = told(&recorded).lines().zip(told(&alone).lines()).position(|(a, b)| a != b);
        assert_eq!(differs, None, "{}{}", told(&recorded), text(&recorded.stderr));
        assert_eq!(told(&recorded), told(&alone), "{}", text(&recorded.stderr));
        assert_eq!(recorded.status, alone.status);
    }

    let lines = lines(&workshop.trace());
    for told in [
        "GetRowCount(table: \"table#1\", ulFlags: 0): S_OK(lpulCount: 7)",
        // Success, and a pointer to nothing is there.
        "OpenEntry(session: \"session#1\", lpEntryID: NULL, lpInterface: NULL, ulFlags: \
         [MAPI_MODIFY]): S_OK(lpulObjType: MAPI_STORE, object: Garbage)",
        // A failure, and there is what was there before, or nothing.
        "MAPIAllocateBuffer(cbSize: 2): x80040000(buffer: Untouched)",
        "MAPIAllocateBuffer(cbSize: 3): x80040000(buffer: NULL)",
        // The library has looked at the place, or would not.
        "MAPIAllocateBuffer(cbSize: 4): x80047473(buffer: Untouched)",
        "MAPIAllocateBuffer(cbSize: 4): E_INVALIDARG(buffer: Untouched)",
        "StoreLogoff(store: \"store#1\"): x80040002(lpulFlags: Untouched)",
        "Advise(session: \"session#1\", lpEntryID: NULL, ulEventMask: 0, lpAdviseSink: \
         Foreign): x80070058(connection: Untouched)",
    ] {
        assert!(lines.iter().any(|line| line == told), "{told}");
    }
}
