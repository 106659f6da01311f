//! One scenario of many, asked for by its whole name, beside a process that does nothing.
//!
//! What runs is the command line, `run NAME --exact`: it takes its folders as options, while the
//! harness of `cargo test` takes them from where the package stands.

use std::{
    env,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use cemapi_cts::suite::Comparing;

use crate::{
    Figure, Measured,
    figure::time,
    ground::Ground,
    measure::{by_turns, timed},
};

const TURNS: usize = 30;

pub(crate) fn figures() -> Measured<Vec<Figure>> {
    let mut figures = Vec::new();
    for scenarios in [10_000, 100_000] {
        let ground = Ground::new(scenarios)?;
        let name = Ground::name(scenarios / 2);
        drop(ground.suite(Comparing::Bless)?.run(&name));
        let pair = by_turns(TURNS, || exact(&ground, &name), nothing)?;
        let more = pair.this.saturating_sub(pair.that);
        figures.push(
            Figure::new(format!("one of {scenarios} by --exact, a process"), time(pair.this))
                .against(format!("a process that does nothing, {}", time(pair.that)), pair.ratio)
                .bar("at most 2 ms more", more <= Duration::from_millis(2)),
        );
    }
    Ok(figures)
}

fn exact(ground: &Ground, name: &str) -> Measured<Duration> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cemapi-cts"));
    command.args(["run", name, "--exact", "--scenarios"]).arg(ground.folder().root());
    command.arg("--traces").arg(ground.traces());
    process(&mut command)
}

fn nothing() -> Measured<Duration> {
    process(Command::new(env::current_exe()?).arg("child-nothing"))
}

fn process(command: &mut Command) -> Measured<Duration> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let (time, status) = timed(|| command.status());
    match status?.success() {
        true => Ok(time),
        false => {
            let program = Path::new(command.get_program());
            Err(format!("{} failed", program.display()).into())
        }
    }
}
