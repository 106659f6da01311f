//! Opening stores, folders and messages by their entry ids. Every OpenEntry ends here, so that an
//! entry id opens the same thing through whatever object (OPENENTRY-5).

use cemapi_abi::{
    Entry, EntryId, Handle, Output, Place, Size, Thread,
    registry::{
        MAPI_E_INVALID_ENTRYID, MAPI_E_NOT_FOUND, MAPI_E_UNKNOWN_ENTRYID, MAPI_STORE, S_OK,
    },
};

use crate::{
    Emulator,
    answer::{ACCESS_VIOLATION, Answer, Failure, at, with},
    argument::BadEntry,
    mailbox::{Item, ItemKind},
    object::{Kind, Opened},
    policy::{CompareNull, CompareSizes, CompareUnknown},
};

/// An entry id and its length, as they were passed.
pub(crate) type Id<'a> = (Size, &'a EntryId);

impl Emulator {
    pub(crate) fn reach_store(&self, thread: Thread, handle: Handle) -> Result<Entry, Failure> {
        match self.reach(thread, handle)?.kind {
            Kind::Store(entry) => Ok(entry),
            _ => Err(ACCESS_VIOLATION),
        }
    }

    pub(crate) fn reach_folder(&self, thread: Thread, handle: Handle) -> Result<Entry, Failure> {
        match self.reach(thread, handle)?.kind {
            Kind::Folder(entry) => Ok(entry),
            _ => Err(ACCESS_VIOLATION),
        }
    }

    pub(crate) fn reach_message(&self, thread: Thread, handle: Handle) -> Result<Opened, Failure> {
        match self.reach(thread, handle)?.kind {
            Kind::Message(message) => Ok(message),
            _ => Err(ACCESS_VIOLATION),
        }
    }

    /// Opens a store, folder or message as an object of its kind.
    pub(crate) fn open_item(
        &mut self,
        thread: Thread,
        parent: Handle,
        entry: Entry,
    ) -> Result<Handle, Failure> {
        let kind = match self.mailbox.item(entry).map(|item| &item.kind) {
            None => return Err(MAPI_E_NOT_FOUND.into()),
            Some(ItemKind::Store(_)) => Kind::Store(entry),
            Some(ItemKind::Folder(_)) => Kind::Folder(entry),
            Some(ItemKind::Message(message)) => {
                Kind::Message(Opened { entry, submission: message.submission })
            }
        };
        Ok(self.open(thread, parent, kind))
    }

    pub(crate) fn open_entry(
        &mut self,
        thread: Thread,
        through: Handle,
        (size, id): Id<'_>,
        object_type: Place,
        place: Place,
    ) -> Answer {
        if place == Place::Null {
            return Err(self.null_out());
        }
        let entry = self.entry(size, id)?;
        let opened = self.mailbox.item(entry).map_or(0, Item::object_type);
        // What a store says of a store's type is not defined (DIFF-10).
        let undefined = opened == MAPI_STORE && self.reach_store(thread, through).is_ok();
        let object_type =
            at(object_type, if undefined { Output::Untouched } else { Output::Number(opened) });
        let object = self.open_item(thread, through, entry)?;
        with(S_OK, [object_type, Output::Object(object)])
    }

    pub(crate) fn open_store(
        &mut self,
        thread: Thread,
        session: Handle,
        size: Size,
        id: &EntryId,
        place: Place,
    ) -> Answer {
        if place == Place::Null {
            return Err(self.null_out());
        }
        let entry = match self.entry(size, id) {
            Ok(entry) if self.mailbox.store(entry).is_some() => entry,
            Err(bad @ (BadEntry::Null | BadEntry::Size)) => return Err(bad.into()),
            // The one code of the list that fits (OPENSTORE-2).
            _ => return Err(MAPI_E_NOT_FOUND.into()),
        };
        let store = self.open_item(thread, session, entry)?;
        with(S_OK, [Output::Object(store)])
    }

    pub(crate) fn compare(&mut self, one: Id<'_>, other: Id<'_>, place: Place) -> Answer {
        if place == Place::Null {
            return Err(self.null_out());
        }
        let equal = match (self.entry(one.0, one.1), self.entry(other.0, other.1)) {
            (Ok(one), Ok(other)) => one == other,
            (Err(BadEntry::Null), _) | (_, Err(BadEntry::Null)) => {
                return Err(match self.policy.compare_null {
                    CompareNull::InvalidArgument => BadEntry::Null.into(),
                    CompareNull::InvalidEntryId => MAPI_E_INVALID_ENTRYID.into(),
                });
            }
            _ if self.policy.compare_sizes == CompareSizes::Different && !same_size(one, other) => {
                false
            }
            (Err(BadEntry::Size), _) | (_, Err(BadEntry::Size)) => {
                return Err(BadEntry::Size.into());
            }
            _ => match self.policy.compare_unknown {
                CompareUnknown::Unknown => return Err(MAPI_E_UNKNOWN_ENTRYID.into()),
                CompareUnknown::Compared => one == other,
            },
        };
        with(S_OK, [Output::Number(equal.into())])
    }
}

fn same_size((one, one_id): Id<'_>, (other, other_id): Id<'_>) -> bool {
    let length = |size, id: &EntryId| match (size, id) {
        (Size::Of(size), _) => size as usize,
        (Size::Own, EntryId::Bytes(bytes)) => bytes.len(),
        (Size::Own, EntryId::Null) => 0,
        (Size::Own, EntryId::Known(_)) => crate::argument::ENTRY_ID_SIZE as usize,
    };
    length(one, one_id) == length(other, other_id)
}
