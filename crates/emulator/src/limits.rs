/// What a process and its device have at their disposal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Bytes that all blocks of the MAPI allocator together may hold.
    pub memory: u64,
    /// Bytes that one message store may hold.
    pub store: u64,
    /// Messages that all stores together may hold.
    pub messages: u32,
}

impl Default for Limits {
    /// A Windows CE process has one slot of 32 MB; a store may take as much of the device again,
    /// and hold any number of messages.
    fn default() -> Self {
        Self { memory: 32 << 20, store: 32 << 20, messages: u32::MAX }
    }
}
