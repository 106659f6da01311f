use cemapi_abi::{Call, Entry, Handle, Thread};

/// One call of a scenario.
///
/// Its handles are the scenario's own names; what they stand for is known when the call is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The call.
    pub call: Call,
    /// The thread that makes it.
    pub thread: Thread,
    /// For each out-parameter, the name of what appears there.
    pub outs: Vec<Option<Handle>>,
    /// The names of the entry ids that appear in the reply, in order, and after them of those that
    /// sinks are told of during the call.
    pub entries: Vec<Entry>,
    /// What the rest of the scenario depends on: the 32 bits that the call returns.
    pub returns: Option<u32>,
}
