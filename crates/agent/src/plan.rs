use alloc::{string::String, vec::Vec};

use cemapi_abi::{Call, Entry, Handle, Thread};
use serde::{Deserialize, Serialize};

use crate::Shape;

/// What a scenario comes to: calls in order.
///
/// Handles and entry ids in its calls are names, numbered from 0; what they stand for is known when
/// a call is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// How the library's objects are shaped.
    pub shape: Shape,
    /// The functions that the library exports under something else than their own names.
    pub exports: Vec<(String, Export)>,
    /// How many names of objects and blocks the calls use.
    pub names: u32,
    /// How many names of entry ids they use.
    pub entries: u32,
    /// The calls.
    pub steps: Vec<Step>,
}

/// What a library calls a function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Export {
    /// A name.
    Name(String),
    /// A number.
    Ordinal(u16),
}

/// One call of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The call.
    #[serde(with = "crate::written")]
    pub call: Call,
    /// The thread that makes it.
    pub thread: Thread,
    /// For each out-parameter, the name of what appears there.
    pub outs: Vec<Option<Handle>>,
    /// The names of the entry ids that appear in the reply, in order, and after them of those that
    /// sinks are told of during the call.
    pub entries: Vec<Entry>,
    /// What the rest of the plan depends on: the 32 bits that the call returns.
    pub returns: Option<u32>,
}
