//! The command line.

mod card;
mod check;
mod convert;
mod coverage;
mod diff;
mod exit;
mod explain;
mod follow;
mod import;
mod input;
mod judged;
mod list;
mod options;
mod policies;
mod progress;
mod record;
mod remote;
mod replay;
mod run;
mod show;
mod style;
mod submit;
mod trim;

pub use exit::Exit;
pub use options::main;
