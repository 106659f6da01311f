//! `list`, `show`, `check`, `explain` and `coverage`.

use cemapi_cts::trace::Trace;

use crate::workspace::{CORRECT, FORGOTTEN, MISSPELT, Outcome, Ran, Workspace};

#[test]
fn list_tells_names_and_what_they_show() -> Outcome {
    let workspace = Workspace::new(&[("b/forgotten", FORGOTTEN), ("a/correct", CORRECT)])?;
    let correct = "a/correct: log off, release the session, uninitialize\n";
    let forgotten = "b/forgotten: a program that forgets to uninitialize\n";
    assert_eq!(workspace.run("list")?, Ran::out(0, format!("{correct}{forgotten}")));
    assert_eq!(workspace.run("list forg")?, Ran::out(0, forgotten));
    assert_eq!(workspace.run("list nothing")?, Ran::out(4, ""));
    assert_eq!(
        workspace.run("list --scenarios nowhere")?,
        Ran::err(
            2,
            "there is no folder nowhere; name the folder of scenarios with --scenarios DIR"
        )
    );
    Ok(())
}

const MISSPELT_AT: &str = "scenarios/misspelt.ron:3:13: CE MAPI has no function or method \
                           `MAPIInitialise`
3 |     calls: [MAPIInitialise()],
  |             ^^^^^^^^^^^^^^
  = did you mean `MAPIInitialize`?";

#[test]
fn a_broken_scenario_is_wrong_input() -> Outcome {
    let workspace = Workspace::new(&[("misspelt", MISSPELT)])?;
    for command in ["list", "show misspelt", "coverage"] {
        assert_eq!(workspace.run(command)?, Ran::err(2, MISSPELT_AT), "{command}");
    }
    Ok(())
}

#[test]
fn show_tells_what_happens() -> Outcome {
    let workspace = Workspace::new(&[("correct", CORRECT), ("forgotten", FORGOTTEN)])?;
    let calls = r#"1  MAPIInitialize(lpMapiInit: NULL): S_OK
2  MAPILogonEx(ulUIParam: 0, lpszProfileName: NULL, lpszPassword: NULL, flFlags: 0): S_OK(session: "session")
3  Logoff(session: "session", ulUIParam: 0, ulFlags: 0, ulReserved: 0): S_OK
4  Release(object: "session"): 0
5  MAPIUninitialize(): ()
   the process ended
"#;
    let shown = workspace.run("show correct")?;
    let told = "correct: log off, release the session, uninitialize\n  shows LIFE-1: ";
    assert_eq!((shown.code, shown.err.as_str()), (Some(0), ""));
    assert!(shown.out.starts_with(told) && shown.out.ends_with(calls), "{}", shown.out);

    assert_eq!(workspace.run("run correct --bless")?.code, Some(0));
    assert_eq!(workspace.run("show traces/emulator/correct.snap")?, Ran::out(0, calls));
    let replay = "traces/emulator/correct.snap is a trace, and no target is needed to show it; \
                  `cemapi-cts replay traces/emulator/correct.snap --target SPEC` makes its calls again";
    assert_eq!(
        workspace.run("show traces/emulator/correct.snap --target emulator:kopano")?,
        Ran::err(2, replay)
    );

    let complete = workspace.run("show correct --complete")?;
    let trace = Trace::parse("complete.ron".as_ref(), &complete.out)?;
    assert_eq!(trace.complete_text(), complete.out);
    assert_eq!((trace.made.by.as_str(), trace.records.len()), ("emulator", 5));

    let other = workspace.run("show forgotten --target emulator:wine-no-provider")?;
    assert!(other.out.contains("MAPIInitialize(lpMapiInit: NULL): MAPI_E_NOT_INITIALIZED\n"));
    let nothing =
        "nothing is neither a trace's file nor a scenario; `cemapi-cts list` tells the scenarios";
    assert_eq!(workspace.run("show nothing")?, Ran::err(2, nothing));
    Ok(())
}

