use cemapi_abi::{Call, Reply, Thread};

/// One call and what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The call.
    pub call: Call,
    /// What came back.
    pub reply: Reply,
    /// Whether the implementation made the call, on an object of the program.
    pub callback: bool,
    /// The thread that made it.
    pub thread: Thread,
    /// When it was made.
    pub when: When,
}

impl Record {
    /// Whether it is known that the call was left.
    #[must_use]
    pub const fn is_left(&self) -> bool {
        !matches!(self.reply, Reply::Unfinished)
    }
}

/// When a call was entered and left.
///
/// Events are numbered through the whole trace, so that a call made within another shows as one;
/// times are in nanoseconds since the trace began, and 0 where there is no clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// The number of the event of entering.
    pub entered: u32,
    /// The number of the event of leaving; [`When::NEVER`] if it is not known to have been left.
    pub left: u32,
    /// The time of entering.
    pub entered_at: u64,
    /// The time of leaving.
    pub left_at: u64,
}

impl When {
    /// The number of an event that did not happen: it is later than every other.
    pub const NEVER: u32 = u32::MAX;
}
