/// Something in which two traces differ. Calls are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Only the first trace has this call.
    Removed {
        /// Its place.
        one: usize,
        /// The call and its reply.
        line: String,
    },
    /// Only the second trace has this call.
    Added {
        /// Its place.
        other: usize,
        /// The call and its reply.
        line: String,
    },
    /// Both have this call, and something about it differs.
    Changed {
        /// Its place in the first.
        one: usize,
        /// Its place in the second.
        other: usize,
        /// The call and its reply in the first.
        line: String,
        /// What differs.
        parts: Vec<Part>,
    },
    /// The process ended in another way, or events were lost.
    Ended(Part),
}

/// One part of a call that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The argument's name, or `returned`, `reply`, `thread`.
    pub name: String,
    /// What it is in the first trace.
    pub one: String,
    /// What it is in the second.
    pub other: String,
}

impl Part {
    /// A part, if its two values differ.
    pub(super) fn of(name: &str, one: impl Into<String>, other: impl Into<String>) -> Self {
        Self { name: name.to_owned(), one: one.into(), other: other.into() }
    }
}
