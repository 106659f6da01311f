use std::sync::Arc;

use cemapi_abi::{
    Entry, Prop, PropValue, Text,
    registry::{MSGFLAG_UNSENT, PR_DISPLAY_NAME_W, PR_MESSAGE_CLASS_W, PR_MESSAGE_FLAGS},
};

use super::{Folder, Item, ItemKind, Mailbox, Message, Props, Special, Store, Summary};

/// What a message is that does not say.
const CLASS: &str = "IPM.Note";

/// What the folder is called that a store's folders are in.
const ROOT: &str = "Folders";

impl Mailbox {
    /// Makes a store with the folders that every store has.
    pub(crate) fn add_store(&mut self, name: Text) -> Entry {
        let store = Entry(self.items.len() as u32);
        let root = Entry(store.0 + 1);
        let specials = Special::ALL.map(|(special, _)| Entry(root.0 + 1 + special as u32));
        let kind = ItemKind::Store(Store { root, specials, bytes: 0 });
        self.stores.push_back(store);
        self.add(store, store, kind, named(name));
        let folder = Folder { special: true, ..Folder::default() };
        self.add(store, store, ItemKind::Folder(folder.clone()), named(ROOT.into()));
        for (_, name) in Special::ALL {
            self.add(store, root, ItemKind::Folder(folder.clone()), named(name.into()));
        }
        store
    }

    /// Makes a folder in a folder.
    pub(crate) fn add_folder(&mut self, parent: Entry, name: Text) -> Option<Entry> {
        let store = self.item(parent)?.store;
        Some(self.add(store, parent, ItemKind::Folder(Folder::default()), named(name)))
    }

    /// Makes a message in a folder.
    pub(crate) fn add_message(&mut self, parent: Entry, props: Props) -> Option<Entry> {
        let store = self.item(parent)?.store;
        self.messages += 1;
        Some(self.add(store, parent, ItemKind::Message(Message::default()), props))
    }

    fn add(&mut self, store: Entry, parent: Entry, kind: ItemKind, props: Props) -> Entry {
        let entry = Entry(self.items.len() as u32);
        self.items.push_back(Some(Arc::new(Item { store, parent, props, kind })));
        self.charge(store, 0, self.item(entry).map_or(0, Item::bytes));
        self.put_in(entry);
        self.version += 1;
        entry
    }

    /// The item, to be changed by a function of this module that keeps the sums right.
    fn raw(&mut self, entry: Entry) -> Option<&mut Item> {
        self.items.get_mut(entry.0 as usize)?.as_mut().map(Arc::make_mut)
    }

    /// Changes an item.
    pub(crate) fn change<R>(
        &mut self,
        entry: Entry,
        change: impl FnOnce(&mut Item) -> R,
    ) -> Option<R> {
        let item = self.raw(entry)?;
        let before = item.bytes();
        let result = change(item);
        let (store, after) = (item.store, item.bytes());
        self.charge(store, before, after);
        self.summarize(entry);
        self.version += 1;
        Some(result)
    }

    /// Brings what the folder knows of a message up to date.
    fn summarize(&mut self, entry: Entry) {
        let Some(item) = self.item(entry) else { return };
        let parent = item.parent;
        let folder = self.folder(parent);
        let known = folder.and_then(|folder| folder.messages.get(&entry));
        if known.is_none_or(|known| known.fits(item)) {
            return;
        }
        if let Some(new) = Summary::of(item)
            && let Some(Item { kind: ItemKind::Folder(folder), .. }) = self.raw(parent)
            && let Some(known) = folder.messages.get_mut(&entry)
        {
            folder.unread = folder.unread + u32::from(new.unread) - u32::from(known.unread);
            *known = new;
        }
    }

    fn charge(&mut self, store: Entry, before: u64, after: u64) {
        if before != after
            && let Some(Item { kind: ItemKind::Store(store), .. }) = self.raw(store)
        {
            store.bytes = (store.bytes + after).saturating_sub(before);
        }
    }

    /// Enters an item in the folder that it is in.
    fn put_in(&mut self, entry: Entry) {
        let Some(item) = self.item(entry) else { return };
        let (parent, summary) = (item.parent, Summary::of(item));
        let Some(Item { kind: ItemKind::Folder(folder), .. }) = self.raw(parent) else { return };
        match summary {
            Some(summary) => {
                folder.unread += u32::from(summary.unread);
                folder.messages.insert(entry, summary);
            }
            None => {
                folder.folders.insert(entry);
            }
        }
    }

    /// Strikes an item out of the folder that it is in.
    fn take_out(&mut self, entry: Entry) {
        let Some(parent) = self.item(entry).map(|item| item.parent) else { return };
        let Some(Item { kind: ItemKind::Folder(folder), .. }) = self.raw(parent) else { return };
        match folder.messages.remove(&entry) {
            Some(summary) => folder.unread -= u32::from(summary.unread),
            None => {
                folder.folders.remove(&entry);
            }
        }
    }

    /// Moves a message or folder to another folder, which is not in it.
    pub(crate) fn put(&mut self, entry: Entry, folder: Entry) {
        let (Some(item), Some(target)) = (self.item(entry), self.item(folder)) else { return };
        let (old_store, new_store) = (item.store, target.store);
        self.take_out(entry);
        if let Some(item) = self.raw(entry) {
            item.parent = folder;
        }
        self.put_in(entry);
        if old_store != new_store {
            for entry in self.subtree(entry) {
                let bytes = self.item(entry).map_or(0, Item::bytes);
                self.charge(old_store, bytes, 0);
                self.charge(new_store, 0, bytes);
                if let Some(item) = self.raw(entry) {
                    item.store = new_store;
                }
            }
        }
        self.version += 1;
    }

    /// Deletes an item with all that is in it.
    pub(crate) fn remove(&mut self, entry: Entry) {
        self.take_out(entry);
        for entry in self.subtree(entry) {
            let Some(item) = self.item(entry) else { continue };
            let (store, bytes) = (item.store, item.bytes());
            self.messages -= u32::from(matches!(item.kind, ItemKind::Message(_)));
            self.charge(store, bytes, 0);
            if let Some(place) = self.items.get_mut(entry.0 as usize) {
                *place = None;
            }
        }
        self.stores.retain(|store| *store != entry);
        self.version += 1;
    }
}

impl Props {
    /// What a message has from the beginning.
    pub(crate) fn of_new_message() -> Self {
        let mut props = Self::default();
        let class = PropValue::Unicode(Some(CLASS.into()));
        props.set(Prop { tag: PR_MESSAGE_CLASS_W, value: class });
        props.set(Prop { tag: PR_MESSAGE_FLAGS, value: PropValue::Long(MSGFLAG_UNSENT) });
        props
    }
}

/// The properties of something that has a name and nothing else.
fn named(name: Text) -> Props {
    let mut props = Props::default();
    props.set(Prop { tag: PR_DISPLAY_NAME_W, value: PropValue::Unicode(Some(name)) });
    props
}
