use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use clap::Args;

use super::{
    exit::{Exit, Failure},
    options::{OnTarget, Scenarios},
    progress::Progress,
    style::{bad, good, odd, strong},
};
use crate::{
    report::{self, Summary, print_coloured},
    suite::{Comparing, Suite},
    target::Target,
    verdict::{Outcome, Verdict},
};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// Run only the scenarios whose name contains this.
    filter: Option<String>,
    /// Run only the scenario of exactly this name.
    #[arg(long, requires = "filter")]
    exact: bool,
    #[command(flatten)]
    target: OnTarget,
    #[command(flatten)]
    scenarios: Scenarios,
    /// The folder of stored traces; `none` checks the contract only.
    #[arg(long, value_name = "DIR|none", default_value = "traces")]
    traces: PathBuf,
    /// Store what is recorded as the snapshots.
    #[arg(long)]
    bless: bool,
    /// Write a report for programs.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write a report for CI.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// How many scenarios run at once.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

pub(super) fn run(options: &Options) -> Result<Exit, Failure> {
    let suite = open(options)?;
    let names = chosen(options, &suite)?;
    if names.is_empty() {
        let filter = options.filter.as_deref().unwrap_or_default();
        let message = match filter {
            "" => format!("there is no scenario in {}", suite.scenarios().root().display()),
            filter => {
                format!("no scenario is called {filter}; `cemapi-cts list` tells their names")
            }
        };
        return Err(Failure { message, exit: Exit::NothingRan });
    }
    let verdicts = run_all(&suite, &names, jobs(options, &suite));
    let whole = options.filter.is_none();
    let mut orphans = if whole { suite.orphans().map_err(Failure::input)? } else { Vec::new() };
    if whole {
        for mark in suite.idle_marks(&verdicts) {
            if !orphans.contains(&mark) {
                orphans.push(mark);
            }
        }
    }
    for verdict in &verdicts {
        tell(verdict, &suite);
    }
    if options.bless {
        let proposed = suite.propose_marks(&verdicts).map_err(Failure::input)?;
        if proposed > 0 {
            print_coloured(format_args!(
                "{} the marks of {} have {proposed} more, which need reasons",
                odd("MARKED"),
                suite.target().name()
            ));
        }
    }
    for orphan in &orphans {
        print_coloured(format_args!("{} no scenario owns {orphan}", bad("FAIL")));
    }
    write(options.json.as_deref(), || report::json::report(&suite, &verdicts, &orphans))?;
    write(options.junit.as_deref(), || report::junit::report(&suite, &verdicts, &orphans))?;

    let summary = Summary::of(&verdicts);
    let failed = summary.failed > 0 || !orphans.is_empty();
    let nothing_ran = summary.skipped == verdicts.len();
    let word = match (failed, nothing_ran) {
        (true, _) => bad("FAILED"),
        (false, true) => odd("nothing ran"),
        (false, false) => good("ok"),
    };
    print_coloured(format_args!(
        "{} on {}: {summary}. {word}",
        count(verdicts.len()),
        suite.target().spec()
    ));
    Ok(if failed {
        Exit::Failed
    } else if nothing_ran {
        Exit::NothingRan
    } else {
        Exit::AsExpected
    })
}

fn count(scenarios: usize) -> String {
    match scenarios {
        1 => "1 scenario".to_owned(),
        _ => format!("{scenarios} scenarios"),
    }
}

fn open(options: &Options) -> Result<Suite, Failure> {
    let traces = (options.traces != Path::new("none")).then_some(options.traces.as_path());
    if options.bless && traces.is_none() {
        return Err(Failure::input("--bless stores traces, and --traces none keeps none"));
    }
    if let Some(folder) = traces
        && !folder.is_dir()
        && !options.bless
    {
        return Err(Failure::input(format!(
            "there is no folder {}; name it with --traces DIR, or check the contract only with \
             --traces none",
            folder.display()
        )));
    }
    let target = options.target.open()?;
    if options.bless && target.shares_traces() {
        return Err(Failure::input(format!(
            "{} has to match the traces of {}, and stores none",
            target.spec(),
            target.name()
        )));
    }
    let comparing = if options.bless { Comparing::Bless } else { Comparing::Report };
    Suite::new(options.scenarios.open()?, traces, target, comparing).map_err(Failure::input)
}

fn chosen(options: &Options, suite: &Suite) -> Result<Vec<String>, Failure> {
    if let (true, Some(name)) = (options.exact, &options.filter) {
        let found = suite.scenarios().has(name);
        return Ok(found.then(|| name.clone()).into_iter().collect());
    }
    let mut names = suite.names().map_err(Failure::input)?;
    if let Some(filter) = &options.filter {
        names.retain(|name| name.contains(filter));
    }
    Ok(names)
}

/// As many devices as come can work side by side; here they are only waited for.
const DEVICES: usize = 16;

fn jobs(options: &Options, suite: &Suite) -> usize {
    let available = || match suite.target() {
        Target::Tcp(_) => DEVICES,
        _ => thread::available_parallelism().map_or(1, usize::from),
    };
    options.jobs.unwrap_or_else(available).max(1)
}

/// Runs all scenarios, several at once, and returns the verdicts in the order of the names.
fn run_all(suite: &Suite, names: &[String], jobs: usize) -> Vec<Verdict> {
    let progress = Progress::new(names.len());
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(names.len()));
    let work = || {
        let mut own = Vec::new();
        while let Some((place, name)) = {
            let place = next.fetch_add(1, Ordering::Relaxed);
            names.get(place).map(|name| (place, name))
        } {
            own.push((place, suite.run(name)));
            progress.step();
        }
        if let Ok(mut done) = done.lock() {
            done.append(&mut own);
        }
    };
    thread::scope(|scope| {
        for _ in 1..jobs.min(names.len()) {
            scope.spawn(work);
        }
        work();
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, verdict)| verdict).collect()
}

fn tell(verdict: &Verdict, suite: &Suite) {
    let name = strong(&verdict.scenario);
    match &verdict.outcome {
        Outcome::Passed => {}
        Outcome::Marked(marks) => {
            for mark in marks {
                let subject = mark.subject();
                print_coloured(format_args!(
                    "{} {name}: {subject}: {}",
                    odd("MARKED"),
                    mark.reason
                ));
            }
        }
        Outcome::Skipped(reason) => {
            print_coloured(format_args!("{} {name}: {reason}", odd("SKIPPED")));
        }
        Outcome::Failed(_) => {
            let colon = if verdict.shows.is_empty() { "" } else { ": " };
            print_coloured(format_args!("{} {name}{colon}{}", bad("FAIL"), verdict.shows));
            for line in report::text::failure(verdict, suite).lines() {
                print_coloured(format_args!("  {line}"));
            }
        }
    }
}

fn write<E: std::fmt::Display>(
    path: Option<&Path>,
    report: impl FnOnce() -> Result<String, E>,
) -> Result<(), Failure> {
    let Some(path) = path else { return Ok(()) };
    let text = report().map_err(Failure::input)?;
    fs::write(path, format!("{}\n", text.trim_end()))
        .map_err(|error| Failure::input(format!("{}: {error}", path.display())))
}
