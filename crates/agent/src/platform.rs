use cemapi_abi::Thread;

use crate::Export;

/// What an agent needs of the machine that it runs on.
pub trait Platform: Sync {
    /// Where the library has this function.
    fn function(&self, export: &Export) -> Option<usize>;

    /// Writes an event. Once this has returned, the event outlives the process.
    ///
    /// The agent calls this on whatever thread something happens.
    fn write(&self, event: &[u8]);

    /// Whether memory can be read; `true` if there is no telling.
    fn readable(&self, address: usize, length: usize) -> bool;

    /// Finds room for this many bytes right before memory that cannot be read, for ever; `None` if
    /// that cannot be had.
    fn fenced(&self, size: usize) -> Option<usize>;

    /// Which of the plan's threads this is.
    fn thread(&self) -> Option<Thread>;

    /// Does some work on another of the plan's threads, and waits for it.
    fn on(&self, thread: Thread, work: &mut (dyn FnMut() + Send));

    /// What keeps other threads from having one of these.
    type Alone<'a>
    where
        Self: 'a;

    /// Waits until no other thread has what this returns.
    fn alone(&self) -> Self::Alone<'_>;

    /// Nanoseconds since some moment.
    fn now(&self) -> u64;
}
