use cemapi_abi::{Call, Reply, Thread};

/// A call that CE MAPI makes on an object of the program.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Callback {
    /// The call; its receiver is a sink.
    pub call: Call,
    /// What the program's object replies.
    pub reply: Reply,
    /// The thread that it is made on; `None` is a thread of CE MAPI's own.
    pub thread: Option<Thread>,
    /// When it is made.
    pub moment: Moment,
}

/// When a callback is made, seen from the call that causes it or is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// Before the call returns.
    Within,
    /// After it has returned.
    After,
}
