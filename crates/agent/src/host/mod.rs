//! The agent on a machine with the standard library: the worker process.
//!
//! A worker is given a library and a journal. It loads the library at once, so that this is done
//! before anybody waits for it, and then waits on its standard input for the one plan that it works
//! through. All that it reports goes into the journal, memory that it shares with whoever started
//! it: nothing that the library prints, closes or leaves behind as it dies can come in between.

mod dying;
mod interrupt;
mod journal;
mod library;
mod memory;
mod options;
mod stdio;
mod threads;
mod worker;

pub use interrupt::outlive_interruptions;
pub use journal::JOURNAL_SIZE;
pub use worker::main;
