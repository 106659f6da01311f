use std::{
    fs,
    io::pipe,
    process::{Command, Stdio},
};

use crate::card::{Outcome, workspace};

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

/// A reader that goes early changes neither what is done nor what the exit code tells.
#[test]
fn nobody_has_to_read_it() -> Outcome {
    let place = workspace()?;
    fs::write(place.path().join("bad.tar"), "no archive")?;
    for arguments in [
        "card import card --as made-up",
        "submit card --as made-up --out made-up.tar",
        "verify made-up.tar",
        "verify bad.tar",
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cemapi-cts"));
        command.args(arguments.split_whitespace()).current_dir(place.path());
        let code = command.output()?.status.code();
        let nobody = pipe()?.1;
        let told = command.stdout(nobody).stderr(Stdio::piped()).output()?;
        assert_eq!((told.status.code(), &*told.stderr), (code, &b""[..]), "{arguments}");
    }
    let stored = place.path().join("traces/made-up");
    assert!(stored.join("forgets.snap").is_file() && stored.join("provenance.txt").is_file());
    Ok(())
}
