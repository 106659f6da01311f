//! Scenarios read, run, traced, checked and compared, beside scenarios that are only read.

use std::{fs, thread, time::Duration};

use cemapi_cts::{
    suite::{Comparing, Folder, Suite},
    verdict::Outcome,
};

use crate::{
    Figure, Measured,
    figure::{each, time},
    ground::Ground,
    measure::{alone, by_turns, timed},
    plain,
};

const SCENARIOS: usize = 10_000;

pub(crate) fn figures() -> Measured<Vec<Figure>> {
    let ground = Ground::new(SCENARIOS)?;
    let names: Vec<String> = (0..SCENARIOS).map(Ground::name).collect();
    let folder = ground.folder();
    let bless = ground.suite(Comparing::Bless)?;
    run(&bless, &names, 2)?;
    let suite = ground.suite(Comparing::Report)?;

    let plain = by_turns(5, || load(&folder, &names), || deserialize(&folder, &names))?;
    let one = by_turns(5, || run(&suite, &names, 1), || load(&folder, &names))?;
    let two = alone(5, || run(&suite, &names, 2))?;
    let per_file = |whole: Duration| time(each(whole, SCENARIOS));
    let speedup = one.this.as_secs_f64() / two.as_secs_f64();
    Ok(vec![
        Figure::new("scenario read and parsed", per_file(plain.this))
            .against(format!("the same by ron and serde, {}", per_file(plain.that)), plain.ratio),
        Figure::new("scenario read, run, checked, compared", per_file(one.this))
            .against(format!("only read and parsed, {}", per_file(one.that)), one.ratio)
            .at_most(1.5),
        Figure::new(format!("{SCENARIOS} scenarios, one thread"), time(one.this)),
        Figure::new(format!("{SCENARIOS} scenarios, two threads"), time(two))
            .against("one thread", 1.0 / speedup),
    ])
}

fn load(folder: &Folder, names: &[String]) -> Measured<Duration> {
    let (time, loaded) = timed(|| names.iter().filter(|name| folder.load(name).is_ok()).count());
    all(loaded, names)?;
    Ok(time)
}

fn run(suite: &Suite, names: &[String], threads: usize) -> Measured<Duration> {
    let passed = |names: &[String]| {
        names.iter().filter(|name| matches!(suite.run(name).outcome, Outcome::Passed)).count()
    };
    let (time, count) = timed(|| {
        thread::scope(|scope| {
            let parts = names.chunks(names.len().div_ceil(threads));
            let workers: Vec<_> = parts.map(|part| scope.spawn(move || passed(part))).collect();
            workers.into_iter().filter_map(|worker| worker.join().ok()).sum()
        })
    });
    all(count, names)?;
    Ok(time)
}

fn all(count: usize, names: &[String]) -> Measured<()> {
    match count == names.len() {
        true => Ok(()),
        false => Err(format!("{count} of {} scenarios passed", names.len()).into()),
    }
}

/// What ron and serde make of the file by themselves.
fn deserialize(folder: &Folder, names: &[String]) -> Measured<Duration> {
    let (time, read) = timed(|| -> Measured<()> {
        for name in names {
            plain::read(&fs::read_to_string(folder.path(name))?)?;
        }
        Ok(())
    });
    read.map(|()| time)
}
