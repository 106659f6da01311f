use cemapi_abi::{Handle, Thread};

/// Whatever a handle stands for. Things are never removed, so that a handle stays what it was.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Thing {
    /// A session.
    Session(Session),
    /// A block of the MAPI allocator.
    Block(Block),
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Session {
    /// References that are still to be given back; 0 once the object is gone.
    pub(crate) references: u32,
    /// Whether it was logged off.
    pub(crate) logged_off: bool,
    /// The thread that logged on.
    pub(crate) thread: Thread,
    /// The life of the subsystem in which it was made.
    pub(crate) life: u32,
}

/// A block of the MAPI allocator.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Block {
    /// How many bytes the caller may use.
    pub(crate) size: u32,
    /// The block that it is freed with.
    pub(crate) parent: Option<Handle>,
    /// Whether it is allocated still.
    pub(crate) live: bool,
    /// The life of the subsystem in which it was allocated.
    pub(crate) life: u32,
}
