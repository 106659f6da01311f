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
