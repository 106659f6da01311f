//! The last word of a process that dies of an exception.
//!
//! Windows tells whoever waits for a process the exception that it died of, but a runner in between
//! may pass on a part of it only. So the worker reports it itself.

#[cfg(windows)]
pub(super) use windows::report_to;

/// Does nothing: whoever waits for a process is told the signal that it died of.
#[cfg(not(windows))]
pub(super) const fn report_to(_journal: &'static super::journal::Journal) {}

#[cfg(windows)]
mod windows {
    use std::sync::OnceLock;

    use crate::{Event, host::journal::Journal};

    static JOURNAL: OnceLock<&'static Journal> = OnceLock::new();

    /// What begins `EXCEPTION_RECORD`.
    #[repr(C)]
    struct Exception {
        code: u32,
    }

    /// What begins `EXCEPTION_POINTERS`.
    #[repr(C)]
    struct Pointers {
        exception: *const Exception,
    }

    const EXCEPTION_CONTINUE_SEARCH: i32 = 0;

    type Filter = unsafe extern "system" fn(*const Pointers) -> i32;

    #[link(name = "kernel32")]
    unsafe extern "system" {
        safe fn SetUnhandledExceptionFilter(filter: Option<Filter>) -> Option<Filter>;
    }

    unsafe extern "system" fn filter(pointers: *const Pointers) -> i32 {
        // SAFETY: the system passes the address of a structure that tells of the exception.
        let code = unsafe { (*(*pointers).exception).code };
        if let Some(journal) = JOURNAL.get() {
            Event::Dying(code).with_bytes(|bytes| journal.write_last(bytes));
        }
        EXCEPTION_CONTINUE_SEARCH
    }

    /// Has the exception reported that the process dies of.
    pub(in super::super) fn report_to(journal: &'static Journal) {
        if JOURNAL.set(journal).is_ok() {
            SetUnhandledExceptionFilter(Some(filter));
        }
    }
}
