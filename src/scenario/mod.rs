//! Scenarios: sequences of calls, written as RON.

mod read;
mod scenario;
mod step;

pub use scenario::Scenario;
pub use step::Step;
