use cemapi_abi::{
    Prop, PropTag, PropValue, Text,
    registry::{
        MAPI_E_NOT_FOUND, PR_ATTACH_FILENAME_W, PR_ATTACH_METHOD, PR_ATTACH_NUM, PR_ATTACH_SIZE,
        PR_CE_ITEM_INDEX, PR_DEFAULT_STORE, PR_DISPLAY_NAME_W, PR_ENTRYID, PR_MESSAGE_CLASS_W,
        PR_MESSAGE_DELIVERY_TIME, PR_MESSAGE_FLAGS, PR_OBJECT_TYPE, PR_ROWID, PR_SENDER_NAME_W,
        PR_SUBJECT_W, PT_NULL,
    },
};

use super::{Source, Table};
use crate::mailbox::Mailbox;

/// Where a table cuts strings, in characters (FOLDER-1).
const LONGEST: usize = 255;

impl Source {
    /// The columns of a table for which nobody chose any. The documents only tell the first
    /// (STORES-4).
    fn columns(self) -> &'static [PropTag] {
        match self {
            Self::Stores => &[PR_ENTRYID, PR_DISPLAY_NAME_W, PR_DEFAULT_STORE, PR_OBJECT_TYPE],
            Self::Hierarchy { .. } => &[PR_ENTRYID, PR_DISPLAY_NAME_W],
            Self::Contents(_) => &[
                PR_ENTRYID,
                PR_MESSAGE_CLASS_W,
                PR_SUBJECT_W,
                PR_SENDER_NAME_W,
                PR_MESSAGE_DELIVERY_TIME,
                PR_MESSAGE_FLAGS,
            ],
            Self::Attachments(_) => {
                &[PR_ATTACH_NUM, PR_ATTACH_FILENAME_W, PR_ATTACH_SIZE, PR_ATTACH_METHOD]
            }
            // A recipient has what it was given.
            Self::Recipients(_) => &[],
        }
    }
}

impl Table {
    /// The row at a place of the order.
    pub(super) fn row(&self, view: &Mailbox, rows: &[u32], place: usize, cuts: bool) -> Vec<Prop> {
        let Some(row) = rows.get(place).copied() else { return Vec::new() };
        if let Source::Recipients(message) = self.source {
            let recipients = view.message(message).map(|message| &message.recipients);
            let recipient = recipients.and_then(|all| all.get(row as usize));
            let mut props = recipient.cloned().unwrap_or_default();
            props.retain(|prop| prop.tag.id() != PR_ROWID.id());
            props.push(Prop { tag: PR_ROWID, value: PropValue::Long(row) });
            return props;
        }
        let cuts = cuts && matches!(self.source, Source::Contents(_) | Source::Hierarchy { .. });
        let columns = self.columns.as_deref().unwrap_or(self.source.columns());
        let column = |tag: &PropTag| {
            if tag.type_of() == PT_NULL {
                return Prop::null();
            }
            if *tag == PR_CE_ITEM_INDEX && matches!(self.source, Source::Contents(_)) {
                return Prop { tag: *tag, value: PropValue::Long(place as u32) };
            }
            match self.value(view, row, *tag) {
                Some((tag, value)) => {
                    let value = value.into_owned();
                    Prop { tag, value: if cuts { cut(value) } else { value } }
                }
                None => Prop::error(*tag, MAPI_E_NOT_FOUND),
            }
        };
        columns.iter().map(column).collect()
    }
}

fn cut(value: PropValue) -> PropValue {
    match value {
        PropValue::Unicode(Some(text)) if text.units().len() > LONGEST => {
            PropValue::Unicode(Some(Text::from_units(text.units()[..LONGEST].to_vec())))
        }
        PropValue::String8(Some(mut text)) => {
            text.truncate(LONGEST);
            PropValue::String8(Some(text))
        }
        value => value,
    }
}
