use super::History;
use crate::trace::{End, Made};

/// The end of a process, with what had happened before it.
#[derive(Clone, Copy, Debug)]
pub struct Ending<'a> {
    /// How it ended.
    pub how: End,
    /// What made the trace.
    pub made: &'a Made,
    /// What had happened before.
    pub before: &'a History,
}
