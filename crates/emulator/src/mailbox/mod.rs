//! The data behind the objects: stores with their folders and messages.
//!
//! A mailbox is a value. Its parts are shared between copies until one of them changes, so that
//! copying one costs nothing; a table keeps what it showed when it was opened by keeping a copy.

mod computed;
mod edit;
mod props;
mod summary;

use std::sync::{Arc, LazyLock};

use cemapi_abi::{
    Entry, NameId, Prop, Text,
    registry::{MAPI_FOLDER, MAPI_MESSAGE, MAPI_STORE, PR_DISPLAY_NAME_W},
};
use imbl::{OrdMap, OrdSet, Vector};

pub(crate) use props::{Props, size};
pub(crate) use summary::{Summary, TextKey};

/// All stores of a device.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Mailbox {
    /// Every store, folder and message there ever was, at the place that its entry names.
    items: Vector<Option<Arc<Item>>>,
    /// The stores, the default one first (STORES-3).
    stores: Vector<Entry>,
    /// The names of properties, each at its id less that of the first.
    pub(crate) names: Vector<NameId>,
    /// How many messages there are in all stores.
    pub(crate) messages: u32,
    /// Raised by every change.
    pub(crate) version: u64,
}

/// A store, folder or message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Item {
    /// The store that it is in, for a store itself.
    pub(crate) store: Entry,
    /// The folder that it is in; a store is in itself, and the first folder in its store.
    pub(crate) parent: Entry,
    pub(crate) props: Props,
    pub(crate) kind: ItemKind,
}

/// What sets stores, folders and messages apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ItemKind {
    Store(Store),
    Folder(Folder),
    Message(Message),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Store {
    /// The folder that all others are in.
    pub(crate) root: Entry,
    specials: [Entry; Special::ALL.len()],
    /// What all that is in the store takes.
    pub(crate) bytes: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Folder {
    /// Whether the store needs it.
    pub(crate) special: bool,
    pub(crate) folders: OrdSet<Entry>,
    pub(crate) messages: OrdMap<Entry, Summary>,
    pub(crate) unread: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Message {
    pub(crate) recipients: Arc<Vec<Vec<Prop>>>,
    pub(crate) attachments: OrdMap<u32, Props>,
    /// The number of the next attachment; none is used twice.
    pub(crate) next_attachment: u32,
    /// How often it was submitted.
    pub(crate) submission: u32,
}

/// The folders that every store has.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Special {
    Inbox,
    Outbox,
    SentItems,
    DeletedItems,
    Drafts,
}

impl Special {
    const ALL: [(Self, &str); 5] = [
        (Self::Inbox, "Inbox"),
        (Self::Outbox, "Outbox"),
        (Self::SentItems, "Sent Items"),
        (Self::DeletedItems, "Deleted Items"),
        (Self::Drafts, "Drafts"),
    ];
}

/// What every process starts with; kept so that starting one costs nothing (ENV-11).
static INITIAL: LazyLock<Mailbox> = LazyLock::new(|| {
    let mut mailbox = Mailbox {
        items: Vector::new(),
        stores: Vector::new(),
        names: Vector::new(),
        messages: 0,
        version: 0,
    };
    mailbox.add_store("Outlook E-Mail".into());
    mailbox.add_store("Text Messages".into());
    mailbox
});

impl Default for Mailbox {
    fn default() -> Self {
        INITIAL.clone()
    }
}

impl Mailbox {
    /// The stores, the default one first.
    pub(crate) fn stores(&self) -> impl Iterator<Item = Entry> {
        self.stores.iter().copied()
    }

    /// The store, folder or message, unless it was deleted or never was.
    pub(crate) fn item(&self, entry: Entry) -> Option<&Item> {
        self.items.get(entry.0 as usize)?.as_deref()
    }

    /// Whether the entry ever was handed out.
    pub(crate) fn known(&self, entry: Entry) -> bool {
        (entry.0 as usize) < self.items.len()
    }

    pub(crate) fn store(&self, entry: Entry) -> Option<&Store> {
        match &self.item(entry)?.kind {
            ItemKind::Store(store) => Some(store),
            _ => None,
        }
    }

    pub(crate) fn folder(&self, entry: Entry) -> Option<&Folder> {
        match &self.item(entry)?.kind {
            ItemKind::Folder(folder) => Some(folder),
            _ => None,
        }
    }

    pub(crate) fn message(&self, entry: Entry) -> Option<&Message> {
        match &self.item(entry)?.kind {
            ItemKind::Message(message) => Some(message),
            _ => None,
        }
    }

    /// A folder that the store of this item has.
    pub(crate) fn special(&self, entry: Entry, special: Special) -> Option<Entry> {
        let store = self.store(self.item(entry)?.store)?;
        Some(store.specials[special as usize])
    }

    /// The store of this name.
    pub(crate) fn store_named(&self, name: &Text) -> Option<Entry> {
        self.stores().find(|store| self.is_named(*store, name))
    }

    /// The folder of this name in `folder`.
    pub(crate) fn folder_named(&self, folder: Entry, name: &Text) -> Option<Entry> {
        let folders = &self.folder(folder)?.folders;
        folders.iter().copied().find(|folder| self.is_named(*folder, name))
    }

    fn is_named(&self, entry: Entry, name: &Text) -> bool {
        self.item(entry).is_some_and(|item| {
            item.props.text(PR_DISPLAY_NAME_W).is_some_and(|own| *own == *name.units())
        })
    }

    /// An item and all that is in it, outer ones first.
    pub(crate) fn subtree(&self, entry: Entry) -> Vec<Entry> {
        let mut found = vec![entry];
        let mut next = 0;
        while let Some(entry) = found.get(next) {
            match self.item(*entry).map(|item| &item.kind) {
                Some(ItemKind::Store(store)) => found.push(store.root),
                Some(ItemKind::Folder(folder)) => {
                    found.extend(folder.messages.keys().chain(folder.folders.iter()));
                }
                _ => {}
            }
            next += 1;
        }
        found
    }
}

impl Item {
    /// Its `MAPI_` object type.
    pub(crate) fn object_type(&self) -> u32 {
        match self.kind {
            ItemKind::Store(_) => MAPI_STORE,
            ItemKind::Folder(_) => MAPI_FOLDER,
            ItemKind::Message(_) => MAPI_MESSAGE,
        }
    }

    /// What it takes of its store, without what is in it.
    pub(crate) fn bytes(&self) -> u64 {
        let within = match &self.kind {
            ItemKind::Message(message) => {
                let recipients = message.recipients.iter().flatten().map(|prop| size(&prop.value));
                let attachments = message.attachments.values().map(Props::bytes);
                recipients.chain(attachments).sum()
            }
            _ => 0,
        };
        self.props.bytes() + within
    }
}
