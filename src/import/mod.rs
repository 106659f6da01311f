//! Traces as scenarios: what a program did becomes what is done again.

mod import;
mod missing;

pub use import::Imported;
