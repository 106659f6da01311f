//! An empty trial of the harness beside one of libtest-mimic alone.
//!
//! Both run in a process of their own, on one thread, with their output thrown away, and tell the
//! time that they took from inside, so that what is compared is not the start of a process.

use std::{
    env,
    process::{Command, Stdio},
    time::Duration,
};

use cemapi_cts::{harness, suite::Folder};
use libtest_mimic::{Arguments, Trial};

use crate::{
    Figure, Measured,
    figure::{each, time},
    ground::Ground,
    measure::{by_turns, timed},
};

pub(crate) fn figures() -> Measured<Vec<Figure>> {
    let mut figures = Vec::new();
    for trials in [1_000, 10_000] {
        let ground = Ground::new(trials)?;
        let folder = ground.folder().root().display().to_string();
        let pair = by_turns(
            15,
            || elsewhere("harness", &folder),
            || elsewhere("bare", &trials.to_string()),
        )?;
        let bare = format!("libtest-mimic, {}", time(each(pair.that, trials)));
        figures.push(
            Figure::new(
                format!("empty trial of {trials}, folder listed"),
                time(each(pair.this, trials)),
            )
            .against(bare, pair.ratio)
            .at_most(3.0),
        );
    }
    Ok(figures)
}

/// Runs this program as `child-{role} {argument}`, and returns the time that it tells.
fn elsewhere(role: &str, argument: &str) -> Measured<Duration> {
    let output = Command::new(env::current_exe()?)
        .args([&format!("child-{role}"), argument])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()?;
    Ok(Duration::from_nanos(String::from_utf8(output.stderr)?.trim().parse()?))
}

/// The process that runs the trials.
pub(crate) fn child(role: &str, arguments: &[String]) -> Measured<()> {
    let [argument] = arguments else {
        return Err("the process that runs trials takes one argument".into());
    };
    let run = Arguments { test_threads: Some(1), ..Arguments::default() };
    let (time, conclusion) = match role {
        "harness" => {
            let folder = Folder::new(argument);
            timed(|| -> Measured<_> {
                let names = folder.names("ron")?;
                let trials = harness::trials("emulator", names, |_| Ok(()));
                Ok(libtest_mimic::run(&run, trials))
            })
        }
        _ => {
            let trials: usize = argument.parse()?;
            timed(|| -> Measured<_> {
                let bare = |place| Trial::test(Ground::name(place), || Ok(()));
                Ok(libtest_mimic::run(&run, (0..trials).map(bare).collect()))
            })
        }
    };
    if conclusion?.has_failed() {
        return Err("an empty trial failed".into());
    }
    eprintln!("{}", time.as_nanos());
    Ok(())
}
