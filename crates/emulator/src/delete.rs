use cemapi_abi::{
    Entry,
    registry::{
        DEL_FOLDERS, DEL_MESSAGES, MAPI_E_HAS_FOLDERS, MAPI_E_HAS_MESSAGES, MAPI_E_NO_ACCESS, S_OK,
        fnevObjectDeleted,
    },
};

use crate::{
    Emulator,
    advise::Event,
    answer::{Answer, code},
    folder::partly,
    mailbox::Special,
    policy::Deletion,
};

impl Emulator {
    /// DeleteFolder.
    pub(crate) fn delete_folder(&mut self, entry: Entry, flags: u32) -> Answer {
        let Some(folder) = self.mailbox.folder(entry) else { return Err(self.deleted()) };
        if folder.special {
            return Err(MAPI_E_NO_ACCESS.into());
        }
        if !folder.messages.is_empty() && flags & DEL_MESSAGES == 0 {
            return Err(MAPI_E_HAS_MESSAGES.into());
        }
        if !folder.folders.is_empty() && flags & DEL_FOLDERS == 0 {
            return Err(MAPI_E_HAS_FOLDERS.into());
        }
        self.delete(entry);
        code(S_OK)
    }

    /// EmptyFolder.
    pub(crate) fn empty(&mut self, entry: Entry) -> Answer {
        let Some(folder) = self.mailbox.folder(entry) else { return Err(self.deleted()) };
        let contents: Vec<Entry> = folder.messages.keys().chain(&folder.folders).copied().collect();
        let mut all = true;
        for entry in contents {
            // The folders that a store needs stay.
            if self.mailbox.folder(entry).is_some_and(|folder| folder.special) {
                all = false;
            } else {
                self.delete(entry);
            }
        }
        partly(all)
    }

    /// Deletes a message or folder with all that is in it.
    pub(crate) fn delete(&mut self, entry: Entry) {
        if self.policy.deletion == Deletion::Moves
            && let Some(wastebasket) = self.mailbox.special(entry, Special::DeletedItems)
            && !self.is_in(entry, wastebasket)
        {
            self.move_to(entry, wastebasket);
            return;
        }
        let Some(item) = self.mailbox.item(entry) else { return };
        let (object_type, store, parent) = (item.object_type(), item.store, item.parent);
        self.mailbox.remove(entry);
        let event = fnevObjectDeleted;
        self.notify(Event { event, object_type, store, entry, parent, old_parent: None });
    }

    /// Whether an item is somewhere in a folder.
    fn is_in(&self, mut entry: Entry, folder: Entry) -> bool {
        while let Some(item) = self.mailbox.item(entry) {
            if item.parent == folder {
                return true;
            }
            if item.parent == entry {
                return false;
            }
            entry = item.parent;
        }
        false
    }
}
