use std::{fs, path::Path};

use clap::Args;

use super::{
    exit::{Exit, Failure},
    options::{OnTarget, Scenarios},
    style::strong,
};
use crate::{
    contract::Clause,
    report::print,
    scenario::Scenario,
    trace::{End, Trace},
};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// A scenario's name, or a trace's file.
    what: String,
    #[command(flatten)]
    target: OnTarget,
    #[command(flatten)]
    scenarios: Scenarios,
    /// Write the complete trace as RON, with what made it, threads and times.
    #[arg(long)]
    complete: bool,
}

pub(super) fn show(options: &Options) -> Result<Exit, Failure> {
    let path = Path::new(&options.what);
    let trace = if path.is_file() {
        read_trace(path)?
    } else {
        let folder = options.scenarios.open()?;
        if !folder.has(&options.what) {
            return Err(Failure::input(format!(
                "{} is neither a trace's file nor a scenario; `cemapi-cts list` tells the scenarios",
                options.what
            )));
        }
        let scenario = folder.load(&options.what).map_err(Failure::input)?;
        if !options.complete {
            introduce(&scenario);
        }
        options.target.open()?.run(&scenario)
    };
    if options.complete {
        print(format_args!("{}", trace.complete_text().trim_end()));
    } else {
        tell(&trace);
    }
    Ok(Exit::AsExpected)
}

/// Reads a trace from a file: a snapshot, or a complete trace.
pub(super) fn read_trace(path: &Path) -> Result<Trace, Failure> {
    let text = fs::read_to_string(path)
        .map_err(|error| Failure::input(format!("{}: {error}", path.display())))?;
    Trace::parse(path, &text).map_err(Failure::input)
}

fn introduce(scenario: &Scenario) {
    anstream::println!("{}: {}", strong(&scenario.name), scenario.shows);
    let list = |word: &str, clauses: &[&'static Clause]| {
        for clause in clauses {
            print(format_args!("  {word} {}: {}", clause.id, clause.says));
        }
    };
    list("shows", &scenario.clauses);
    list("breaks", &scenario.breaks);
}

/// The calls, numbered from 1, and how the process ended.
fn tell(trace: &Trace) {
    let several = trace.records.iter().any(|record| record.thread.0 > 0);
    let width = trace.records.len().to_string().len();
    for (place, record) in trace.records.iter().enumerate() {
        let line = trace.line(place).unwrap_or_default();
        let thread = match trace.threads.get(usize::from(record.thread.0)) {
            Some(name) if several => format!("[{name}] "),
            _ => String::new(),
        };
        print(format_args!("{:>width$}  {thread}{line}", place + 1));
    }
    print(format_args!("{:>width$}  {}", "", ending(trace)));
}

fn ending(trace: &Trace) -> String {
    let last = trace.records.len();
    match trace.end {
        End::Ended => "the process ended".to_owned(),
        End::InCall => match trace.records.last().map(|record| &record.reply) {
            Some(cemapi_abi::Reply::Hung) => format!("the process hung in call {last}"),
            _ => format!("the process died in call {last}"),
        },
        End::DiedAtExit(_) => "the process died while it ended".to_owned(),
        End::HungAtExit => "the process did not end".to_owned(),
        End::Stopped => format!("the scenario depends on another result of call {last}"),
        End::NeverStarted => "the process never started".to_owned(),
        End::Cut => "the recording was cut".to_owned(),
    }
}
