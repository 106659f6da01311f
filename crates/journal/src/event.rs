use cemapi_abi::{Entry, Handle, Thread, registry::Object};

use crate::{End, RawCall, RawReply};

/// What a frame tells.
#[derive(Debug)]
pub enum Event<'a> {
    /// A call is entered.
    Entered(Entered<'a>),
    /// A call is left.
    Left(Left<'a>),
    /// A thing appears.
    Thing(Handle, Object, String),
    /// An entry id appears.
    Entry(Entry, &'a str),
    /// A thread appears.
    Thread(Thread, &'a str),
    /// A function is called for the first time.
    Signature,
    /// A thing lies there in memory.
    Address(Handle, u64),
    /// So many events could not be written down here.
    Lost(u64),
    /// The process has ended.
    End(End),
}

/// A call is entered.
#[derive(Debug)]
pub struct Entered<'a> {
    /// The number of the call, counted from 0.
    pub number: u64,
    /// The thread that makes it.
    pub thread: Thread,
    /// When: in nanoseconds since the recording began; 0 without a clock.
    pub at: u64,
    /// Whether the implementation makes it, on an object of the program.
    pub callback: bool,
    /// The call.
    pub call: RawCall<'a>,
}

/// A call is left.
#[derive(Debug)]
pub struct Left<'a> {
    /// The number of the call.
    pub number: u64,
    /// When.
    pub at: u64,
    /// What came back.
    pub reply: RawReply<'a>,
}
