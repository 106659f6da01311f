//! The worker process: loads one MAPI library and makes the calls of one scenario on it.
//!
//! It begins as a C program does, without what Rust does before a program's own beginning: the
//! library is to find signals as in any program, and the start of a process is what a scenario on a
//! library mostly costs.
#![no_main]

use std::ffi::{c_char, c_int};

// SAFETY: this is the one `main` of the program, and has the type that C wants of it.
#[unsafe(no_mangle)]
extern "C" fn main(_count: c_int, _arguments: *const *const c_char) -> c_int {
    cemapi_agent::host::main()
}
