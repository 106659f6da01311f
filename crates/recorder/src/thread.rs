use std::cell::Cell;

use cemapi_abi::Thread;

/// What is known of the calling thread.
#[derive(Clone, Copy)]
struct Own {
    thread: Option<Thread>,
    /// How many calls it is in.
    depth: u32,
}

thread_local! {
    static OWN: Cell<Own> = const { Cell::new(Own { thread: None, depth: 0 }) };
}

/// Gives the calling thread its number.
pub(crate) fn name(thread: Thread) {
    OWN.set(Own { thread: Some(thread), ..OWN.get() });
}

/// Enters a call, and tells the thread's number and how many calls it was in already.
pub(crate) fn deeper() -> (Option<Thread>, u32) {
    let own = OWN.get();
    OWN.set(Own { depth: own.depth + 1, ..own });
    (own.thread, own.depth)
}

/// Leaves the call that was entered at this depth, and tells how many within it never returned: a
/// program may jump out of them.
pub(crate) fn back_to(depth: u32) -> u32 {
    let own = OWN.get();
    OWN.set(Own { depth, ..own });
    own.depth.saturating_sub(depth + 1)
}
