//! CE MAPI as a pure state machine.
//!
//! An [`Emulator`] is one process that uses CE MAPI. [`Emulator::call`] takes a call and gives the
//! reply; there is no global, no clock, no thread and no input or output in it, so that a state can
//! be cloned, compared and hashed. What the documents leave open is decided by a [`Policy`].
//! A call that would have killed the process says so in its reply and harms nothing here.
#![forbid(unsafe_code)]

mod advise;
mod answer;
mod argument;
mod attach;
mod callback;
mod container;
mod delete;
mod emulator;
mod fault;
mod folder;
mod limits;
mod mail;
mod mailbox;
mod memory;
mod message;
mod names;
mod object;
mod open;
pub mod policy;
mod prop;
mod property;
mod session;
mod sink;
mod store;
mod stream;
mod subsystem;
mod table;
mod thing;
mod unknown;

pub use callback::{Callback, Moment};
pub use emulator::{Emulator, Exit};
pub use fault::Fault;
pub use limits::Limits;
pub use policy::Policy;
