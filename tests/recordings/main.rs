//! The commands that read traces, as a script sees them.

mod bench;
mod check;
mod convert;
mod diff;
mod import;
mod replay;
mod show;
