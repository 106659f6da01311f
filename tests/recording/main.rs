//! Programs under the recorder: what is recorded of them, and that nothing else changes for them.
#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test ends where its expectations do")]

mod failures;
mod families;
mod kills;
mod leaks;
mod places;
mod programs;
mod reused;
mod turns;
mod workshop;
