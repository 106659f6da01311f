//! Stores, folders, messages, tables and events as CE documents them.
#![expect(clippy::panic, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;
mod events;
mod memory;
mod messages;
mod stores;
mod tables;

use cemapi_emulator::Policy;
use common::Process;

fn process() -> Process {
    Process::new(Policy::ce())
}
