//! The ends that a process can come to in a call, brought about for real.

use std::{process, thread};

use cemapi_abi::Death;

/// The signal of an access violation on Unix.
const SIGSEGV: i32 = 11;

/// The exception of an access violation on Windows.
const STATUS_ACCESS_VIOLATION: u32 = 0xC000_0005;

/// Ends the process.
pub(crate) fn die(death: Death) -> ! {
    match death {
        Death::AccessViolation if cfg!(windows) => fault(STATUS_ACCESS_VIOLATION),
        Death::AccessViolation => signal(SIGSEGV),
        Death::Signal(number) => signal(number),
        Death::Exception(code) => fault(code),
        Death::Exit(status) => process::exit(status),
        Death::Abort => {}
    }
    // Somebody who catches the signal or exception does not survive either.
    process::abort()
}

/// Never returns, and lets the rest of the process go on.
pub(crate) fn hang() -> ! {
    loop {
        thread::park();
    }
}

#[cfg(unix)]
fn signal(number: i32) {
    unsafe extern "C" {
        safe fn raise(signal: i32) -> i32;
    }
    raise(number);
}

#[cfg(not(unix))]
fn signal(_number: i32) {}

#[cfg(windows)]
fn fault(code: u32) {
    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn RaiseException(code: u32, flags: u32, count: u32, arguments: *const usize);
    }
    // SAFETY: no argument is passed, and then the pointer to them may be null.
    unsafe { RaiseException(code, 0, 0, std::ptr::null()) }
}

#[cfg(not(windows))]
fn fault(_code: u32) {}

/// Has `last` called while the process ends, as a library's own clean-up is.
pub(crate) fn at_exit(last: extern "C" fn()) {
    unsafe extern "C" {
        safe fn atexit(last: extern "C" fn()) -> i32;
    }
    // Without room for the function the process ends without it.
    let _ = atexit(last);
}
