use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use crate::platform;

/// How long the processor's counter is held against the system's clock.
const TRIAL: Duration = Duration::from_micros(200);

/// What all threads write to, and nothing beside it: whoever reads that would wait for them.
#[derive(Debug)]
#[repr(align(128))]
struct Alone(AtomicU64);

/// The next stamp where stamps only count. This costs a fifth of what a clock costs, but for two
/// threads that call at the same instant: then one waits until the other's processor hands the
/// counter over, some 25 ns. It cannot be spared by giving each thread numbers of its own. Whatever
/// a thread does may come after what another has just done, and only who looks at the counter knows.
/// Nor is a processor's own counter of use here: for an order that holds, everything that was read
/// before has to be waited for, and that costs nearly as much.
static COUNT: Alone = Alone(AtomicU64::new(1));

/// What every stamp that is a time has to reach. Processors' counters may differ a little, and no
/// event may have a lesser stamp than what it mentions was named at.
static FLOOR: Alone = Alone(AtomicU64::new(0));

/// What gives events the stamps by which they are put in order: times, or numbers that count.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Clock {
    Counts,
    /// Since then, by the system's clock.
    System(Instant),
    /// Where the processor's counter began, and how many nanoseconds one step of it is, in parts
    /// of 2^32.
    Processor {
        first: u64,
        step: u64,
    },
}

impl Clock {
    /// A clock that tells times in nanoseconds, or only counts.
    pub(crate) fn start(times: bool) -> Self {
        if !times {
            return Self::Counts;
        }
        let began = Instant::now();
        let Some(first) = count().filter(|_| is_even() && platform::trusts_counter()) else {
            return Self::System(began);
        };
        while began.elapsed() < TRIAL {}
        let passed = began.elapsed().as_nanos() as u64;
        match count().and_then(|now| now.checked_sub(first)).filter(|steps| *steps > 0) {
            Some(steps) => Self::Processor { first, step: (passed << 32) / steps },
            None => Self::System(began),
        }
    }

    pub(crate) const fn counts(self) -> bool {
        matches!(self, Self::Counts)
    }

    /// The stamp of what begins now: it is greater than that of everything that had ended before,
    /// on whatever thread.
    #[inline]
    pub(crate) fn stamp_beginning(self) -> u64 {
        if matches!(self, Self::Processor { .. }) {
            wait_for_reads();
        }
        self.stamp()
    }

    /// The stamp of what happens now.
    #[inline]
    pub(crate) fn stamp(self) -> u64 {
        let now = match self {
            Self::Counts => return COUNT.0.fetch_add(1, Ordering::AcqRel),
            Self::System(began) => since(began),
            Self::Processor { first, step } => {
                // Another processor's counter may be a little behind.
                let steps = count().unwrap_or(first).saturating_sub(first);
                ((u128::from(steps) * u128::from(step)) >> 32) as u64
            }
        };
        now.max(FLOOR.0.load(Ordering::Acquire))
    }

    /// The stamp of what is named now: everything that is stamped by whoever knows of it has a
    /// greater one.
    pub(crate) fn stamp_name(self) -> u64 {
        let stamp = self.stamp();
        if !self.counts() {
            FLOOR.0.fetch_max(stamp + 1, Ordering::AcqRel);
        }
        stamp
    }
}

/// The nanoseconds since then by the system's clock, which not many have to ask.
#[inline(never)]
fn since(began: Instant) -> u64 {
    began.elapsed().as_nanos() as u64
}

/// The processor's counter, if it has one.
#[cfg(target_arch = "x86_64")]
#[inline]
fn count() -> Option<u64> {
    // SAFETY: every processor of this architecture has the counter.
    Some(unsafe { std::arch::x86_64::_rdtsc() })
}

#[cfg(not(target_arch = "x86_64"))]
fn count() -> Option<u64> {
    None
}

/// Waits until everything is read that was to be read before. A processor may look at its counter
/// earlier, and then a call that begins because another thread says that its own has ended would
/// seem to have begun before that.
#[cfg(target_arch = "x86_64")]
#[inline]
fn wait_for_reads() {
    // SAFETY: every processor of this architecture has the instruction.
    unsafe { std::arch::x86_64::_mm_lfence() }
}

#[cfg(not(target_arch = "x86_64"))]
const fn wait_for_reads() {}

/// Whether the processor says that its counter runs evenly whatever it does.
#[cfg(target_arch = "x86_64")]
fn is_even() -> bool {
    use std::arch::x86_64::__cpuid;
    const POWER: u32 = 0x8000_0007;
    const INVARIANT: u32 = 1 << 8;
    __cpuid(0x8000_0000).eax >= POWER && __cpuid(POWER).edx & INVARIANT != 0
}

#[cfg(not(target_arch = "x86_64"))]
fn is_even() -> bool {
    false
}
