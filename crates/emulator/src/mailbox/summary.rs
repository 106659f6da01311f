use std::{borrow::Cow, cmp::Ordering, sync::Arc};

use cemapi_abi::{
    PropTag, PropValue,
    registry::{
        MSGFLAG_READ, PR_CONTENT_LENGTH, PR_MESSAGE_DELIVERY_TIME, PR_MESSAGE_FLAGS,
        PR_SENDER_NAME_W, PR_SUBJECT_W,
    },
};

use super::{Item, ItemKind};

/// A string that is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Words {
    beginning: u64,
    units: Box<[u16]>,
}

impl Words {
    fn units(&self) -> &[u16] {
        &self.units
    }

    fn key(&self) -> TextKey<'_> {
        TextKey { beginning: self.beginning, units: &self.units }
    }
}

impl From<Cow<'_, [u16]>> for Words {
    fn from(units: Cow<'_, [u16]>) -> Self {
        let beginning = (0..TextKey::BEGINNING)
            .fold(0, |all, place| all << 16 | u64::from(units.get(place).copied().unwrap_or(0)));
        Self { beginning, units: units.into() }
    }
}

/// A string in the order of its units. Most comparisons end with the first four, which are at hand
/// as one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextKey<'a> {
    beginning: u64,
    units: &'a [u16],
}

impl TextKey<'_> {
    /// How many units the beginning has.
    const BEGINNING: usize = 4;
}

impl Ord for TextKey<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.beginning.cmp(&other.beginning).then_with(|| {
            if self.units.len().max(other.units.len()) <= Self::BEGINNING {
                // The shorter one's end counted as zeroes.
                self.units.len().cmp(&other.units.len())
            } else {
                self.units.cmp(other.units)
            }
        })
    }
}

impl PartialOrd for TextKey<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What a folder knows of a message without looking into it: the keys that its contents are sorted
/// by (TABLE-7), so that sorting many messages reads their keys one after another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Summary {
    pub(crate) time: Option<u64>,
    pub(crate) length: u32,
    pub(crate) unread: bool,
    names: Arc<Names>,
}

/// The strings of a summary; apart, so that the numbers lie close together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Names {
    subject: Option<Words>,
    sender: Option<Words>,
}

impl Summary {
    /// The summary of a message.
    pub(crate) fn of(item: &Item) -> Option<Self> {
        matches!(item.kind, ItemKind::Message(_)).then(|| Self {
            time: item.props.time(PR_MESSAGE_DELIVERY_TIME),
            length: item.content_length(),
            unread: is_unread(item),
            names: Arc::new(Names {
                subject: item.props.text(PR_SUBJECT_W).map(Words::from),
                sender: item.props.text(PR_SENDER_NAME_W).map(Words::from),
            }),
        })
    }

    /// Whether this still is the summary of a message.
    pub(crate) fn fits(&self, item: &Item) -> bool {
        self.time == item.props.time(PR_MESSAGE_DELIVERY_TIME)
            && self.length == item.content_length()
            && self.unread == is_unread(item)
            && self.names.subject.as_ref().map(Words::units)
                == item.props.text(PR_SUBJECT_W).as_deref()
            && self.names.sender.as_ref().map(Words::units)
                == item.props.text(PR_SENDER_NAME_W).as_deref()
    }

    /// The subject, to be sorted by.
    pub(crate) fn subject(&self) -> Option<TextKey<'_>> {
        self.names.subject.as_ref().map(Words::key)
    }

    /// The sender's name, to be sorted by.
    pub(crate) fn sender(&self) -> Option<TextKey<'_>> {
        self.names.sender.as_ref().map(Words::key)
    }

    /// The value of a property that the summary can tell without copying a string.
    pub(crate) fn value(&self, tag: PropTag) -> Option<PropValue> {
        match tag {
            PR_MESSAGE_DELIVERY_TIME => self.time.map(PropValue::Time),
            PR_CONTENT_LENGTH => Some(PropValue::Long(self.length)),
            _ => None,
        }
    }
}

fn is_unread(item: &Item) -> bool {
    item.props.long(PR_MESSAGE_FLAGS).unwrap_or(0) & MSGFLAG_READ == 0
}
