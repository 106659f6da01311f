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
    let count = |wanted: &str| lines.iter().filter(|line| line.contains(wanted)).count();
    println!("{}", lines.join("\n"));
    assert_eq!(count("nothing yet"), 0);
}
