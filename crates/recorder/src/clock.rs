use std::time::{Duration, Instant};

/// How long the processor's counter is held against the system's clock.
const TRIAL: Duration = Duration::from_micros(200);

/// A clock that is read in a few nanoseconds.
#[derive(Debug)]
pub(crate) struct Clock {
    began: Instant,
    /// Where the processor's counter began, and how many nanoseconds one step of it is, in parts
    /// of 2^32; `None` where there is none that can be used.
    counter: Option<(u64, u64)>,
}

impl Clock {
    pub(crate) fn start() -> Self {
        let began = Instant::now();
        let counter = count().and_then(|first| {
            while began.elapsed() < TRIAL {}
            let passed = began.elapsed().as_nanos() as u64;
            let steps = count()?.checked_sub(first).filter(|steps| *steps > 0)?;
            Some((first, (passed << 32) / steps))
        });
        Self { began, counter }
    }

    /// Nanoseconds since the start.
    pub(crate) fn now(&self) -> u64 {
        match (self.counter, count()) {
            (Some((first, step)), Some(now)) => {
                // Another processor's counter may be a little behind.
                let steps = now.saturating_sub(first);
                ((u128::from(steps) * u128::from(step)) >> 32) as u64
            }
            _ => self.began.elapsed().as_nanos() as u64,
        }
    }
}

#[cfg(target_arch = "x86_64")]
fn count() -> Option<u64> {
    // SAFETY: every processor of this architecture has the counter.
    Some(unsafe { std::arch::x86_64::_rdtsc() })
}

#[cfg(not(target_arch = "x86_64"))]
fn count() -> Option<u64> {
    None
}
