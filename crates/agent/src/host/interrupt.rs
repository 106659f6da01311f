//! Ctrl-C, which the terminal sends to every process that it shows.

/// Has an interruption end the programs that this process starts, and not this process.
pub fn outlive_interruptions() {
    platform::handle();
}

#[cfg(unix)]
mod platform {
    extern "C" fn nothing(_signal: i32) {}

    pub(super) fn handle() {
        let handler = nothing as extern "C" fn(i32) as *const () as libc::sighandler_t;
        // A handler is not passed on to programs that are started, as ignoring would be.
        // SAFETY: the handler does nothing.
        unsafe { libc::signal(libc::SIGINT, handler) };
    }
}

#[cfg(windows)]
mod platform {
    extern "system" fn nothing(_event: u32) -> i32 {
        // The event counts as handled.
        1
    }

    pub(super) fn handle() {
        #[link(name = "kernel32")]
        unsafe extern "system" {
            fn SetConsoleCtrlHandler(handler: extern "system" fn(u32) -> i32, add: i32) -> i32;
        }
        // SAFETY: the handler does nothing.
        unsafe { SetConsoleCtrlHandler(nothing, 1) };
    }
}
