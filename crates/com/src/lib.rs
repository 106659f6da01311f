//! What C calls in a library of CE MAPI: exported functions and tables of methods, made from the
//! registry.
//!
//! Two libraries have them: the emulator behind the C ABI and the recorder. Both give one function
//! that answers every call; this crate makes of it a function for each name and slot.

mod exports;
mod slot;

pub use exports::index;
pub use slot::{ARGUMENTS, Answer, Slot, methods};
