use std::{error::Error, path::Path};

use cemapi_cts::{
    review::{Profile, Severity, review},
    scenario::Scenario,
    target::Target,
};

use crate::bench::{Bench, Outcome, run};

#[test]
fn check_names_what_a_program_does_wrong() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("life/everything-left-open", "leaky.journal")?;
    let told = bench.tells(&["check", "leaky.journal"])?;
    assert!(told.ends_with("FAILED\nexit 1"), "{told}");
    assert!(told.contains("  made:   in call "), "{told}");
    bench.trace("teardown/correct", "good.journal")?;
    for profile in ["ce", "extended"] {
        let told = bench.tells(&["check", "good.journal", "--profile", profile])?;
        assert_eq!(told, "good.journal: 5 calls, no rule broken. ok\nexit 0");
    }
    Ok(())
}

/// A trace, and what the review says of it under each profile: severity and clause.
fn reviewed(scenario: &str, profile: Profile) -> Result<Vec<(Severity, String)>, Box<dyn Error>> {
    let remarks = review(&run(scenario)?, profile);
    let name = |remark: &cemapi_cts::review::Remark| {
        remark.clause.map_or_else(String::new, |clause| clause.id.to_owned())
    };
    Ok(remarks.iter().map(|remark| (remark.severity, name(remark))).collect())
}

#[test]
fn the_desktop_has_more_rules() -> Outcome {
    let both = [("logoff/never", (Severity::Warning, "LOGOFF-9"), (Severity::Error, "LOGOFF-9"))];
    for (scenario, ce, extended) in both {
        for (profile, (severity, clause)) in [(Profile::Ce, ce), (Profile::Extended, extended)] {
            let found = reviewed(scenario, profile)?;
            let wanted = (severity, clause.to_owned());
            assert!(found.contains(&wanted), "{scenario}, {profile:?}: {found:?}");
        }
    }
    let desktop_only = [
        ("logoff/then-another-method", "LOGOFF-6"),
        ("threads/session-elsewhere", "THREAD-4"),
        ("threads/uninitialize-elsewhere", "THREAD-4"),
        ("logon/without-initialize", "LOGON-8"),
    ];
    for (scenario, clause) in desktop_only {
        let wanted = (Severity::Error, clause.to_owned());
        assert!(!reviewed(scenario, Profile::Ce)?.contains(&wanted), "{scenario}");
        let found = reviewed(scenario, Profile::Extended)?;
        assert!(found.contains(&wanted), "{scenario}: {found:?}");
    }
    Ok(())
}

#[test]
fn ignored_failures_are_errors() -> Outcome {
    let scenario = Scenario::parse(
        "ignored",
        Path::new("ignored.ron"),
        r#"(shows: "a logon that failed is not noticed",
            faults: [(call: "MAPILogonEx", code: E_FAIL)],
            calls: [
                MAPIInitialize(), MAPILogonEx(session: "session"), AddRef(object: "session"),
                MAPIUninitialize(),
            ])"#,
    )?;
    let trace = Target::default_target().run(&scenario);
    let remarks = review(&trace, Profile::Ce);
    let says: Vec<&str> = remarks.iter().map(|remark| remark.says.as_str()).collect();
    assert_eq!(says, ["session is used, and call 2, MAPILogonEx, had handed out nothing"]);
    assert_eq!((remarks[0].severity, remarks[0].call), (Severity::Error, Some(2)));
    Ok(())
}
