//! What `cargo test` and cargo-nextest expect of a test executable, held against the one that runs
//! the scenarios.

use std::{
    error::Error,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::LazyLock,
};

use cemapi_cts::suite::Folder;
use serde_json::Value;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// The executable, which cargo builds if need be.
static CONFORMANCE: LazyLock<Result<PathBuf, String>> =
    LazyLock::new(|| build().map_err(|error| error.to_string()));

fn cargo(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments.split_whitespace()).current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn build() -> Outcome<PathBuf> {
    let output = cargo("test --no-run --message-format=json --test conformance").output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    for line in String::from_utf8(output.stdout)?.lines() {
        let message: Value = serde_json::from_str(line)?;
        if let (Some("conformance"), Some(executable)) =
            (message["target"]["name"].as_str(), message["executable"].as_str())
        {
            return Ok(executable.into());
        }
    }
    Err("cargo names no executable".into())
}

/// Runs the executable from a folder that has nothing to do with the project, as a runner may.
fn run(arguments: &str, variables: &[(&str, &str)]) -> Outcome<Output> {
    let mut command = Command::new(CONFORMANCE.as_ref().map_err(String::clone)?);
    command.args(arguments.split_whitespace()).current_dir(std::env::temp_dir());
    command.env_remove("CEMAPI_TARGET").env_remove("CEMAPI_FORBID_SCAN");
    Ok(command.envs(variables.iter().copied()).output()?)
}

/// The exit code, and what was written, without the time that it took.
fn told(output: &Output) -> (Option<i32>, String) {
    let out = String::from_utf8_lossy(&output.stdout);
    let out = match out.split_once("; finished in ") {
        Some((out, _)) => out.to_owned(),
        None => out.into_owned(),
    };
    (output.status.code(), out)
}

/// The names of all trials on a target, in order.
fn trials(target: &str) -> Outcome<Vec<String>> {
    let folder = Folder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios"));
    let names = folder.names("ron")?.into_iter().map(|name| name.replace('/', "::"));
    let names = names.chain(["every-snapshot-has-a-scenario".to_owned()]);
    Ok(names.map(|name| format!("{target}::{name}")).collect())
}

fn listed(trials: &[String]) -> String {
    trials.iter().map(|name| format!("{name}: test\n")).collect()
}

fn ran(passed: usize, filtered: usize, lines: &str) -> (Option<i32>, String) {
    let tests = if passed == 1 { "test" } else { "tests" };
    let out = format!(
        "\nrunning {passed} {tests}\n{lines}\ntest result: ok. {passed} passed; 0 failed; 0 \
         ignored; 0 measured; {filtered} filtered out"
    );
    (Some(0), out)
}

#[test]
fn trials_are_listed() -> Outcome {
    let all = trials("emulator")?;
    assert_eq!(told(&run("--list --format terse", &[])?), (Some(0), listed(&all)));
    let chosen: Vec<String> =
        all.iter().filter(|name| name.contains("teardown")).cloned().collect();
    assert!(!chosen.is_empty() && chosen.len() < all.len());
    assert_eq!(told(&run("--list --format terse teardown", &[])?), (Some(0), listed(&chosen)));
    Ok(())
}

#[test]
fn nothing_is_ignored() -> Outcome {
    assert_eq!(told(&run("--list --format terse --ignored", &[])?), (Some(0), String::new()));
    Ok(())
}

#[test]
fn one_trial_runs_alone() -> Outcome {
    let lines = "test emulator::teardown::correct ... ok\n";
    let told = told(&run("--exact emulator::teardown::correct --nocapture", &[])?);
    assert_eq!(told, ran(1, 0, lines));
    Ok(())
}

#[test]
fn the_trial_over_all_snapshots_runs_alone() -> Outcome {
    let name = "emulator::every-snapshot-has-a-scenario";
    let told = told(&run(&format!("--exact {name} --nocapture"), &[])?);
    assert_eq!(told, ran(1, 0, &format!("test {name} ... ok\n")));
    Ok(())
}

#[test]
fn an_unknown_name_runs_nothing() -> Outcome {
    for name in ["emulator::nothing", "teardown::correct", "kopano::teardown::correct"] {
        assert_eq!(told(&run(&format!("--exact {name}"), &[])?), ran(0, 0, ""), "{name}");
    }
    Ok(())
}

#[test]
fn filters_choose_and_skip() -> Outcome {
    let all = trials("emulator")?;
    let having = |part: &str| all.iter().filter(|name| name.contains(part)).count();
    let count = |output: &Output| {
        let out = String::from_utf8_lossy(&output.stdout);
        let ran = out.lines().filter(|line| line.starts_with("test ") && line.ends_with("... ok"));
        (output.status.code(), ran.count())
    };
    assert_eq!(count(&run("teardown", &[])?), (Some(0), having("teardown")));
    assert_eq!(count(&run("--skip teardown", &[])?), (Some(0), all.len() - having("teardown")));
    assert_eq!(count(&run("nothing-is-called-so", &[])?), (Some(0), 0));
    Ok(())
}

#[test]
fn the_environment_picks_the_target() -> Outcome {
    let listing = "--list --format terse";
    let kopano = run(listing, &[("CEMAPI_TARGET", "emulator:kopano")])?;
    assert_eq!(told(&kopano), (Some(0), listed(&trials("emulator-kopano")?)));
    let default = run(listing, &[("CEMAPI_TARGET", "emulator")])?;
    assert_eq!(told(&default), (Some(0), listed(&trials("emulator")?)));
    let wrong = run(listing, &[("CEMAPI_TARGET", "emulator:kopno")])?;
    assert_eq!(told(&wrong), (Some(2), String::new()));
    assert_eq!(
        String::from_utf8(wrong.stderr)?,
        "error: CEMAPI_TARGET: the emulator has no policy `kopno`; it has `ce`, `extended`, \
         `kopano`, `wine-no-provider`\n  = did you mean `kopano`?\n"
    );
    Ok(())
}

/// A runner that starts a process for each trial would otherwise list all folders each time.
#[test]
fn an_exact_name_lists_no_folder() -> Outcome {
    let forbid = &[("CEMAPI_FORBID_SCAN", "1")];
    let one = run("--exact emulator::teardown::correct --nocapture", forbid)?;
    assert_eq!(told(&one), ran(1, 0, "test emulator::teardown::correct ... ok\n"));
    let all = run("", forbid)?;
    assert_eq!(all.status.code(), Some(2));
    let message = String::from_utf8(all.stderr)?;
    assert!(message.ends_with("CEMAPI_FORBID_SCAN is set\n"), "{message}");
    Ok(())
}

#[test]
fn nextest_runs_it() -> Outcome {
    if !cargo("nextest --version").output()?.status.success() {
        eprintln!("SKIPPED: cargo-nextest is not installed, so nobody tried whether it runs this");
        return Ok(());
    }
    let mut command = cargo("nextest run --color never --test conformance -E test(teardown)");
    // Inside a run of nextest, its variables would speak of that one.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("NEXTEST")) {
        command.env_remove(name);
    }
    let output = command.output()?;
    let told = String::from_utf8_lossy(&output.stderr);
    let expected = trials("emulator")?.iter().filter(|name| name.contains("teardown")).count();
    assert!(output.status.success(), "{told}");
    assert!(told.contains(&format!("{expected} tests run: {expected} passed")), "{told}");
    Ok(())
}