/// What comes through a pipe can be read once only, whether there is something to tell or not.
#[cfg(unix)]
#[test]
fn check_reads_a_pipe_once() -> Outcome {
    use std::io::Write as _;

    let workspace = Workspace::new(&[])?;
    let initialized = "MAPIInitialize(lpMapiInit: NULL): S_OK,";
    for (calls, told, code) in [
        ("", "/dev/stdin: 0 calls, no rule broken. ok\n", 0),
        (initialized, "/dev/stdin: 1 call, 1 finding. FAILED\n", 1),
    ] {
        let text = format!("(trace: 1, calls: {{ {calls} }}, end: Ended)");
        let journal = Trace::parse("piped".as_ref(), &text)?.journal()?;
        let (read, mut write) = std::io::pipe()?;
        write.write_all(&journal)?;
        drop(write);
        let ran = Ran::from(workspace.command("check /dev/stdin").stdin(read).output()?);
        assert_eq!((ran.code, ran.err.as_str()), (Some(code), ""));
        assert!(ran.out.ends_with(told), "{}", ran.out);
    }
    Ok(())
}

/// What is found over and over is told some times, and then only how often and where.
#[test]
fn check_tells_not_too_often_of_the_same() -> Outcome {
    let workspace = Workspace::new(&[])?;
    let freed = "        MAPIFreeBuffer(lpBuffer: Foreign): S_OK,\n".repeat(12);
    let leaked: String = (1..=9)
        .map(|n| format!("        MAPIAllocateBuffer(cbSize: 8): S_OK(buffer: \"block#{n}\"),\n"))
        .collect();
    let trace =
        format!("(\n    trace: 1,\n    calls: {{\n{freed}{leaked}    }},\n    end: Ended,\n)\n");
    workspace.write("often.ron", trace.as_bytes())?;

    let told = workspace.run("check often.ron")?;
    assert_eq!((told.code, told.err.as_str()), (Some(1), ""));
    let times = |what: &str| told.out.lines().filter(|line| *line == what).count();
    assert_eq!(times("  MAPIFreeBuffer was given memory that is not MAPI's"), 8);
    assert_eq!(times("  more:   the same 4 times more, in calls 9 to 12; --all tells of each"), 1);
    assert_eq!(times("  a block was never freed"), 8);
    assert_eq!(times("  more:   the same once more; --all tells of each"), 1);
    assert!(told.out.ends_with("often.ron: 21 calls, 21 findings. FAILED\n"), "{}", told.out);

    let told = workspace.run("check often.ron --all")?;
    assert_eq!(told.out.matches(" is broken by the client ").count(), 21);
    assert!(!told.out.contains("  more:  "), "{}", told.out);
    Ok(())
}

#[test]
fn check_holds_traces_against_the_contract() -> Outcome {
    let workspace = Workspace::new(&[("correct", CORRECT), ("forgotten", FORGOTTEN)])?;
    assert_eq!(workspace.run("run --bless")?.code, Some(1));
    let kept = "traces/emulator/correct.snap: 5 calls, no rule broken. ok\n";
    assert_eq!(workspace.run("check traces/emulator/correct.snap")?, Ran::out(0, kept));
    let broken = "TEARDOWN-4 is broken by the client as the process ends
  one call of MAPIInitialize, no call of MAPIUninitialize
  clause: A program calls MAPIUninitialize exactly as often as it calls MAPIInitialize.
  next:   cemapi-cts explain TEARDOWN-4
traces/emulator/forgotten.snap: 1 call, 1 finding. FAILED\n";
    assert_eq!(workspace.run("check traces/emulator/forgotten.snap")?, Ran::out(1, broken));

    let damaged =
        workspace.read("traces/emulator/correct.snap")?.replace("0): S_OK,", "0): E_FAIL,");
    workspace.write("damaged.ron", damaged.as_bytes())?;
    let broken = r#"LOGOFF-3 is broken by the implementation in call 3
  Logoff returned E_FAIL
  call:   Logoff(session: "session", ulUIParam: 0, ulFlags: 0, ulReserved: 0): E_FAIL
  clause: Logoff returns S_OK and nothing else; its page makes no exception for any state, argument or repetition.
  story:  session: opened in call 2, logged off in call 3
  next:   cemapi-cts explain LOGOFF-3
damaged.ron: 5 calls, 1 finding. FAILED
"#;
    assert_eq!(workspace.run("check damaged.ron")?, Ran::out(1, broken));

    for path in ["missing.ron", "traces"] {
        assert_eq!(workspace.run(&format!("check {path}"))?, workspace.unreadable(path)?);
    }
    let no_trace = "scenarios/correct.ron:2:5: a trace has no field `shows`
2 |     shows: \"log off, release the session, uninitialize\",
  |     ^^^^^";
    assert_eq!(workspace.run("check scenarios/correct.ron")?, Ran::err(2, no_trace));
    Ok(())
}

