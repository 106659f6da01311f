//! The command line.

mod check;
mod convert;
mod coverage;
mod exit;
mod explain;
mod input;
mod list;
mod options;
mod policies;
mod progress;
mod record;
mod run;
mod show;
mod style;

pub use exit::Exit;
pub use options::main;
