//! The command line as scripts see it: what it writes, and its exit codes.

mod bless;
mod inspect;
mod output;
mod reports;
mod run;
mod workspace;
