use serde::{Deserialize, Serialize};

/// An object or memory block of one run, numbered from 0 in order of appearance.
///
/// A handle is never an address: whoever runs the call keeps the addresses to itself, so that two
/// runs of the same scenario compare equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Handle(pub u32);

impl Handle {
    /// The handle as an index into a table of all objects of the run.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A pointer argument.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Pointer {
    /// `NULL`.
    #[default]
    Null,
    /// Valid memory that did not come from MAPI.
    Foreign,
    /// Something that appeared earlier in the run.
    To(Handle),
}

/// Whether the caller gave an out-parameter a place to be written to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// A valid address.
    #[default]
    Given,
    /// `NULL`.
    Null,
}

/// A thread of one run, numbered from 0 (the first thread) in order of appearance.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Thread(pub u16);