/// The lines of a snapshot are counted from the top of its file.
#[test]
fn a_damaged_snapshot_is_answered_with_its_own_line() -> Outcome {
    let workspace = Workspace::new(&[("correct", CORRECT)])?;
    assert_eq!(workspace.run("run --bless")?.code, Some(0));
    let damaged = workspace.read("traces/emulator/correct.snap")?.replace("Ended", "Endet");
    workspace.write("damaged.snap", damaged.as_bytes())?;
    let told = "damaged.snap:14:10: expected how the process ended, such as `Ended`, found `Endet`
14 |     end: Endet,
   |          ^^^^^";
    assert_eq!(workspace.run("check damaged.snap")?, Ran::err(2, told));
    Ok(())
}

#[test]
fn explain_tells_all_about_a_clause() -> Outcome {
    let workspace = Workspace::new(&[("correct", CORRECT)])?;
    let told = "LOGOFF-3: Logoff returns S_OK and nothing else; its page makes no exception for any state, argument or repetition.
  status:    documented
  binds:     the implementation
  source:    bb446240: https://learn.microsoft.com/en-us/previous-versions/bb446240(v=msdn.10)
  source:    ms859857: https://learn.microsoft.com/en-us/previous-versions/ms859857(v=msdn.10)
  source:    ms836677: https://learn.microsoft.com/en-us/previous-versions/ms836677(v=msdn.10)
  rule:      Does Logoff return S_OK? (implementation)
  shown by:  correct\n";
    assert_eq!(workspace.run("explain LOGOFF-3")?, Ran::out(0, told));
    assert_eq!(workspace.run("explain logoff-3")?, Ran::out(0, told));
    let near = "the contract has no clause LOGOF-3; did you mean LOGOFF-3?";
    assert_eq!(workspace.run("explain LOGOF-3")?, Ran::err(2, near));
    let hopeless = "the contract has no clause NOTHING";
    assert_eq!(workspace.run("explain nothing")?, Ran::err(2, hopeless));
    Ok(())
}

#[test]
fn coverage_counts() -> Outcome {
    let workspace = Workspace::new(&[("correct", CORRECT)])?;
    let text = workspace.run("coverage")?;
    assert_eq!((text.code, text.err.as_str()), (Some(0), ""));
    let line = |id: &str| text.out.lines().find(|line| line.starts_with(&format!("{id} ")));
    let logoff =
        "LOGOFF-3       documented           1 rule                 shown by 1, broken by 0";
    assert_eq!(line("LOGOFF-3"), Some(logoff));

    let json: serde_json::Value =
        serde_json::from_str(&workspace.run("coverage --form json")?.out)?;
    assert_eq!(json["version"], 1);
    assert_eq!(json["totals"]["shown"], 2);
    let clauses = json["clauses"].as_array().ok_or("no clauses")?;
    assert_eq!(json["totals"]["clauses"], clauses.len());
    let logoff = clauses.iter().find(|clause| clause["clause"] == "LOGOFF-3").ok_or("LOGOFF-3")?;
    assert_eq!(logoff["status"], serde_json::json!(["documented"]));
    assert_eq!(logoff["rules"], serde_json::json!(["Does Logoff return S_OK?"]));
    assert_eq!(logoff["shown_by"], serde_json::json!(["correct"]));
    assert_eq!(logoff["broken_by"], serde_json::json!([]));

    let markdown = workspace.run("coverage --form markdown")?.out;
    assert!(markdown.starts_with("# Clauses\n"));
    assert!(markdown.contains("\n| LOGOFF-3 | documented | Logoff returns S_OK"));
    assert_eq!(workspace.run("coverage --form yaml")?.code, Some(2));
    Ok(())
}
