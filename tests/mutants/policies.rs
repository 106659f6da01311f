//! Emulators whose policy is not that of CE.

use std::collections::BTreeSet;

use cemapi_cts::{
    contract::{Contract, Side},
    scenario::Scenario,
    target::Target,
};
use cemapi_emulator::{Policy, policy};

use crate::{Outcome, scenarios};

/// The clauses that the implementation breaks in some scenario.
fn broken_on(policy: Policy, scenarios: &[Scenario]) -> BTreeSet<&'static str> {
    let target = Target::Emulator("deviating", policy);
    let findings = scenarios.iter().flat_map(|scenario| Contract::check(&target.run(scenario)));
    let wrong = findings.filter(|finding| finding.side == Side::Implementation);
    wrong.map(|finding| finding.clause.id).collect()
}

/// CE's policy with these choices, each the name of a field and that of its choice.
fn deviating(choices: &[(&str, &str)]) -> Result<Policy, String> {
    choices.iter().try_fold(Policy::ce(), |policy, (field, choice)| {
        policy.with(field, choice).ok_or_else(|| format!("there is no {field}: {choice}"))
    })
}

/// Choices that CE's pages exclude, and the clause that does so. Imitations of others make them.
const EXCLUDED: &[(&str, &[(&str, &str)])] = &[
    ("INIT-3", &[("initialize", "NotInitialized")]),
    ("INIT-2", &[("initialize_argument", "Checked")]),
    ("LOGON-2", &[("logon_arguments", "Checked")]),
    ("LOGON-4", &[("session_limit", "ThirtyTwo")]),
    ("UNK-3", &[("no_interface_out", "Untouched"), ("query_interface", "Own")]),
];

/// Choices that show only together with others.
const COMPANIONS: &[(&str, &[(&str, &str)])] = &[
    ("failed_initialize", &[("repeated_initialize", "False")]),
    ("count_scope", &[("logon_before_initialize", "NotInitialized")]),
    ("implicit_logoff", &[("after_logoff", "EndOfSession")]),
    ("buffers_at_teardown", &[("dead_memory", "Dies")]),
    ("logon_checks", &[("logon_before_initialize", "NotInitialized")]),
];

/// What a block holds that nobody has written to is in no call, and threads are not compared.
const NEVER_SHOWN: &[&str] = &["fresh_memory", "notification_thread"];

/// An emulator that does what CE's pages exclude breaks the clause that excludes it.
#[test]
fn what_is_documented_is_asserted() -> Outcome {
    let scenarios = scenarios()?;
    let usual = broken_on(Policy::ce(), &scenarios);
    for (clause, choices) in EXCLUDED {
        assert!(!usual.contains(clause), "CE's own policy breaks {clause}");
        let broken = broken_on(deviating(choices)?, &scenarios);
        assert!(broken.contains(clause), "nothing breaks {clause}");
    }
    Ok(())
}

/// An emulator that takes another choice at a silent spot breaks nothing, and a scenario that shows
/// the spot's clauses tells the difference.
#[test]
fn what_is_silent_is_recorded() -> Outcome {
    let scenarios = scenarios()?;
    let broken_on_ce = broken_on(Policy::ce(), &scenarios);
    let mut wrong = Vec::new();
    for spot in policy::SILENT_SPOTS {
        let excluded = EXCLUDED.iter().any(|(_, choices)| choices[0].0 == spot.field);
        if excluded || NEVER_SHOWN.contains(&spot.field) {
            continue;
        }
        let companions = COMPANIONS.iter().find(|(field, _)| *field == spot.field);
        let usual = deviating(companions.map_or(&[], |(_, choices)| choices))?;
        let broken = match companions {
            Some(_) => broken_on(usual, &scenarios),
            None => broken_on_ce.clone(),
        };
        for (choice, _) in &spot.choices[1..] {
            let other = usual.with(spot.field, choice).ok_or("a choice without a name")?;
            let told = scenarios.iter().any(|scenario| {
                let shows = |id: &&str| scenario.clauses.iter().any(|clause| clause.id == *id);
                let text =
                    |policy| Target::Emulator("deviating", policy).run(scenario).compared_text();
                spot.clauses.iter().any(shows) && text(usual) != text(other)
            });
            let name = format!("{}: {choice}", spot.field);
            if !told {
                let clauses = spot.clauses.join(", ");
                wrong.push(format!("no scenario that shows {clauses} tells of {name}"));
            }
            let more = broken_on(other, &scenarios);
            if more != broken {
                wrong.push(format!("{name} breaks {more:?}, otherwise {broken:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    Ok(())
}
