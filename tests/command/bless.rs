//! `--bless` on a library: what is stored, what is proposed, and what is refused.

use std::env;

use crate::workspace::{CORRECT, Outcome, Ran, Workspace};

const ASKS: &str = r#"(
    shows: "ask a session for another interface",
    calls: [
        MAPIInitialize(),
        MAPILogonEx(session: "session"),
        QueryInterface(object: "session", riid: IID_IMsgStore),
        Logoff(session: "session"),
        Release(object: "session"),
        MAPIUninitialize(),
    ],
)
"#;

const UNDERFLOW: &str = r#"(
    shows: "uninitialize what was never initialized",
    breaks: ["TEARDOWN-4"],
    calls: [MAPIUninitialize()],
)
"#;

const PROPOSED: &str = r#"[
    (
        scenarios: ["underflow"],
        kind: BrokenThere,
        reason: "",
    ),
    (
        scenarios: ["asks"],
        kind: BrokenThere,
        clause: "UNK-3",
        reason: "",
    ),
]
"#;

/// A workspace with the emulator's library as a target: `kopano` with that policy and traces of its
/// own, `shared` with those of the emulator.
fn workspace(scenarios: &[(&str, &str)]) -> Outcome<Workspace> {
    let workspace = Workspace::new(scenarios)?;
    let name = format!("{}cemapi{}", env::consts::DLL_PREFIX, env::consts::DLL_SUFFIX);
    let path = env::current_exe()?.with_file_name(name);
    let targets = format!(
        "[(name: \"kopano\", path: {path:?}, policy: \"kopano\"),\n\
         (name: \"shared\", path: {path:?}, traces: \"emulator\")]"
    );
    workspace.write("targets.ron", targets.as_bytes())?;
    Ok(workspace)
}

/// The last line that a run wrote, and its exit code.
fn last(ran: &Ran) -> (Option<i32>, &str) {
    (ran.code, ran.out.lines().last().unwrap_or_default())
}

#[test]
fn marks_are_proposed_without_reasons_and_fail_until_they_have_them() -> Outcome {
    let workspace = workspace(&[("asks", ASKS), ("correct", CORRECT), ("underflow", UNDERFLOW)])?;
    let blessed = workspace.run("run --target kopano --bless")?;
    let told = "MARKED the marks of kopano have 2 more, which need reasons\n";
    assert!(blessed.out.contains(told), "{blessed:?}");
    assert_eq!(last(&blessed), (Some(1), "3 scenarios on kopano: 2 passed, 1 failed. FAILED"));
    let path = "traces/kopano/marks.ron";
    assert_eq!(workspace.read(path)?, PROPOSED);

    let no_reason = Ran::err(2, &format!("{path}: the mark on underflow gives no reason"));
    assert_eq!(workspace.run("run --target kopano")?, no_reason);
    assert_eq!(workspace.run("run --target kopano --bless")?, no_reason);

    let one = PROPOSED.replacen("\"\"", "\"the process aborts\"", 1);
    workspace.write(path, one.as_bytes())?;
    let no_reason = Ran::err(2, &format!("{path}: the mark on asks gives no reason"));
    assert_eq!(workspace.run("run --target kopano")?, no_reason);

    let both = one.replacen("\"\"", "\"the place is left as it was\"", 1);
    workspace.write(path, both.as_bytes())?;
    let marked = "MARKED asks: UNK-3: the place is left as it was
MARKED underflow: a bad end: the process aborts
3 scenarios on kopano: 1 passed, 0 failed, 2 marked. ok\n";
    assert_eq!(workspace.run("run --target kopano")?, Ran::out(0, marked));
    // Nothing is proposed that is marked already.
    assert_eq!(workspace.run("run --target kopano --bless")?, Ran::out(0, marked));
    assert_eq!(workspace.read(path)?, both);
    Ok(())
}

#[test]
fn a_mark_on_a_bad_end_fails_once_the_end_is_good() -> Outcome {
    let workspace = workspace(&[("correct", CORRECT)])?;
    let mark = "[(scenarios: [\"correct\"], kind: BrokenThere, reason: \"it died\")]";
    workspace.write("traces/kopano/marks.ron", mark.as_bytes())?;
    let ran = workspace.run("run --target kopano --bless")?;
    let told = "  the mark on a bad end no longer holds: it died\n";
    assert!(ran.code == Some(1) && ran.out.contains(told), "{ran:?}");
    Ok(())
}

#[test]
fn a_mark_on_a_pattern_fails_once_nothing_shows_it() -> Outcome {
    let workspace = workspace(&[("correct", CORRECT), ("underflow", UNDERFLOW)])?;
    let mark = |pattern: &str| {
        format!("[(scenarios: [\"{pattern}\"], kind: BrokenThere, reason: \"it aborts\")]")
    };
    let path = "traces/kopano/marks.ron";
    workspace.write(path, mark("*").as_bytes())?;
    let marked = "MARKED underflow: a bad end: it aborts
2 scenarios on kopano: 1 passed, 0 failed, 1 marked. ok\n";
    assert_eq!(workspace.run("run --target kopano --bless")?, Ran::out(0, marked));
    workspace.write(path, mark("corr*").as_bytes())?;
    let idle = "FAIL no scenario owns traces/kopano/marks.ron: the mark on corr*
2 scenarios on kopano: 2 passed, 0 failed. FAILED\n";
    assert_eq!(workspace.run("run --target kopano")?, Ran::out(1, idle));
    // One scenario alone tells nothing of the others.
    assert_eq!(workspace.run("run correct --target kopano")?.code, Some(0));
    Ok(())
}

#[test]
fn traces_of_another_target_are_neither_stored_nor_offered_to_be() -> Outcome {
    let workspace = workspace(&[("correct", CORRECT)])?;
    let missing = "FAIL correct: log off, release the session, uninitialize
  there is no snapshot traces/emulator/correct.snap
    next:   cemapi-cts show correct --target shared
1 scenario on shared: 0 passed, 1 failed. FAILED\n";
    assert_eq!(workspace.run("run --target shared")?, Ran::out(1, missing));

    assert_eq!(workspace.run("run --bless")?.code, Some(0));
    let passed = Ran::out(0, "1 scenario on shared: 1 passed, 0 failed. ok\n");
    assert_eq!(workspace.run("run --target shared")?, passed);

    let path = "traces/emulator/correct.snap";
    let other =
        workspace.read(path)?.replace("(object: \"session\"): 0", "(object: \"session\"): 1");
    workspace.write(path, other.as_bytes())?;
    let ran = workspace.run("run --target shared")?;
    let told = "    next:   cemapi-cts show correct --target shared\n";
    assert!(ran.code == Some(1) && ran.out.contains(told), "{ran:?}");
    assert!(!ran.out.contains("--bless"), "{ran:?}");

    let message = "shared has to match the traces of emulator, and stores none";
    assert_eq!(workspace.run("run --target shared --bless")?, Ran::err(2, message));
    assert_eq!(workspace.read(path)?, other);
    Ok(())
}
