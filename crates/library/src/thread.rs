use std::{
    cell::Cell,
    sync::atomic::{AtomicU16, Ordering},
};

use cemapi_abi::Thread;

static NEXT: AtomicU16 = AtomicU16::new(0);

thread_local! {
    static OWN: Cell<Option<Thread>> = const { Cell::new(None) };
}

/// The number of the calling thread, counted in the order in which threads first call.
pub(crate) fn current() -> Thread {
    OWN.get().unwrap_or_else(|| {
        let count = |count: u16| Some(count.saturating_add(1));
        // The last number is shared by all threads that come after it.
        let number = NEXT.fetch_update(Ordering::Relaxed, Ordering::Relaxed, count);
        let thread = Thread(number.unwrap_or(u16::MAX));
        OWN.set(Some(thread));
        thread
    })
}
