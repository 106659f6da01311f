use std::{
    io::{IsTerminal, Write, stderr},
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

/// A line on the terminal that tells how far a run has come; silent in a pipe.
pub(super) struct Progress {
    total: usize,
    done: AtomicUsize,
    began: Instant,
    shown: bool,
}

/// A run that is over sooner shows nothing.
const PATIENCE: u128 = 300;

impl Progress {
    pub(super) fn new(total: usize) -> Self {
        Self {
            total,
            done: AtomicUsize::new(0),
            began: Instant::now(),
            shown: stderr().is_terminal(),
        }
    }

    /// One more is done.
    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let due = done.is_multiple_of(64) || self.total < 1000;
        if self.shown && due && self.began.elapsed().as_millis() > PATIENCE {
            _ = write!(stderr(), "\r{done}/{} ", self.total);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown && self.began.elapsed().as_millis() > PATIENCE {
            _ = write!(stderr(), "\r{:20}\r", "");
        }
    }
}

/// A line on the terminal that tells what is waited for; silent in a pipe.
pub(super) struct Waiting {
    length: usize,
}

impl Waiting {
    pub(super) fn new(what: &str) -> Self {
        let line = format!("waiting for {what}");
        if !stderr().is_terminal() {
            return Self { length: 0 };
        }
        _ = write!(stderr(), "{line}");
        Self { length: line.len() }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if self.length > 0 {
            _ = write!(stderr(), "\r{:1$}\r", "", self.length);
        }
    }
}
