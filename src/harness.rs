//! What `cargo test` runs: every scenario on one target, as trials of libtest-mimic.

use std::{env, path::Path, process::ExitCode, sync::Arc};

use libtest_mimic::{Arguments, Failed, Trial};

use crate::{
    report,
    suite::{Comparing, Folder, Suite},
    target::Target,
    verdict::Outcome,
};

/// The environment variable that picks the target.
const TARGET: &str = "CEMAPI_TARGET";

/// The trial that looks for snapshots without a scenario.
const ORPHANS: &str = "every-snapshot-has-a-scenario";

/// Runs the scenarios below `root` as the command line asks.
#[must_use]
pub fn main(root: &Path) -> ExitCode {
    let arguments = Arguments::from_args();
    match asked_for(root, &arguments) {
        Ok(trials) => libtest_mimic::run(&arguments, trials).exit_code(),
        Err(message) => {
            report::tell_user(format_args!("error: {message}"));
            ExitCode::from(2)
        }
    }
}

fn asked_for(root: &Path, arguments: &Arguments) -> Result<Vec<Trial>, String> {
    let target = match env::var(TARGET) {
        Ok(spec) => {
            Target::find(&spec, root, None).map_err(|error| format!("{TARGET}: {error}"))?
        }
        Err(_) => Target::default_target(),
    };
    let scenarios = Folder::new(root.join("scenarios"));
    let traces = root.join("traces");
    // A snapshot of another target's is not for review here.
    let comparing = if target.shares_traces() { Comparing::Report } else { Comparing::Insta };
    let suite = Suite::new(scenarios, Some(&traces), target, comparing)
        .map_err(|error| error.to_string())?;
    let suite = Arc::new(suite);
    let prefix = suite.target().name();

    // With --exact the name says which file to open, and no folder is listed: a runner that starts
    // one process a trial would otherwise list them all each time.
    if let (true, Some(filter)) = (arguments.exact, &arguments.filter) {
        let name = filter.strip_prefix(&format!("{prefix}::")).map(|name| name.replace("::", "/"));
        return Ok(match name {
            Some(name) if name == ORPHANS => vec![orphans(&suite)],
            Some(name) if suite.scenarios().has(&name) => {
                trials(&prefix, vec![name], judge(&suite))
            }
            _ => Vec::new(),
        });
    }
    let names = suite.names().map_err(|error| error.to_string())?;
    let mut trials = trials(&prefix, names, judge(&suite));
    trials.push(orphans(&suite));
    Ok(trials)
}

/// One trial for each scenario, which does with its name what `run` does.
pub fn trials(
    prefix: &str,
    names: Vec<String>,
    run: impl Fn(&str) -> Result<(), Failed> + Clone + Send + 'static,
) -> Vec<Trial> {
    let trial = |name: String| {
        let title = format!("{prefix}::{}", name.replace('/', "::"));
        let run = run.clone();
        Trial::test(title, move || run(&name))
    };
    names.into_iter().map(trial).collect()
}

/// Runs a scenario of the suite, and fails with what a reader has to know.
fn judge(suite: &Arc<Suite>) -> impl Fn(&str) -> Result<(), Failed> + Clone + Send + 'static {
    let suite = Arc::clone(suite);
    move |name| {
        let verdict = suite.run(name);
        match &verdict.outcome {
            Outcome::Failed(_) => Err(Failed::from(report::text::failure(&verdict, &suite))),
            Outcome::Passed | Outcome::Marked(_) | Outcome::Skipped(_) => Ok(()),
        }
    }
}

fn orphans(suite: &Arc<Suite>) -> Trial {
    let title = format!("{}::{ORPHANS}", suite.target().name());
    let suite = Arc::clone(suite);
    Trial::test(title, move || match suite.orphans() {
        Ok(orphans) if orphans.is_empty() => Ok(()),
        Ok(orphans) => Err(Failed::from(format!("no scenario owns\n  {}", orphans.join("\n  ")))),
        Err(error) => Err(Failed::from(error)),
    })
}
