//! `--json` and `--junit`, as docs/reports.md describes them.

use quick_junit::{Report, TestCaseStatus, XmlString};
use serde_json::{Value, json};

use crate::workspace::{CORRECT, DEPENDS, FORGOTTEN, MISSPELT, Outcome, Workspace};

fn workspace() -> Outcome<Workspace> {
    let kept = CORRECT.replace("clauses", "breaks: [\"TEARDOWN-4\"], clauses");
    Workspace::new(&[
        ("correct", CORRECT),
        ("depends", DEPENDS),
        ("forgotten", FORGOTTEN),
        ("kept", &kept),
        ("misspelt", MISSPELT),
    ])
}

#[test]
fn json_tells_of_every_trial() -> Outcome {
    let workspace = workspace()?;
    assert_eq!(workspace.run("run --traces none --json report.json")?.code, Some(1));
    let text = workspace.read("report.json")?;
    assert!(text.ends_with("}\n"));
    let report: Value = serde_json::from_str(&text)?;
    let message = "scenarios/misspelt.ron:3:13: CE MAPI has no function or method `MAPIInitialise`
3 |     calls: [MAPIInitialise()],
  |             ^^^^^^^^^^^^^^
  = did you mean `MAPIInitialize`?";
    let expected = json!({
        "version": 1,
        "tool": concat!("cemapi-cts ", env!("CARGO_PKG_VERSION")),
        "target": "emulator:ce",
        "passed": 1,
        "failed": 3,
        "marked": 0,
        "skipped": 1,
        "orphans": [],
        "trials": [
            {
                "scenario": "correct",
                "shows": "log off, release the session, uninitialize",
                "outcome": "passed",
            },
            {
                "scenario": "depends",
                "shows": "what follows a second MAPIInitialize that tells of the first",
                "outcome": "skipped",
                "reason": "what MAPIInitialize returned in call 2 is not what it depends on",
            },
            {
                "scenario": "forgotten",
                "shows": "a program that forgets to uninitialize",
                "outcome": "failed",
                "failures": [{
                    "kind": "broken",
                    "message": "TEARDOWN-4 is broken by the client: one call of MAPIInitialize, \
                                no call of MAPIUninitialize",
                    "clause": "TEARDOWN-4",
                    "side": "client",
                }],
            },
            {
                "scenario": "kept",
                "shows": "log off, release the session, uninitialize",
                "outcome": "failed",
                "failures": [{
                    "kind": "not-broken",
                    "message": "TEARDOWN-4 is named in `breaks` and was not broken",
                    "clause": "TEARDOWN-4",
                }],
            },
            {
                "scenario": "misspelt",
                "shows": "",
                "outcome": "failed",
                "failures": [{ "kind": "unreadable", "message": message }],
            },
        ],
    });
    assert_eq!(report, expected, "{text}");
    Ok(())
}

#[test]
fn json_tells_of_snapshots_and_calls() -> Outcome {
    let late =
        CORRECT.replace("Release", "Logoff(session: \"session\"),\n        Release").replace(
            "        MAPIUninitialize(),",
            "        MAPIUninitialize(),\n        MAPIFreeBuffer(lpBuffer: NULL),",
        );
    let workspace = Workspace::new(&[("gone", CORRECT), ("late", &late)])?;
    let failures = |report: &str, trial: usize| -> Outcome<Value> {
        let report: Value = serde_json::from_str(&workspace.read(report)?)?;
        Ok(report["trials"][trial]["failures"].clone())
    };
    workspace.run("run --json first.json")?;
    let missing = "there is no snapshot traces/emulator/gone.snap";
    let expected = json!([{ "kind": "no-snapshot", "message": missing }]);
    assert_eq!(failures("first.json", 0)?, expected);
    let broken = json!({
        "kind": "broken",
        "message": "TEARDOWN-3 is broken by the client in call 7: MAPIFreeBuffer was called after \
                    the last MAPIUninitialize",
        "clause": "TEARDOWN-3",
        "side": "client",
        "call": 7,
    });
    assert_eq!(failures("first.json", 1)?[0], broken);

    workspace.run("run --bless")?;
    workspace.write("traces/emulator/gone.snap", b"---\nsource: x\n---\n()\n")?;
    workspace.write("traces/emulator/old.snap", b"---\nsource: x\n---\n()\n")?;
    workspace.run("run --json second.json")?;
    let message = "the trace differs from traces/emulator/gone.snap";
    let expected = json!([{ "kind": "changed", "message": message }]);
    assert_eq!(failures("second.json", 0)?, expected);
    let report: Value = serde_json::from_str(&workspace.read("second.json")?)?;
    assert_eq!(report["orphans"], json!(["traces/emulator/old.snap"]));
    Ok(())
}

#[test]
fn junit_tells_of_every_trial() -> Outcome {
    let workspace = workspace()?;
    workspace.write("traces/emulator/old.snap", b"---\nsource: x\n---\n()\n")?;
    assert_eq!(workspace.run("run --junit report.xml --jobs 2")?.code, Some(1));
    let report = Report::deserialize_from_str(&workspace.read("report.xml")?)?;
    assert_eq!(report.name.as_ref().map(XmlString::as_str), Some("cemapi-cts"));
    assert_eq!((report.tests, report.errors), (6, 0));
    let [suite] = report.test_suites.as_slice() else {
        return Err("expected one suite".into());
    };
    assert_eq!(suite.name.as_str(), "emulator:ce");
    let cases: Vec<&str> = suite.test_cases.iter().map(|case| case.name.as_str()).collect();
    let names = ["correct", "depends", "forgotten", "kept", "misspelt", "traces/emulator/old.snap"];
    assert_eq!(cases, names);
    Ok(())
}

#[test]
fn junit_tells_why() -> Outcome {
    let workspace = workspace()?;
    workspace.run("run --traces none --junit report.xml")?;
    let report = Report::deserialize_from_str(&workspace.read("report.xml")?)?;
    assert_eq!((report.tests, report.failures, report.errors), (5, 3, 0));
    let cases = report.test_suites.iter().flat_map(|suite| &suite.test_cases);
    let mut told = Vec::new();
    for case in cases {
        assert_eq!(case.classname.as_deref(), Some("emulator"));
        told.push(match &case.status {
            TestCaseStatus::Success { .. } => "passed".to_owned(),
            TestCaseStatus::Skipped { message, .. } => {
                format!("skipped: {}", message.as_deref().unwrap_or_default())
            }
            TestCaseStatus::NonSuccess { message, description, .. } => {
                assert!(description.is_some(), "{}", case.name.as_str());
                format!("failed: {}", message.as_deref().unwrap_or_default())
            }
        });
    }
    let expected = [
        "passed",
        "skipped: what MAPIInitialize returned in call 2 is not what it depends on",
        "failed: TEARDOWN-4 is broken by the client: one call of MAPIInitialize, no call of \
         MAPIUninitialize",
        "failed: TEARDOWN-4 is named in `breaks` and was not broken",
        "failed: scenarios/misspelt.ron:3:13: CE MAPI has no function or method `MAPIInitialise`",
    ];
    assert_eq!(told, expected);
    Ok(())
}
