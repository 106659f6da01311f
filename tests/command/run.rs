//! `run`: what is chosen, what fails, and what is stored.

use std::fs;

use crate::workspace::{CORRECT, DEPENDS, FORGOTTEN, MISSPELT, Outcome, Ran, Workspace};

const SNAPSHOT: &str = r#"---
source: src/snapshot.rs
---
(
    trace: 1,
    scenario: "correct",
    calls: {
        MAPIInitialize(lpMapiInit: NULL): S_OK,
        MAPILogonEx(ulUIParam: 0, lpszProfileName: NULL, lpszPassword: NULL, flFlags: 0): S_OK(session: "session"),
        Logoff(session: "session", ulUIParam: 0, ulFlags: 0, ulReserved: 0): S_OK,
        Release(object: "session"): 0,
        MAPIUninitialize(): (),
    },
    end: Ended,
)
"#;

#[test]
fn what_is_stored_is_what_is_compared() -> Outcome {
    let workspace = Workspace::new(&[("correct", CORRECT)])?;
    let missing = "FAIL correct: log off, release the session, uninitialize
  there is no snapshot traces/emulator/correct.snap
    next:   cemapi-cts run correct --exact --target emulator:ce --bless
1 scenario on emulator:ce: 0 passed, 1 failed. FAILED\n";
    assert_eq!(workspace.run("run")?, Ran::out(1, missing));

    let passed = Ran::out(0, "1 scenario on emulator:ce: 1 passed, 0 failed. ok\n");
    assert_eq!(workspace.run("run correct --exact --target emulator:ce --bless")?, passed);
    assert_eq!(workspace.read("traces/emulator/correct.snap")?, SNAPSHOT);
    assert_eq!(workspace.run("run")?, passed);
    assert_eq!(workspace.run("run --target emulator")?, passed);

    let other = SNAPSHOT.replace("(object: \"session\"): 0", "(object: \"session\"): 1");
    workspace.write("traces/emulator/correct.snap", other.as_bytes())?;
    let changed = r#"FAIL correct: log off, release the session, uninitialize
  the trace differs from traces/emulator/correct.snap
              MAPILogonEx(ulUIParam: 0, lpszProfileName: NULL, lpszPassword: NULL, flFlags: 0): S_OK(session: "session"),
              Logoff(session: "session", ulUIParam: 0, ulFlags: 0, ulReserved: 0): S_OK,
    -         Release(object: "session"): 1,
    +         Release(object: "session"): 0,
              MAPIUninitialize(): (),
          },
    next:   cemapi-cts run correct --exact --target emulator:ce --bless
1 scenario on emulator:ce: 0 passed, 1 failed. FAILED
"#;
    assert_eq!(workspace.run("run")?, Ran::out(1, changed));
    assert_eq!(workspace.run("run --bless")?, passed);
    assert_eq!(workspace.read("traces/emulator/correct.snap")?, SNAPSHOT);
    Ok(())
}

#[test]
fn a_target_has_traces_of_its_own() -> Outcome {
    let workspace = Workspace::new(&[("a/correct", CORRECT)])?;
    let passed = Ran::out(0, "1 scenario on emulator:kopano: 1 passed, 0 failed. ok\n");
    assert_eq!(workspace.run("run --target emulator:kopano --bless")?, passed);
    assert!(workspace.path().join("traces/emulator-kopano/a/correct.snap").is_file());
    assert!(!workspace.path().join("traces/emulator").exists());
    Ok(())
}

#[test]
fn bless_makes_the_folder() -> Outcome {
    let workspace = Workspace::new(&[("correct", CORRECT)])?;
    assert_eq!(workspace.run("run --traces other/traces --bless")?.code, Some(0));
    assert!(workspace.path().join("other/traces/emulator/correct.snap").is_file());
    Ok(())
}

#[test]
fn a_broken_rule_fails_and_is_explained() -> Outcome {
    let workspace = Workspace::new(&[("forgotten", FORGOTTEN)])?;
    let failed = "FAIL forgotten: a program that forgets to uninitialize
  TEARDOWN-4 is broken by the client as the process ends
    one call of MAPIInitialize, no call of MAPIUninitialize
    clause: A program calls MAPIUninitialize exactly as often as it calls MAPIInitialize.
    next:   cemapi-cts explain TEARDOWN-4
1 scenario on emulator:ce: 0 passed, 1 failed. FAILED\n";
    assert_eq!(workspace.run("run --traces none")?, Ran::out(1, failed));
    Ok(())
}

#[test]
fn a_rule_that_is_named_and_kept_fails() -> Outcome {
    let kept = CORRECT.replace("clauses", "breaks: [\"TEARDOWN-4\"], clauses");
    let workspace = Workspace::new(&[("kept", &kept)])?;
    let failed = "FAIL kept: log off, release the session, uninitialize
  TEARDOWN-4 is named in `breaks` and was not broken
    next:   cemapi-cts explain TEARDOWN-4
1 scenario on emulator:ce: 0 passed, 1 failed. FAILED\n";
    assert_eq!(workspace.run("run --traces none")?, Ran::out(1, failed));
    Ok(())
}

