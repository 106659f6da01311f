use std::{fmt::Display, path::Path};

use clap::Args;

use super::{
    exit::{Exit, Failure},
    follow::follow,
    input::Salvage,
    options::{OnTarget, Scenarios},
    style::strong,
};
use crate::{
    contract::Clause,
    report::{Page, print, print_coloured, printing_is_over},
    scenario::Scenario,
    trace::{End, Filter, Trace},
};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// A scenario's name, or a trace's file.
    what: String,
    #[command(flatten)]
    target: OnTarget,
    #[command(flatten)]
    scenarios: Scenarios,
    #[command(flatten)]
    filter: Filters,
    #[command(flatten)]
    salvage: Salvage,
    /// Write the complete trace as RON, with what made it, threads and times.
    #[arg(long, conflicts_with = "Filters")]
    complete: bool,
    /// Follow a journal that is being written, call by call as they return, until it ends.
    #[arg(long, conflicts_with = "complete")]
    follow: bool,
}

/// Which calls to show.
#[derive(Debug, Args)]
struct Filters {
    /// Show only calls that have to do with this object or entry id.
    #[arg(long, value_name = "NAME")]
    object: Option<String>,
    /// Show only calls of this function or method.
    #[arg(long, value_name = "NAME")]
    function: Option<String>,
    /// Show only calls on this thread.
    #[arg(long, value_name = "NAME")]
    thread: Option<String>,
    /// Show only calls that last beyond this time, in seconds since the recording began.
    #[arg(long, value_name = "SECONDS", value_parser = time)]
    from: Option<u64>,
    /// Show only calls that begin before this time.
    #[arg(long, value_name = "SECONDS", value_parser = time)]
    to: Option<u64>,
}

impl Filters {
    fn filter(&self) -> Filter {
        Filter {
            object: self.object.clone(),
            function: self.function.clone(),
            thread: self.thread.clone(),
            from: self.from,
            to: self.to,
        }
    }
}

/// Seconds as nanoseconds.
fn time(text: &str) -> Result<u64, String> {
    let seconds: f64 = text.parse().map_err(|_| "a number of seconds is needed".to_owned())?;
    match seconds.is_finite() && seconds >= 0.0 {
        true => Ok((seconds * 1e9) as u64),
        false => Err("a recording begins at 0 seconds".to_owned()),
    }
}

pub(super) fn show(options: &Options) -> Result<Exit, Failure> {
    let path = Path::new(&options.what);
    let filter = options.filter.filter();
    filter.check_function().map_err(Failure::input)?;
    if let (Some(from), Some(to)) = (filter.from, filter.to)
        && from > to
    {
        return Err(Failure::input("--from is later than --to"));
    }
    if options.follow {
        return follow(path, &filter);
    }
    // A pipe may hold a trace too.
    let trace = if path.exists() && !path.is_dir() {
        if options.target.is_named() {
            return Err(Failure::input(format!(
                "{0} is a trace, and no target is needed to show it; `cemapi-cts replay {0} --target \
                 SPEC` makes its calls again",
                options.what
            )));
        }
        options.salvage.read(path)?
    } else {
        let neither = |why: &dyn Display| {
            let what = &options.what;
            Failure::input(format!("{what} is neither a trace's file nor a scenario; {why}"))
        };
        let folder = options.scenarios.open().map_err(|failure| neither(&failure.message))?;
        if !folder.has(&options.what) {
            return Err(neither(&"`cemapi-cts list` tells the scenarios"));
        }
        let scenario = folder.load(&options.what).map_err(Failure::input)?;
        if !options.complete {
            introduce(&scenario);
        }
        options.target.open()?.run(&scenario)
    };
    filter.check(&trace).map_err(Failure::input)?;
    let by_time = filter.from.is_some() || filter.to.is_some();
    if by_time && trace.records.iter().all(|record| record.when.entered_at == 0) {
        return Err(Failure::input(format!("{} has no times to choose by", options.what)));
    }
    if options.complete {
        print(format_args!("{}", trace.complete_text().trim_end()));
    } else {
        tell(&trace, &filter);
    }
    Ok(Exit::AsExpected)
}

fn introduce(scenario: &Scenario) {
    print_coloured(format_args!("{}: {}", strong(&scenario.name), scenario.shows));
    let list = |word: &str, clauses: &[&'static Clause]| {
        for clause in clauses {
            print(format_args!("  {word} {}: {}", clause.id, clause.says));
        }
    };
    list("shows", &scenario.clauses);
    list("breaks", &scenario.breaks);
}

/// The calls, numbered from 1, and how the process ended.
fn tell(trace: &Trace, filter: &Filter) {
    let threads = trace.records.iter().any(|record| record.thread.0 > 0);
    let width = trace.records.len().to_string().len();
    let mut page = Page::default();
    for (place, around) in trace.around().enumerate() {
        if printing_is_over() {
            return;
        }
        let style = Style { width, threads, within: around.within.len() };
        tell_one(&mut page, trace, filter, place, style);
    }
    page.line(format_args!("{:>width$}  {}", "", ending(trace)));
}

/// How a call is told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// How many digits its number may have.
    pub(super) width: usize,
    /// Whether the thread is told.
    pub(super) threads: bool,
    /// How many calls it was made within.
    pub(super) within: usize,
}

/// One call, if it is wanted; with its time where there is a clock.
pub(super) fn tell_one(
    page: &mut Page,
    trace: &Trace,
    filter: &Filter,
    place: usize,
    style: Style,
) {
    let Some(record) = trace.records.get(place).filter(|record| filter.wants(trace, record)) else {
        return;
    };
    let Style { width, threads, within } = style;
    let line = trace.line(place).unwrap_or_default();
    let thread = match threads {
        true => format!("[{}] ", trace.thread(record.thread)),
        false => String::new(),
    };
    let when = match record.when.entered_at {
        0 => String::new(),
        at => format!("{:.6}  ", at as f64 / 1e9),
    };
    let within = 4 * within;
    page.line(format_args!("{:>width$}  {when}{thread}{:within$}{line}", place + 1, ""));
}

pub(super) fn ending(trace: &Trace) -> String {
    let last = trace.records.len();
    match trace.end {
        End::Ended => "the process ended".to_owned(),
        End::InCall => match trace.records.last().map(|record| &record.reply) {
            Some(cemapi_abi::Reply::Hung) => format!("the process hung in call {last}"),
            _ => format!("the process died in call {last}"),
        },
        End::DiedAtExit(_) => "the process died while it ended".to_owned(),
        End::HungAtExit => "the process did not end".to_owned(),
        End::DiedBetweenCalls(_) => format!("the process died after call {last}, in no call"),
        End::HungBetweenCalls => format!("the process hung after call {last}, in no call"),
        End::Stopped => format!("the scenario depends on another result of call {last}"),
        End::NeverStarted => "the process never started".to_owned(),
        End::Cut => "the recording was cut".to_owned(),
    }
}
