use serde::{Deserialize, Serialize};

use crate::{EntryId, Iid, Text};

/// What a sink is told: a `NOTIFICATION` with its `OBJECT_NOTIFICATION` (SINK-5).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Notification {
    /// What happened: one `fnev` flag.
    pub event: u32,
    /// The kind of object that it happened to: a `MAPI_` object type.
    pub object_type: u32,
    /// The object.
    pub entry: EntryId,
    /// What it lies in.
    pub parent: EntryId,
    /// What it was copied or moved from.
    pub old_entry: EntryId,
    /// What that lay in.
    pub old_parent: EntryId,
}

/// The name of a property: a `MAPINAMEID`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NameId {
    /// The set that the name belongs to; `None` is `NULL`.
    pub set: Option<Iid>,
    /// The name itself.
    pub name: Name,
}

/// The two kinds of names that properties have.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Name {
    /// A number (`MNID_ID`).
    Number(u32),
    /// A string (`MNID_STRING`).
    Text(Text),
}

/// What a compose form is filled with: `MAILCOMPOSEFIELDS`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ComposeFields {
    /// The structure's size; `None` is the size that it has.
    pub size: Option<u32>,
    /// `MCF_` flags.
    pub flags: u32,
    /// Account.
    pub account: Option<Text>,
    /// Recipients.
    pub to: Option<Text>,
    /// Recipients of copies.
    pub cc: Option<Text>,
    /// Recipients of blind copies.
    pub bcc: Option<Text>,
    /// Subject.
    pub subject: Option<Text>,
    /// Body.
    pub body: Option<Text>,
    /// Names of the files to attach, one after another.
    pub attachments: Option<Text>,
    /// How many they are.
    pub attachment_count: u32,
    /// Message class.
    pub class: Option<Text>,
}
