//! A trace is read back as it was written, and a broken one is answered with a place.

use std::{error::Error, fs, path::Path, sync::LazyLock};

use cemapi_cts::{
    contract::Contract, scenario::Scenario, suite::Folder, target::Target, trace::Trace,
};
use cemapi_emulator::Policy;

type Outcome = Result<(), Box<dyn Error>>;

/// What every scenario comes to on every policy of the emulator.
static TRACES: LazyLock<Result<Vec<Trace>, String>> = LazyLock::new(|| {
    let folder = Folder::new("scenarios");
    let names = folder.names("ron").map_err(|error| error.to_string())?;
    let mut traces = Vec::new();
    for name in names {
        let scenario = folder.load(&name).map_err(|failure| failure.to_string())?;
        for policy in Policy::PRESETS {
            let target = Target::parse(&format!("emulator:{policy}"));
            traces.push(target.map_err(|error| error.to_string())?.run(&scenario));
        }
    }
    Ok(traces)
});

fn every_trace() -> Result<&'static [Trace], String> {
    TRACES.as_deref().map_err(Clone::clone)
}

#[test]
fn complete_text_is_read_back_without_loss() -> Outcome {
    for trace in every_trace()? {
        let text = trace.complete_text();
        let read = Trace::parse(Path::new(&trace.scenario), &text)?;
        assert_eq!(&read, trace, "{text}");
        assert_eq!(read.complete_text(), text);
    }
    Ok(())
}

#[test]
fn compared_text_is_read_back_as_the_same_text() -> Outcome {
    for trace in every_trace()? {
        let text = trace.compared_text();
        let read = Trace::parse(Path::new(&trace.scenario), &text)?;
        assert_eq!(read.compared_text(), text);
    }
    Ok(())
}

/// Those traces hold whatever rules look at: rows, properties, notifications.
#[test]
fn traces_of_broken_rules_are_read_back() -> Outcome {
    let folder = Folder::new("tests/rules");
    for name in folder.names("ron")? {
        let path = folder.path(&name);
        let trace = Trace::parse(&path, &fs::read_to_string(&path)?)?;
        assert_eq!(Trace::parse(&path, &trace.complete_text())?, trace);
        let text = trace.compared_text();
        assert_eq!(Trace::parse(&path, &text)?.compared_text(), text);
    }
    Ok(())
}

/// A snapshot breaks the rules that the run broke, on whatever threads.
#[test]
fn compared_text_breaks_the_same_rules() -> Outcome {
    let says = |trace: &Trace| -> Vec<String> {
        Contract::check(trace).into_iter().map(|finding| finding.says).collect()
    };
    for trace in every_trace()? {
        let read = Trace::parse(Path::new(&trace.scenario), &trace.compared_text())?;
        assert_eq!(says(&read), says(trace), "{}", trace.compared_text());
    }
    Ok(())
}

/// What a device or a library adds: times, threads, addresses, facts, and ends of all kinds.
#[test]
fn what_only_real_targets_tell_is_read_back() -> Outcome {
    let text = r#"(
    made: (
        by: "device",
        target: "tcp:10.0.0.7:5000",
        tool: "cemapi-cts 0.1.0",
        facts: {"cemapi.dll": "5.2.21887, \"retail\"", "path": "\\Windows\\cemapi.dll"},
    ),
    trace: 1,
    scenario: "teardown/correct",
    faults: [
        (call: "Functions::MAPILogonEx", nth: 2, code: E_OUTOFMEMORY),
    ],
    calls: {
        MAPIInitialize(lpMapiInit: (ulVersion: 7, ulFlags: [MAPI_NO_COINIT, 0x4])): S_OK,
        MAPILogonEx(ulUIParam: 0, lpszProfileName: [55296, 65], lpszPassword: "\t\"\\\u{7f}ž", flFlags: 0): S_OK(session: "session"),
        QueryInterface(object: "session", riid: "{12345678-9ABC-DEF0-1234-56789ABCDEF0}"): xDEADBEEF(interface: Garbage),
        MAPIAllocateBuffer(cbSize: 0xFFFFFFFF): MAPI_E_NOT_FOUND(buffer: Untouched),
        Logoff(session: "session", ulUIParam: 0, ulFlags: 0, ulReserved: 0): Died(Exception(0xC0000005)),
        Release(object: "session"): NotMade,
    },
    end: InCall,
    threads: ["main", "worker \"2\""],
    when: [
        (0, 0, 3, 100, 18446744073709551615),
        (1, 1, 2, 150, 180),
        (0, 4, 5, 0, 0),
        (0, 6, 7, 0, 0),
        (1, 8, 9, 0, 0),
        (1, 10, 11, 0, 0),
    ],
    addresses: {"session": 0x1200040},
)
"#;
    let trace = Trace::parse(Path::new("trace.ron"), text)?;
    assert_eq!(trace.complete_text(), text);
    let ends = [
        "Ended",
        "DiedAtExit(AccessViolation)",
        "DiedAtExit(Abort)",
        "DiedAtExit(Signal(11))",
        "DiedAtExit(Exception(0xC0000005))",
        "DiedAtExit(Exit(-1))",
        "HungAtExit",
        "DiedBetweenCalls(AccessViolation)",
        "DiedBetweenCalls(Exit(0))",
        "HungBetweenCalls",
        "Stopped",
        "NeverStarted",
        "Cut",
    ];
    for end in ends {
        let text = text.replace("InCall", end);
        assert_eq!(Trace::parse(Path::new("trace.ron"), &text)?.complete_text(), text);
    }
    let replies = ["Died(Abort)", "Died(Signal(6))", "Died(Exit(3))", "Hung"];
    for reply in replies {
        let text = text.replace("Died(Exception(0xC0000005))", reply);
        assert_eq!(Trace::parse(Path::new("trace.ron"), &text)?.complete_text(), text);
    }
    Ok(())
}

