//! The command line.

mod card;
mod check;
mod coverage;
mod exit;
mod explain;
mod list;
mod options;
mod policies;
mod progress;
mod run;
mod show;
mod style;

pub use exit::Exit;
pub use options::main;
