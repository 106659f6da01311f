//! A library in worker processes: what a process a scenario costs beside a bare process, and what
//! the agent costs on a call.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use cemapi_cts::{
    scenario::Scenario,
    target::library::{Library, Settings},
    trace::End,
};
use tempfile::TempDir;

use crate::{
    Figure, Measured,
    figure::{each, time},
    measure::{alone, by_turns, timed},
};

/// How many processes one turn starts.
const PROCESSES: usize = 1_000;

/// How many calls one run makes.
const CALLS: usize = 20_000;

const LIFE: &str = r#"(
    shows: "the documented life of a session",
    calls: [
        MAPIInitialize(),
        MAPILogonEx(session: "session"),
        Logoff(session: "session"),
        Release(object: "session"),
        MAPIUninitialize(),
    ],
)"#;

pub(crate) fn figures() -> Measured<Vec<Figure>> {
    let ground = TempDir::new()?;
    let trivial = ground.path().join("trivial");
    let source = ground.path().join("trivial.c");
    fs::write(&source, "int main(void) { return 0; }\n")?;
    compile(&source, &trivial, &[])?;
    let emulator = library(emulators_library()?);
    let life = scenario("life", LIFE)?;
    let one =
        by_turns(5, || lives(&emulator, &life, PROCESSES), || processes(&trivial, PROCESSES))?;
    let two = by_turns(
        5,
        || on_two(|| lives(&emulator, &life, PROCESSES / 2)),
        || on_two(|| processes(&trivial, PROCESSES / 2)),
    )?;
    let mut figures = Vec::new();
    for (how, pair) in [("one after another", one), ("two at once", two)] {
        let bare = format!("a trivial C program, {}", time(each(pair.that, PROCESSES)));
        figures.push(
            Figure::new(
                format!("life of a session on a library, {how}"),
                time(each(pair.this, PROCESSES)),
            )
            .against(bare, pair.ratio)
            .at_most(2.0),
        );
    }

    let well_behaved = ground.path().join("well-behaved.so");
    let source = Path::new("tests/misbehaving/well-behaved.c");
    compile(source, &well_behaved, &["-shared", "-fPIC"])?;
    let well_behaved = library(well_behaved);
    let calls = scenario("calls", &many_calls())?;
    let call = alone(9, || a_call(&well_behaved, &calls))?;
    figures.push(
        Figure::new("the agent on a call, AddRef, both events", time(call))
            .bar("under 1 us", call < Duration::from_micros(1)),
    );
    Ok(figures)
}

fn library(path: PathBuf) -> Library {
    let worker = Some(PathBuf::from(env!("CARGO_BIN_EXE_cemapi-worker")));
    Library::new(Settings { worker, ..Settings::of_path(path) })
}

fn scenario(name: &str, text: &str) -> Measured<Scenario> {
    Ok(Scenario::parse(name, Path::new(name), text)?)
}

/// Builds the emulator's library and tells where it is.
fn emulators_library() -> Measured<PathBuf> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--package", "cemapi-library"])
        .status()?;
    let folder = Path::new(env!("CARGO_BIN_EXE_cemapi-worker")).parent();
    match (status.success(), folder) {
        (true, Some(folder)) => Ok(folder.join("libcemapi.so")),
        _ => Err("the emulator's library was not built".into()),
    }
}

fn compile(source: &Path, program: &Path, options: &[&str]) -> Measured<()> {
    let status =
        Command::new("cc").args(options).args(["-O1", "-o"]).arg(program).arg(source).status()?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("cc {}: {status}", source.display()).into()),
    }
}

fn lives(library: &Library, life: &Scenario, count: usize) -> Measured<Duration> {
    let (time, ended) = timed(|| (0..count).all(|_| library.run(life).end == End::Ended));
    match ended {
        true => Ok(time),
        false => Err("a session's life did not end well".into()),
    }
}

fn processes(program: &Path, count: usize) -> Measured<Duration> {
    let run = || {
        let mut command = Command::new(program);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let (time, ended) = timed(|| (0..count).all(|_| run()));
    match ended {
        true => Ok(time),
        false => Err("the trivial program failed".into()),
    }
}

/// The time of the same work on two threads at once.
fn on_two(work: impl Fn() -> Measured<Duration> + Sync) -> Measured<Duration> {
    // An error of either is told as text, as errors stay on their thread.
    let work = || work().map_err(|error: Box<dyn Error>| error.to_string());
    let (time, outcomes) = timed(|| {
        thread::scope(|scope| {
            let other = scope.spawn(work);
            [work(), other.join().unwrap_or_else(|_| Err("a thread panicked".to_owned()))]
        })
    });
    for outcome in outcomes {
        outcome?;
    }
    Ok(time)
}

fn many_calls() -> String {
    let call = "AddRef(object: \"session\"),\n";
    format!(
        "(shows: \"many calls\", calls: [MAPIInitialize(), MAPILogonEx(session: \"session\"), {}])",
        call.repeat(CALLS)
    )
}

/// The time from one call to the next, in the worker.
fn a_call(library: &Library, calls: &Scenario) -> Measured<Duration> {
    let trace = library.run(calls);
    match (trace.records.get(2), trace.records.last()) {
        (Some(first), Some(last)) if trace.records.len() == CALLS + 2 => {
            let nanos = last.when.entered_at.saturating_sub(first.when.entered_at);
            Ok(each(Duration::from_nanos(nanos), CALLS - 1))
        }
        _ => Err(format!("{} of the calls were made", trace.records.len()).into()),
    }
}
