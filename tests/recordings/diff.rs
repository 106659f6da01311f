use std::{fs, path::Path};

use cemapi_cts::{diff::Change, suite::Folder, trace::Trace};

use crate::bench::{Bench, Outcome, between, run};

#[test]
fn diff_tells_which_argument_differs() -> Outcome {
    let bench = Bench::new()?;
    let path = bench.trace("memory/linked", "a.ron")?;
    let text = fs::read_to_string(&path)?;
    // Other names, other times: no difference.
    let renamed = text.replace("\"head\"", "\"block#7\"").replace("\"session\"", "\"s\"");
    fs::write(bench.path("renamed.ron"), renamed)?;
    let told = bench.tells(&["diff", "a.ron", "renamed.ron"])?;
    assert!(told.contains("no difference. ok") && told.ends_with("exit 0"), "{told}");
    fs::write(bench.path("other.ron"), text.replace("cbSize: 64", "cbSize: 65"))?;
    let told = bench.tells(&["diff", "a.ron", "other.ron"])?;
    assert!(told.contains("cbSize: 64 -> 65") && told.ends_with("DIFFERENT\nexit 1"), "{told}");
    let told = bench.tells(&["diff", "a.ron", "other.ron", "--json"])?;
    assert!(told.contains("\"name\": \"cbSize\"") && told.contains("\"equal\": false"), "{told}");
    Ok(())
}

/// Two objects of one role are two objects: a block freed twice is not two blocks freed once.
#[test]
fn diff_tells_things_of_one_role_apart() -> Outcome {
    let text = |freed: &str| {
        format!(
            r#"(trace: 1, scenario: "x", calls: {{
                MAPIAllocateBuffer(cbSize: 8): S_OK(buffer: "a"),
                MAPIAllocateBuffer(cbSize: 8): S_OK(buffer: "b"),
                MAPIFreeBuffer(lpBuffer: "a"): S_OK,
                MAPIFreeBuffer(lpBuffer: "{freed}"): S_OK,
            }}, end: Ended)"#
        )
    };
    let parse = |freed: &str| Trace::parse(Path::new("x"), &text(freed));
    let changes = between(&parse("b")?, &parse("a")?)?;
    let [Change::Changed { one: 3, other: 3, parts, .. }] = &changes[..] else {
        return Err(format!("{changes:?}").into());
    };
    assert_eq!((parts[0].one.as_str(), parts[0].other.as_str()), ("\"b\"", "\"a\""));
    Ok(())
}

#[test]
fn no_trace_differs_from_itself_and_every_change_is_found() -> Outcome {
    for name in Folder::new("scenarios").names("ron")? {
        let trace = run(&name)?;
        assert_eq!(between(&trace, &trace)?, [], "{name}");
        for left_out in (0..trace.records.len()).step_by(9) {
            let keep: Vec<bool> = (0..trace.records.len()).map(|place| place != left_out).collect();
            let changes = between(&trace, &trace.only(&keep))?;
            let removed = |change: &Change| matches!(change, Change::Removed { .. });
            assert!(changes.iter().any(removed), "{name}: call {left_out}: {changes:?}");
        }
    }
    Ok(())
}

/// Nothing hands out a thread: that another one goes on is told once, not with each of its calls.
#[test]
fn another_thread_is_told_once() -> Outcome {
    let bench = Bench::new()?;
    let trace = |names: [&str; 4]| {
        let call =
            |name: &str| format!("MAPIFreeBuffer(lpBuffer: NULL, thread: \"{name}\"): S_OK, ");
        format!("(trace: 1, calls: {{{}}}, end: Ended)", names.map(call).concat())
    };
    fs::write(bench.path("a.ron"), trace(["main", "one", "one", "one"]))?;
    fs::write(bench.path("b.ron"), trace(["one", "main", "main", "main"]))?;
    assert_eq!(bench.tells(&["diff", "a.ron", "b.ron"])?.lines().next(), Some(EQUAL));
    fs::write(bench.path("b.ron"), trace(["main", "one", "main", "main"]))?;
    let told = "\
~         3          3 MAPIFreeBuffer(lpBuffer: NULL): S_OK
                            thread: one -> main
a.ron: 4 calls, b.ron: 4 calls: 1 changed. DIFFERENT
exit 1";
    assert_eq!(bench.tells(&["diff", "a.ron", "b.ron"])?, told);
    Ok(())
}

const EQUAL: &str = "a.ron and b.ron: 4 calls, no difference. ok";
