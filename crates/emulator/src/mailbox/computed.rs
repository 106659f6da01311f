use std::borrow::Cow;

use cemapi_abi::{
    Entry, EntryId, PropTag, PropValue,
    registry::{
        FOLDER_GENERIC, FOLDER_ROOT, PR_CE_IPM_DRAFTS_ENTRYID, PR_CE_IPM_INBOX_ENTRYID,
        PR_CONTENT_COUNT, PR_CONTENT_LENGTH, PR_CONTENT_UNREAD, PR_DEFAULT_STORE, PR_ENTRYID,
        PR_FOLDER_TYPE, PR_HASATTACH, PR_IPM_OUTBOX_ENTRYID, PR_IPM_SENTMAIL_ENTRYID,
        PR_IPM_SUBTREE_ENTRYID, PR_IPM_WASTEBASKET_ENTRYID, PR_MESSAGE_SIZE, PR_OBJECT_TYPE,
        PR_PARENT_ENTRYID, PR_SUBFOLDERS, PT_UNSPECIFIED,
    },
};

use super::{Item, ItemKind, Mailbox, Special};

/// How a property comes about that nobody sets; `None` where the object has no such property.
type Compute = fn(&Mailbox, Entry, &Item) -> Option<PropValue>;

/// The properties that are computed (STORE-3, and what folders and messages say of themselves).
static COMPUTED: &[(PropTag, Compute)] = &[
    (PR_ENTRYID, |_, entry, _| Some(id(entry))),
    (PR_PARENT_ENTRYID, |_, _, item| Some(id(item.parent))),
    (PR_OBJECT_TYPE, |_, _, item| Some(PropValue::Long(item.object_type()))),
    (PR_DEFAULT_STORE, |mailbox, entry, item| {
        let is_default = mailbox.stores().next() == Some(entry);
        matches!(item.kind, ItemKind::Store(_)).then_some(PropValue::Boolean(is_default))
    }),
    (PR_IPM_SUBTREE_ENTRYID, |_, _, item| match &item.kind {
        ItemKind::Store(store) => Some(id(store.root)),
        _ => None,
    }),
    (PR_IPM_OUTBOX_ENTRYID, |_, _, item| special(item, Special::Outbox)),
    (PR_IPM_SENTMAIL_ENTRYID, |_, _, item| special(item, Special::SentItems)),
    (PR_IPM_WASTEBASKET_ENTRYID, |_, _, item| special(item, Special::DeletedItems)),
    (PR_CE_IPM_DRAFTS_ENTRYID, |_, _, item| special(item, Special::Drafts)),
    (PR_CE_IPM_INBOX_ENTRYID, |_, _, item| special(item, Special::Inbox)),
    (PR_FOLDER_TYPE, |_, _, item| match &item.kind {
        ItemKind::Folder(_) if item.parent == item.store => Some(PropValue::Long(FOLDER_ROOT)),
        ItemKind::Folder(_) => Some(PropValue::Long(FOLDER_GENERIC)),
        _ => None,
    }),
    (PR_CONTENT_COUNT, |_, _, item| match &item.kind {
        ItemKind::Folder(folder) => Some(PropValue::Long(folder.messages.len() as u32)),
        _ => None,
    }),
    (PR_CONTENT_UNREAD, |_, _, item| match &item.kind {
        ItemKind::Folder(folder) => Some(PropValue::Long(folder.unread)),
        _ => None,
    }),
    (PR_SUBFOLDERS, |_, _, item| match &item.kind {
        ItemKind::Folder(folder) => Some(PropValue::Boolean(!folder.folders.is_empty())),
        _ => None,
    }),
    (PR_MESSAGE_SIZE, |_, _, item| match &item.kind {
        ItemKind::Message(_) => Some(PropValue::Long(message_size(item))),
        _ => None,
    }),
    (PR_HASATTACH, |_, _, item| match &item.kind {
        ItemKind::Message(message) => Some(PropValue::Boolean(!message.attachments.is_empty())),
        _ => None,
    }),
];

fn id(entry: Entry) -> PropValue {
    PropValue::Binary(EntryId::Known(entry))
}

fn special(item: &Item, special: Special) -> Option<PropValue> {
    match &item.kind {
        ItemKind::Store(store) => Some(id(store.specials[special as usize])),
        _ => None,
    }
}

fn message_size(item: &Item) -> u32 {
    u32::try_from(item.bytes()).unwrap_or(u32::MAX)
}

impl Item {
    /// What a message says of its length: what was set, otherwise its size.
    pub(crate) fn content_length(&self) -> u32 {
        self.props.long(PR_CONTENT_LENGTH).unwrap_or_else(|| message_size(self))
    }
}

impl Mailbox {
    /// The tag, with its type, and the value of a property of a store, folder or message.
    pub(crate) fn value(
        &self,
        entry: Entry,
        tag: PropTag,
    ) -> Option<(PropTag, Cow<'_, PropValue>)> {
        let item = self.item(entry)?;
        if let Some(found) = item.props.value(tag) {
            return Some(found);
        }
        let (known, value) = match self.computed(entry, tag) {
            Some(found) => found,
            None if tag.id() == PR_CONTENT_LENGTH.id() => match item.kind {
                ItemKind::Message(_) => (PR_CONTENT_LENGTH, PropValue::Long(item.content_length())),
                _ => return None,
            },
            None => return None,
        };
        let fits = [PT_UNSPECIFIED, known.type_of()].contains(&tag.type_of());
        fits.then_some((known, Cow::Owned(value)))
    }

    /// The tag and value of a property that is computed, whatever type is asked for.
    pub(crate) fn computed(&self, entry: Entry, tag: PropTag) -> Option<(PropTag, PropValue)> {
        let (known, compute) = COMPUTED.iter().find(|(known, _)| known.id() == tag.id())?;
        Some((*known, compute(self, entry, self.item(entry)?)?))
    }
}
