//! Traces as scenarios: what a program did becomes what is done again.

mod filling;
mod import;
mod missing;
mod order;
mod replay;
mod writing;

pub use import::Imported;
pub use replay::Replay;
