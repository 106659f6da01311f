//! The recorder: a library with CE MAPI's exports that forwards every call to the real library and
//! writes it to a journal.
//!
//! Objects that come out are wrapped: the program gets an object whose methods are this library's,
//! which record the call and forward it to the real one. Sinks that the program gives are wrapped
//! the other way. What comes back from the real library is never changed but for that, and
//! whatever goes wrong in recording ends in one line on stderr and a program that goes on.
//!
//! `docs/recording.md` says how to use it and what is left out of a journal to keep it private.

mod blocks;
mod call;
mod clock;
mod ends;
mod error;
pub mod exports;
mod file;
mod forward;
mod interface;
mod lane;
mod lock;
mod map;
mod memory;
mod names;
mod options;
mod passage;
mod places;
mod plan;
#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod platform;
mod proxy;
mod real;
mod segment;
mod slot;
mod stack;
mod state;

use cemapi_abi::private;