/// The first line of the answer to a trace.
fn answer(text: &str) -> String {
    match Trace::parse(Path::new("trace.ron"), text) {
        Ok(_) => "it was read".to_owned(),
        Err(error) => error.to_string().lines().next().unwrap_or_default().to_owned(),
    }
}

#[test]
fn broken_traces_are_answered_with_a_place() {
    let trace = |calls: &str| format!("(\n    trace: 1,\n    calls: {{\n{calls}    }},\n)\n");
    let told = [
        ("(\n    scenario: \"a\",\n)", "trace.ron:1:1: a trace needs the field `trace`"),
        (
            "(\n    trace: 2,\n)",
            "trace.ron:2:12: expected version 1, the newest that this tool reads, found `2`",
        ),
        ("(\n    trace: 1,\n    ende: Ended,\n)", "trace.ron:3:5: a trace has no field `ende`"),
        (
            "(\n    trace: 1,\n    end: Finished,\n)",
            "trace.ron:3:10: expected how the process ended, such as `Ended`, found `Finished`",
        ),
        (
            "(\n    trace: 1,\n    end: DiedAtExit(Of(7)),\n)",
            "trace.ron:3:21: expected `AccessViolation`, `Abort`, `Signal(...)`, `Exception(...)` \
             or `Exit(...)`, found `Of(...)`",
        ),
        (
            "(\n    trace: 1,\n    calls: {},\n    when: [(0, 0, 1, 0, 0)],\n)",
            "trace.ron:4:11: expected 0 lines, one for each call, found a list",
        ),
        (
            "(\n    trace: 1,\n    addresses: {\"session\": 0x10},\n)",
            "trace.ron:3:17: expected the name of a thing, found a string",
        ),
        ("(\n    trace: 1,\n    trace: 1,\n)", "trace.ron:3:5: `trace` stands here twice"),
        ("[]", "trace.ron:1:1: expected `(` and the fields of a trace, found a list"),
        ("(\n    trace: 1,", "trace.ron:2:14: the text ends too soon"),
    ];
    for (text, expected) in told {
        assert_eq!(answer(text), expected, "{text}");
    }
    let told = [
        (
            "        MAPILogonEx(): S_OK,\n",
            "trace.ron:4:24: the reply to `MAPILogonEx` needs the field `session`",
        ),
        (
            "        MAPILogonEx(): S_OK(session: \"session\", store: NULL),\n",
            "trace.ron:4:49: the reply to `MAPILogonEx` has no field `store`",
        ),
        (
            "        MAPILogonEx(): S_OKAY(session: NULL),\n",
            "trace.ron:4:24: `S_OKAY` is not a result code",
        ),
        (
            "        MAPILogonEx(): S_OK(session: 7),\n",
            "trace.ron:4:38: expected a session, `NULL` or `Untouched`, found `7`",
        ),
        (
            "        Release(object: \"session\"): 0,\n",
            "trace.ron:4:25: nothing called \"session\" has appeared before this call",
        ),
        ("        MAPIUninitialize(): 0,\n", "trace.ron:4:29: expected `()`, found `0`"),
        ("        MAPIUninitialize() (),\n", "trace.ron:4:28: expected colon"),
    ];
    for (calls, expected) in told {
        assert_eq!(answer(&trace(calls)), expected, "{calls}");
    }
}

/// What the target hands out and the scenario gives no name gets one that is nobody else's.
#[test]
fn unnamed_things_are_told_apart() -> Outcome {
    let calls =
        "MAPILogonEx(), MAPIAllocateBuffer(), MAPILogonEx(), MAPILogonEx(session: \"session#2\")";
    let text = format!("(shows: \"sessions without names\", calls: [{calls}])");
    let scenario = Scenario::parse("unnamed", Path::new("unnamed.ron"), &text)?;
    let text = Target::default_target().run(&scenario).compared_text();
    for name in ["session#1", "block#1", "session#2", "session#3"] {
        assert_eq!(text.matches(&format!("\"{name}\"")).count(), 1, "{text}");
    }
    assert_eq!(Trace::parse(Path::new("unnamed.ron"), &text)?.compared_text(), text);
    Ok(())
}
