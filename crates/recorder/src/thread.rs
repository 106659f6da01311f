use std::cell::Cell;

use cemapi_abi::Thread;

thread_local! {
    static OWN: Cell<Option<Thread>> = const { Cell::new(None) };
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// The number of the calling thread; `new` gives it one.
pub(crate) fn current(new: impl FnOnce() -> Thread) -> Thread {
    OWN.get().unwrap_or_else(|| {
        let thread = new();
        OWN.set(Some(thread));
        thread
    })
}

/// Enters a call and tells how many this thread was in already.
pub(crate) fn deeper() -> u32 {
    DEPTH.replace(DEPTH.get() + 1)
}

/// Leaves the call that was entered at this depth, and tells how many within it never returned: a
/// program may jump out of them.
pub(crate) fn back_to(depth: u32) -> u32 {
    DEPTH.replace(depth).saturating_sub(depth + 1)
}
