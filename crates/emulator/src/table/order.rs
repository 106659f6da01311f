use std::{borrow::Cow, sync::Arc};

use cemapi_abi::{Entry, Prop, PropTag, PropValue};

use super::{Source, Table, restrict::holds};
use crate::mailbox::{Mailbox, Summary};

/// The rows of a table in their order: entries, numbers of attachments, or places in the list of
/// recipients.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Order {
    /// The version of the mailbox that they are from.
    version: u64,
    rows: Arc<[u32]>,
}

impl Table {
    /// The rows in their order, as far as they have to be built now.
    pub(super) fn arrange(&mut self, now: &Mailbox) -> Arc<[u32]> {
        let view = self.snapshot.as_ref().unwrap_or(now);
        if let Some(order) = &self.order
            && order.version == view.version
        {
            return Arc::clone(&order.rows);
        }
        let rows = match self.source {
            Source::Contents(folder) => self.contents(view, folder),
            _ => {
                let mut rows = self.all(view);
                if let Some(restriction) = &self.restriction {
                    let value = |row, tag| self.value(view, row, tag).map(|(_, value)| value);
                    rows.retain(|row| holds(restriction, &|tag| value(*row, tag)));
                }
                rows
            }
        };
        let rows: Arc<[u32]> = rows.into();
        self.order = Some(Order { version: view.version, rows: Arc::clone(&rows) });
        rows
    }

    /// The messages of a folder, restricted and sorted by what the folder knows of them, as far as
    /// that goes.
    fn contents(&self, view: &Mailbox, folder: Entry) -> Vec<u32> {
        let Some(folder) = view.folder(folder) else { return Vec::new() };
        let holds = |entry: &Entry, summary: &Summary| {
            let Some(restriction) = &self.restriction else { return true };
            holds(restriction, &|tag| match summary.value(tag) {
                Some(value) => Some(Cow::Owned(value)),
                None => view.value(*entry, tag).map(|(_, value)| value),
            })
        };
        let rows = folder.messages.iter().filter(|(entry, summary)| holds(entry, summary));
        match self.sort {
            Some(sort) => sort.sorted(rows),
            None => rows.map(|(entry, _)| entry.0).collect(),
        }
    }

    /// All rows in their natural order: that in which they were made.
    fn all(&self, view: &Mailbox) -> Vec<u32> {
        match self.source {
            Source::Stores => view.stores().map(|store| store.0).collect(),
            Source::Contents(folder) => {
                let messages = view.folder(folder).map(|folder| folder.messages.keys());
                messages.map_or(Vec::new(), |messages| messages.map(|id| id.0).collect())
            }
            Source::Hierarchy { folder, deep: false } => {
                let folders = view.folder(folder).map(|folder| &folder.folders);
                folders.map_or(Vec::new(), |folders| folders.iter().map(|id| id.0).collect())
            }
            Source::Hierarchy { folder, deep: true } => below(view, folder),
            Source::Recipients(message) => {
                let count = view.message(message).map_or(0, |message| message.recipients.len());
                (0..count as u32).collect()
            }
            Source::Attachments(message) => {
                let attachments = view.message(message).map(|message| &message.attachments);
                attachments.map_or(Vec::new(), |all| all.keys().copied().collect())
            }
        }
    }

    /// The tag, with its type, and the value of a property in a row.
    pub(super) fn value<'a>(
        &self,
        view: &'a Mailbox,
        row: u32,
        tag: PropTag,
    ) -> Option<(PropTag, Cow<'a, PropValue>)> {
        match self.source {
            Source::Stores | Source::Hierarchy { .. } | Source::Contents(_) => {
                view.value(Entry(row), tag)
            }
            Source::Attachments(message) => {
                let (tag, value) = view.attachment_value(message, row, tag)?;
                Some((tag, Cow::Owned(value)))
            }
            Source::Recipients(message) => {
                let recipient: &Vec<Prop> = view.message(message)?.recipients.get(row as usize)?;
                let prop = recipient.iter().find(|prop| prop.tag.id() == tag.id())?;
                Some((prop.tag, Cow::Borrowed(&prop.value)))
            }
        }
    }
}

/// All folders below one, each before those in it.
fn below(view: &Mailbox, folder: Entry) -> Vec<u32> {
    let mut found = Vec::new();
    let mut next = vec![folder];
    while let Some(outer) = next.pop() {
        if outer != folder {
            found.push(outer.0);
        }
        if let Some(outer) = view.folder(outer) {
            next.extend(outer.folders.iter().rev());
        }
    }
    found
}
