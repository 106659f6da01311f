use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

/// A distinct entry id of one run, numbered from 0 in order of appearance; equal bytes are one
/// entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry(pub u32);

/// An entry id as an argument. Its length travels in a parameter of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EntryId {
    /// `NULL`.
    #[default]
    Null,
    /// One that appeared earlier in the run.
    Known(Entry),
    /// Other bytes.
    Bytes(Vec<u8>),
}

/// The length that a caller gives for an entry id, or the number of elements for an array.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Size {
    /// As much as there is; 0 for `NULL`.
    #[default]
    Own,
    /// Another number.
    Of(u32),
}
