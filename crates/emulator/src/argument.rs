//! What arguments come to: entry ids, arrays and flags.

use cemapi_abi::{
    Entry, EntryId, Size,
    registry::{E_INVALIDARG, MAPI_E_NOT_FOUND, MAPI_E_UNKNOWN_ENTRYID},
};

use crate::{
    Emulator,
    answer::{ACCESS_VIOLATION, Failure},
    policy::{EntrySize, Overread},
};

/// How long entry ids are: as long as a `CEENTRYID` (LAYOUT-4).
pub(crate) const ENTRY_ID_SIZE: u32 = 16;

/// Why an entry id denotes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadEntry {
    /// It is `NULL`.
    Null,
    /// Its length is wrong.
    Size,
    /// It never denoted anything.
    Unknown,
    /// What it denoted was deleted.
    Gone,
}

impl From<BadEntry> for Failure {
    /// What methods return that open an entry (OPENENTRY-2, OPENENTRY-3).
    fn from(bad: BadEntry) -> Self {
        Self::Code(match bad {
            BadEntry::Null | BadEntry::Size => E_INVALIDARG,
            BadEntry::Unknown => MAPI_E_UNKNOWN_ENTRYID,
            BadEntry::Gone => MAPI_E_NOT_FOUND,
        })
    }
}

impl Emulator {
    /// What an entry id denotes.
    pub(crate) fn entry(&self, size: Size, id: &EntryId) -> Result<Entry, BadEntry> {
        let own = match id {
            EntryId::Null => return Err(BadEntry::Null),
            EntryId::Known(_) => ENTRY_ID_SIZE,
            EntryId::Bytes(bytes) => u32::try_from(bytes.len()).unwrap_or(u32::MAX),
        };
        let size = match size {
            Size::Own => own,
            Size::Of(size) => size,
        };
        if size != ENTRY_ID_SIZE {
            return Err(match self.policy.entry_size {
                EntrySize::InvalidArgument => BadEntry::Size,
                EntrySize::Unknown => BadEntry::Unknown,
            });
        }
        match id {
            EntryId::Known(entry) if self.mailbox.item(*entry).is_some() => Ok(*entry),
            EntryId::Known(entry) if self.mailbox.known(*entry) => Err(BadEntry::Gone),
            _ => Err(BadEntry::Unknown),
        }
    }

    /// The elements of an array that the method is told of.
    pub(crate) fn counted<'a, T>(
        &self,
        size: Size,
        array: Option<&'a Vec<T>>,
    ) -> Result<&'a [T], Failure> {
        let Some(array) = array else { return Err(E_INVALIDARG.into()) };
        let Size::Of(size) = size else { return Ok(array) };
        match (array.get(..size as usize), self.policy.overread) {
            (Some(elements), _) => Ok(elements),
            (None, Overread::Dies) => Err(ACCESS_VIOLATION),
            (None, Overread::InvalidArgument) => Err(E_INVALIDARG.into()),
        }
    }
}

/// Refuses what the documents want to be 0 or `NULL`.
pub(crate) fn must(holds: bool) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(E_INVALIDARG.into()) }
}