#[test]
fn a_broken_scenario_fails_and_the_others_run() -> Outcome {
    let workspace = Workspace::new(&[("correct", CORRECT), ("misspelt", MISSPELT)])?;
    let failed = "FAIL misspelt\n  scenarios/misspelt.ron:3:13: CE MAPI has no function or method \
                  `MAPIInitialise`
  3 |     calls: [MAPIInitialise()],
    |             ^^^^^^^^^^^^^^
    = did you mean `MAPIInitialize`?
2 scenarios on emulator:ce: 1 passed, 1 failed. FAILED\n";
    assert_eq!(workspace.run("run --traces none")?, Ran::out(1, failed));
    Ok(())
}

#[test]
fn a_file_that_is_no_text_fails() -> Outcome {
    let workspace = Workspace::new(&[])?;
    workspace.write("scenarios/latin.ron", b"(shows: \"s\xe9ance\", calls: [])")?;
    let failed = "FAIL latin\n  scenarios/latin.ron: stream did not contain valid UTF-8
1 scenario on emulator:ce: 0 passed, 1 failed. FAILED\n";
    assert_eq!(workspace.run("run --traces none")?, Ran::out(1, failed));
    let listed = Ran::err(2, "scenarios/latin.ron: stream did not contain valid UTF-8");
    assert_eq!(workspace.run("list")?, listed);
    Ok(())
}

#[test]
fn a_folder_is_no_scenario() -> Outcome {
    let workspace = Workspace::new(&[])?;
    workspace.write("scenarios/folder.ron/correct.ron", CORRECT.as_bytes())?;
    assert_eq!(workspace.run("run --traces none --exact folder")?.code, Some(4));
    let listed = "folder.ron/correct: log off, release the session, uninitialize\n";
    assert_eq!(workspace.run("list")?, Ran::out(0, listed));
    Ok(())
}

#[test]
fn a_filter_chooses() -> Outcome {
    let scenarios = [("a/correct", CORRECT), ("a/correct-too", CORRECT), ("b/other", CORRECT)];
    let workspace = Workspace::new(&scenarios)?;
    let ran = |number: usize, noun: &str| {
        Ran::out(0, format!("{number} {noun} on emulator:ce: {number} passed, 0 failed. ok\n"))
    };
    assert_eq!(workspace.run("run --traces none")?, ran(3, "scenarios"));
    assert_eq!(workspace.run("run --traces none a/correct")?, ran(2, "scenarios"));
    assert_eq!(workspace.run("run --traces none --exact a/correct")?, ran(1, "scenario"));
    assert_eq!(workspace.run("run --traces none --jobs 1 b/")?, ran(1, "scenario"));
    let none = Ran::err(4, "no scenario is called c/; `cemapi-cts list` tells their names");
    assert_eq!(workspace.run("run --traces none c/")?, none);
    let none = Ran::err(4, "no scenario is called correct; `cemapi-cts list` tells their names");
    assert_eq!(workspace.run("run --traces none --exact correct")?, none);
    let none = Ran::err(4, "there is no scenario in scenarios");
    assert_eq!(Workspace::new(&[])?.run("run")?, none);
    Ok(())
}

#[test]
fn exact_lists_no_folder() -> Outcome {
    let workspace = Workspace::new(&[("correct", CORRECT)])?;
    let run = |arguments| -> Outcome<Ran> {
        Ok(workspace.command(arguments).env("CEMAPI_FORBID_SCAN", "1").output()?.into())
    };
    assert_eq!(run("run --traces none --exact correct")?.code, Some(0));
    let forbidden = Ran::err(2, "cannot list scenarios: CEMAPI_FORBID_SCAN is set");
    assert_eq!(run("run --traces none")?, forbidden);
    Ok(())
}

#[test]
fn a_run_that_says_nothing_is_no_success() -> Outcome {
    let workspace = Workspace::new(&[("depends", DEPENDS)])?;
    let skipped =
        "SKIPPED depends: what MAPIInitialize returned in call 2 is not what it depends on
1 scenario on emulator:ce: 0 passed, 0 failed, 1 skipped. nothing ran\n";
    assert_eq!(workspace.run("run --traces none")?, Ran::out(4, skipped));
    workspace.write("scenarios/correct.ron", CORRECT.as_bytes())?;
    assert_eq!(workspace.run("run --traces none")?.code, Some(0));
    Ok(())
}

#[test]
fn a_snapshot_without_a_scenario_fails() -> Outcome {
    let workspace = Workspace::new(&[("correct", CORRECT), ("gone", CORRECT)])?;
    assert_eq!(workspace.run("run --bless")?.code, Some(0));
    fs::remove_file(workspace.path().join("scenarios/gone.ron"))?;
    let failed = "FAIL no scenario owns traces/emulator/gone.snap
1 scenario on emulator:ce: 1 passed, 0 failed. FAILED\n";
    assert_eq!(workspace.run("run")?, Ran::out(1, failed));
    assert_eq!(workspace.run("run correct")?.code, Some(0));
    Ok(())
}

