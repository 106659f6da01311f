//! The program that leaks in eight ways: each is found, and the call that made what leaks.

use cemapi_cts::{
    contract::At,
    review::{Profile, Severity, review},
};

use crate::workshop::{Workshop, lines, text};

#[test]
fn eight_leaks_are_found_and_nothing_else() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("examples/cpp/leaks.cpp");
    let run = workshop.record(&program, &[], &[]);
    let out = text(&run.stdout);
    assert_eq!(run.status.code(), Some(0), "{out}{}", text(&run.stderr));
    assert!(out.starts_with("leaked in eight ways\n"), "{out}");
    assert!(out.contains("28 calls, 8 findings (6 errors, 2 warnings)"), "{out}");

    let trace = workshop.trace();
    let lines = lines(&trace);
    // For each leak the clause, and the call that is told of: the one that broke the rule or else
    // the one that made what leaks.
    let mut found: Vec<(&str, Severity, &str)> = Vec::new();
    let history = cemapi_cts::contract::Contract::history(&trace);
    for remark in review(&trace, Profile::Ce) {
        let made = remark.things.first().and_then(|thing| history.life(*thing)?.made);
        let place = remark.call.or_else(|| made.map(At::place));
        let call = place.map_or("", |place| lines[place].as_str());
        let call = call.split_once('(').map_or(call, |(name, _)| name);
        found.push((remark.clause.map_or("", |clause| clause.id), remark.severity, call));
    }
    found.sort_unstable();
    let mut expected = [
        ("LOGOFF-9", Severity::Warning, "Release"),
        ("LOGOFF-4", Severity::Error, "MAPILogonEx"),
        ("UNK-6", Severity::Error, "CreateMessage"),
        ("UNK-6", Severity::Error, "GetHierarchyTable"),
        ("MEM-5", Severity::Error, "MAPIAllocateBuffer"),
        ("MEM-8", Severity::Error, "QueryRows"),
        ("ADVISE-9", Severity::Warning, "Advise"),
        ("TEARDOWN-4", Severity::Error, ""),
    ];
    expected.sort_unstable();
    assert_eq!(found, expected);
}
