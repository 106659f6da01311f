use std::{
    fs,
    time::{Duration, Instant},
};

use crate::Measured;

/// Two things measured by turns.
pub(crate) struct Pair {
    /// The median time of this one.
    pub(crate) this: Duration,
    /// The median time of the one that it is compared with.
    pub(crate) that: Duration,
    /// The median of what each turn's times come to.
    pub(crate) ratio: f64,
}

/// Measures two things by turns, after a turn that does not count.
pub(crate) fn by_turns(
    turns: usize,
    mut this: impl FnMut() -> Measured<Duration>,
    mut that: impl FnMut() -> Measured<Duration>,
) -> Measured<Pair> {
    this()?;
    that()?;
    let mut times = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..turns {
        let (one, other) = (this()?, that()?);
        times.0.push(one);
        times.1.push(other);
        times.2.push(one.as_secs_f64() / other.as_secs_f64());
    }
    Ok(Pair { this: median(times.0), that: median(times.1), ratio: median(times.2) })
}

/// The least time of one thing, after a run that does not count: whatever else the machine does
/// makes a run longer, and nothing makes it shorter.
pub(crate) fn alone(
    runs: usize,
    mut this: impl FnMut() -> Measured<Duration>,
) -> Measured<Duration> {
    this()?;
    let mut least = Duration::MAX;
    for _ in 0..runs {
        least = least.min(this()?);
    }
    Ok(least)
}

/// How long it takes.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let began = Instant::now();
    let outcome = work();
    (began.elapsed(), outcome)
}

/// The most memory that this process has had at a time, in bytes.
pub(crate) fn most_memory() -> Option<u64> {
    let told = fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}

fn median<T: PartialOrd + Copy>(mut values: Vec<T>) -> T {
    values.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    values[values.len() / 2]
}
