use cemapi_abi::Handle;

use crate::object::Object;

/// Whatever a handle stands for. Things are never removed, so that a handle stays what it was.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Thing {
    /// An object of CE MAPI.
    Object(Object),
    /// An object that has no references left.
    Gone,
    /// A block of the MAPI allocator.
    Block(Block),
    /// A sink, which is an object of the program.
    Sink(Sink),
    /// A number that `Advise` handed out.
    Connection,
}

/// A block of the MAPI allocator.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Block {
    /// How many bytes the caller may use.
    pub(crate) size: u32,
    /// The bytes of the rows in it, each of which is a block without a handle of its own, so that
    /// only `FreeProws` frees them (UTIL-1).
    pub(crate) rows: u32,
    /// Whether it is freed with another.
    pub(crate) is_linked: bool,
    /// The blocks that are freed with it.
    pub(crate) linked: Vec<Handle>,
    /// Whether it is allocated still.
    pub(crate) live: bool,
}

/// A sink of the program.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sink {
    /// References that are still to be given back.
    pub(crate) references: u32,
    /// What its `OnNotify` returns.
    pub(crate) reply: u32,
}
