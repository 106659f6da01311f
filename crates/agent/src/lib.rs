//! Executes calls on a MAPI library.
//!
//! A [`Plan`] is a sequence of calls whose objects and entry ids are names. The [`Agent`] makes the
//! calls one after another, keeps what the names stand for, and reports every call as two
//! [`Event`]s: one before it touches the library's code, one with everything that came back. What
//! was entered and never left is where the process died.
//!
//! The agent needs neither the standard library nor atomics, so that it runs on ARMv4T. What it
//! needs of its surroundings is a [`Platform`]; the feature `host` brings one with it.
#![no_std]

extern crate alloc;
#[cfg(feature = "host")]
extern crate std;

mod agent;
mod arena;
#[cfg(feature = "card")]
pub mod card;
mod entries;
mod event;
#[cfg(feature = "host")]
pub mod host;
mod invoke;
mod memory;
mod plan;
mod platform;
mod shape;
mod sink;
mod state;
mod surroundings;
#[cfg(feature = "card")]
pub mod tcp;
mod things;
mod written;

pub use agent::Agent;
pub use event::{Event, Events};
pub use plan::{Export, Plan, Step};
pub use platform::Platform;
pub use shape::Shape;
