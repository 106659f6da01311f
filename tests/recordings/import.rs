use std::{fs, path::Path};

use cemapi_cts::{
    contract::{Contract, Side},
    import::Imported,
    scenario::Scenario,
    suite::Folder,
    target::Target,
    trace::End,
};

use crate::bench::{Bench, Outcome, between, run};

/// A trace that is made a scenario does the same again.
#[test]
fn imported_scenarios_make_the_same_calls() -> Outcome {
    for name in Folder::new("scenarios").names("ron")? {
        let trace = run(&name)?;
        let imported = Imported::new(&trace, "a trace once more")?;
        assert!(imported.notes.is_empty(), "{name}: {:?}", imported.notes);
        let path = Path::new("imported.ron");
        let scenario = Scenario::parse(&name, path, &imported.text)
            .map_err(|error| format!("{name}: {error}\n{}", imported.text))?;
        let again = Target::default_target().run(&scenario);
        // A scenario that stopped says so; what is made of its calls goes on to its end.
        let mut trace = trace;
        if trace.end == End::Stopped {
            trace.end = again.end;
        }
        // What first appeared in a notification has a number for a name, and may get another one.
        assert_eq!(between(&trace, &again)?, [], "{name}\n{}", imported.text);
        let mut broken: Vec<&str> = Contract::check(&again)
            .iter()
            .filter(|finding| finding.side == Side::Client)
            .map(|finding| finding.clause.id)
            .collect();
        let mut named: Vec<&str> = scenario.breaks.iter().map(|clause| clause.id).collect();
        broken.sort_unstable();
        broken.dedup();
        named.sort_unstable();
        assert_eq!(broken, named, "{name}");
    }
    Ok(())
}

#[test]
fn import_writes_only_what_can_be_run() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("readme", "a.journal")?;
    let told = bench.tells(&["import", "a.journal", "-o", "b.txt"])?;
    assert_eq!(told, "error: b.txt: the name of a scenario ends in .ron\nexit 2");
    Ok(())
}

#[test]
fn import_takes_only_what_an_object_needs() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("readme", "a.journal")?;
    let told = bench.tells(&["import", "a.journal", "--object", "buffer", "-o", "b.ron"])?;
    assert_eq!(told, "exit 0");
    let text = fs::read_to_string(bench.path("b.ron"))?;
    let scenario = Scenario::parse("b", &bench.path("b.ron"), &text)?;
    let calls: Vec<&str> =
        scenario.steps.iter().map(|step| step.call.function().signature().name).collect();
    assert_eq!(
        calls,
        [
            "MAPIInitialize",
            "MAPIAllocateBuffer",
            "MAPIAllocateMore",
            "MAPIFreeBuffer",
            "MAPIUninitialize"
        ]
    );
    Ok(())
}

/// Programs pass the wrong things, and a scenario cannot: what it does instead is told.
#[test]
fn what_a_scenario_cannot_say_is_told() -> Outcome {
    let bench = Bench::new()?;
    let text = r#"(
        trace: 1,
        calls: {
            MAPIInitialize(lpMapiInit: NULL): S_OK,
            MAPILogonEx(ulUIParam: 0, lpszProfileName: NULL, lpszPassword: NULL, flFlags: 0): S_OK(session: "session"),
            GetMsgStoresTable(session: "session", ulFlags: 0): S_OK(table: "table"),
            PrepareForm(session: "session", lpInterface: NULL, lpMessage: "table"): MAPI_E_NO_SUPPORT(lpulMessageToken: Untouched),
            SubmitMessage(message: "table", ulFlags: 0): S_OK,
        },
        end: Ended,
    )"#;
    fs::write(bench.path("a.ron"), text)?;
    let told = bench.tells(&["import", "a.ron", "-o", "b.ron"])?;
    let notes = "note: a.ron: call 4 has table for lpMessage and that is not a message; here it is `Foreign`
note: a.ron: call 5 is left out: table, on which it is made, is a table and not a message
exit 0";
    assert_eq!(told, notes);
    let text = fs::read_to_string(bench.path("b.ron"))?;
    assert!(text.contains("lpMessage: Foreign") && !text.contains("SubmitMessage"), "{text}");
    Scenario::parse("b", &bench.path("b.ron"), &text)?;
    Ok(())
}