#[test]
fn marks_excuse_what_is_known() -> Outcome {
    let asks = CORRECT.replace(
        "Logoff",
        "QueryInterface(object: \"session\", riid: IID_IMsgStore),\n        Logoff",
    );
    let workspace = Workspace::new(&[("asks", &asks)])?;
    assert_eq!(workspace.run("run --target emulator:kopano --bless")?.code, Some(1));
    let marks = |kind: &str, reason: &str| {
        format!("[(scenarios: [\"asks\"], kind: {kind}, clause: \"UNK-3\", reason: \"{reason}\")]")
    };
    let path = "traces/emulator-kopano/marks.ron";
    workspace.write(path, marks("BrokenThere", "seen in 11.0.2").as_bytes())?;
    let marked = "MARKED asks: UNK-3: seen in 11.0.2
1 scenario on emulator:kopano: 0 passed, 0 failed, 1 marked. ok\n";
    assert_eq!(workspace.run("run --target emulator:kopano")?, Ran::out(0, marked));

    // Only an unsteady deviation may give another trace than the stored one.
    let snapshot = "traces/emulator-kopano/asks.snap";
    let stored = workspace.read(snapshot)?.replace("Logoff", "Unadvise");
    workspace.write(snapshot, stored.as_bytes())?;
    let ran = workspace.run("run --target emulator:kopano")?;
    let differs = "  the trace differs from traces/emulator-kopano/asks.snap\n";
    assert!(ran.code == Some(1) && ran.out.contains(differs), "{ran:?}");
    workspace.write(path, marks("Unsteady", "seen in 11.0.2").as_bytes())?;
    assert_eq!(workspace.run("run --target emulator:kopano")?, Ran::out(0, marked));

    workspace.write(path, marks("BrokenThere", " ").as_bytes())?;
    let wrong = Ran::err(2, &format!("{path}: the mark on asks gives no reason"));
    assert_eq!(workspace.run("run --target emulator:kopano")?, wrong);
    workspace.write(path, marks("Broken", "seen").as_bytes())?;
    let ran = workspace.run("run --target emulator:kopano")?;
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with(&format!("error: {path}:1:")), "{ran:?}");

    workspace.write("traces/emulator/marks.ron", marks("WrongHere", "seen").as_bytes())?;
    let outdated = workspace.run("run --bless")?;
    let told = "  the mark on UNK-3 no longer holds: seen\n";
    assert!(outdated.code == Some(1) && outdated.out.contains(told), "{outdated:?}");
    Ok(())
}

#[test]
fn a_library_that_cannot_be_loaded_is_answered_with_three() -> Outcome {
    let workspace = Workspace::new(&[("correct", CORRECT)])?;
    let ran = workspace.run("run --traces none --target library:nowhere.so")?;
    let message = "error: library:nowhere.so: the library cannot be loaded: ";
    assert!(ran.code == Some(3) && ran.err.starts_with(message), "{ran:?}");
    Ok(())
}

#[test]
fn wrong_usage_is_answered_with_two() -> Outcome {
    let workspace = Workspace::new(&[("correct", CORRECT)])?;
    let told = [
        (
            "run --target emulater",
            "there is no target `emulater`; there is `emulator`, `library:PATH`, `arm:PATH`, `tcp:ADDR:PORT`, and what targets.ron \
             gives a name\n  = did you mean `emulator`?",
        ),
        (
            "run --target emulator:kopno",
            "the emulator has no policy `kopno`; it has `ce`, `extended`, `kopano`, \
             `wine-no-provider`\n  = did you mean `kopano`?",
        ),
        (
            "run --traces none --target library:",
            "there is no target `library:`; there is `emulator`, `library:PATH`, `arm:PATH`, `tcp:ADDR:PORT`, and what targets.ron \
             gives a name\n  = did you mean `library:PATH`?",
        ),
        (
            "run --scenarios nowhere",
            "there is no folder nowhere; name the folder of scenarios with --scenarios DIR",
        ),
        (
            "run --traces nowhere",
            "there is no folder nowhere; name it with --traces DIR, or check the contract only \
             with --traces none",
        ),
        ("run --traces none --bless", "--bless stores traces, and --traces none keeps none"),
    ];
    for (arguments, message) in told {
        assert_eq!(workspace.run(arguments)?, Ran::err(2, message), "{arguments}");
    }
    let unwritable = workspace.run("run --traces none --json nowhere/report.json")?;
    assert_eq!(unwritable, workspace.unreadable("nowhere/report.json")?);
    let many = workspace.run("run --jobs many")?;
    assert!(many.code == Some(2) && many.err.contains("'many'"), "{many:?}");
    for arguments in ["", "runs", "run --frob", "run --exact", "run a b"] {
        let ran = workspace.run(arguments)?;
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments}: {ran:?}");
        assert!(ran.err.contains("Usage: cemapi-cts"), "{arguments}: {ran:?}");
    }
    Ok(())
}
