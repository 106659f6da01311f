use std::{borrow::Cow, sync::Arc};

use cemapi_abi::{
    EntryId, Prop, PropTag, PropValue, Text,
    registry::{PT_BINARY, PT_STRING8, PT_UNICODE, PT_UNSPECIFIED},
};

/// The properties of one object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Props {
    /// Sorted by id, each id once.
    held: Vec<(PropTag, Held)>,
    bytes: u64,
}

/// A value as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Held {
    /// As it was set.
    Value(PropValue),
    /// As streams read and write it, so that a write of a few bytes costs no more than that.
    Bytes(Arc<Vec<u8>>),
}

/// How many bytes a value takes.
pub(crate) fn size(value: &PropValue) -> u64 {
    const HEADER: u64 = 16;
    HEADER
        + match value {
            PropValue::String8(Some(text)) => text.len() as u64 + 1,
            PropValue::Unicode(Some(text)) => text.units().len() as u64 * 2 + 2,
            PropValue::Binary(EntryId::Bytes(bytes)) => bytes.len() as u64,
            PropValue::Binary(EntryId::Known(_)) | PropValue::Id(Some(_)) => 16,
            _ => 0,
        }
}

impl Held {
    fn size(&self) -> u64 {
        match self {
            Self::Value(value) => size(value),
            Self::Bytes(bytes) => bytes.len() as u64,
        }
    }

    /// The value, of the type of `tag`.
    fn value(&self, tag: PropTag) -> Cow<'_, PropValue> {
        match self {
            Self::Value(value) => Cow::Borrowed(value),
            Self::Bytes(bytes) => Cow::Owned(match tag.type_of() {
                PT_UNICODE => PropValue::Unicode(Some(Text::from_units(units(bytes)))),
                PT_STRING8 => {
                    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
                    PropValue::String8(Some(bytes[..end].to_vec()))
                }
                _ => PropValue::Binary(EntryId::Bytes(bytes.to_vec())),
            }),
        }
    }

    /// The bytes that a stream over the value reads; `None` if it has none of its own.
    fn bytes(&self) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Bytes(bytes) => Some(Cow::Borrowed(bytes)),
            Self::Value(PropValue::Unicode(Some(text))) => {
                Some(text.units().iter().flat_map(|unit| unit.to_le_bytes()).collect())
            }
            Self::Value(PropValue::String8(Some(bytes))) => Some(Cow::Borrowed(bytes)),
            Self::Value(PropValue::Binary(EntryId::Bytes(bytes))) => Some(Cow::Borrowed(bytes)),
            Self::Value(PropValue::Binary(EntryId::Null)) => Some(Cow::Borrowed(&[])),
            Self::Value(_) => None,
        }
    }
}

/// The string in these bytes, up to its terminator: streams write it or leave it out.
fn units(bytes: &[u8]) -> Vec<u16> {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    units.take_while(|unit| *unit != 0).collect()
}

impl Props {
    /// Whether streams can be over properties of this type.
    pub(crate) fn streamable(tag: PropTag) -> bool {
        matches!(tag.type_of(), PT_UNICODE | PT_STRING8 | PT_BINARY)
    }

    /// What all properties take.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    fn place(&self, tag: PropTag) -> Result<usize, usize> {
        self.held.binary_search_by_key(&tag.id(), |(known, _)| known.id())
    }

    /// The property of this id, if it has the type that is asked for.
    fn held(&self, tag: PropTag) -> Option<(PropTag, &Held)> {
        let (known, held) = &self.held[self.place(tag).ok()?];
        let fits = [PT_UNSPECIFIED, known.type_of()].contains(&tag.type_of());
        fits.then_some((*known, held))
    }

    /// Whether there is a property of this id and type.
    pub(crate) fn has(&self, tag: PropTag) -> bool {
        self.held(tag).is_some()
    }

    /// The tag, with its type, and the value of a property.
    pub(crate) fn value(&self, tag: PropTag) -> Option<(PropTag, Cow<'_, PropValue>)> {
        let (tag, held) = self.held(tag)?;
        Some((tag, held.value(tag)))
    }

    /// The value of a property that is a number.
    pub(crate) fn long(&self, tag: PropTag) -> Option<u32> {
        match self.held(tag)?.1 {
            Held::Value(PropValue::Long(number)) => Some(*number),
            _ => None,
        }
    }

    /// The value of a property that is a time.
    pub(crate) fn time(&self, tag: PropTag) -> Option<u64> {
        match self.held(tag)?.1 {
            Held::Value(PropValue::Time(time)) => Some(*time),
            _ => None,
        }
    }

    /// The value of a property that is a string.
    pub(crate) fn text(&self, tag: PropTag) -> Option<Cow<'_, [u16]>> {
        match self.held(tag)?.1 {
            Held::Value(PropValue::Unicode(Some(text))) => Some(Cow::Borrowed(text.units())),
            Held::Bytes(bytes) => Some(Cow::Owned(units(bytes))),
            Held::Value(_) => None,
        }
    }

    /// How many bytes the property of this id takes.
    pub(crate) fn size(&self, tag: PropTag) -> u64 {
        self.place(tag).map_or(0, |place| self.held[place].1.size())
    }

    pub(crate) fn set(&mut self, prop: Prop) {
        self.put(prop.tag, Held::Value(prop.value));
    }

    fn put(&mut self, tag: PropTag, held: Held) {
        self.bytes += held.size();
        match self.place(tag) {
            Ok(place) => {
                self.bytes -= self.held[place].1.size();
                self.held[place] = (tag, held);
            }
            Err(place) => self.held.insert(place, (tag, held)),
        }
    }

    /// Takes a property out, and says whether it was there.
    pub(crate) fn remove(&mut self, tag: PropTag) -> bool {
        match self.place(tag) {
            Ok(place) => {
                self.bytes -= self.held.remove(place).1.size();
                true
            }
            Err(_) => false,
        }
    }

    /// The bytes that a stream over a property reads.
    pub(crate) fn stream(&self, tag: PropTag) -> Option<Cow<'_, [u8]>> {
        self.held(tag)?.1.bytes()
    }

    /// Changes the bytes of a property through a stream; it need not be there yet.
    pub(crate) fn change_stream(&mut self, tag: PropTag, change: impl FnOnce(&mut Vec<u8>)) {
        let place = match self.place(tag) {
            Ok(place) => place,
            Err(_) => {
                self.put(tag, Held::Bytes(Arc::default()));
                return self.change_stream(tag, change);
            }
        };
        let held = &mut self.held[place].1;
        let before = held.size();
        if let Held::Value(_) = held {
            *held = Held::Bytes(Arc::new(held.bytes().unwrap_or_default().into_owned()));
        }
        if let Held::Bytes(bytes) = held {
            change(Arc::make_mut(bytes));
        }
        self.bytes = self.bytes - before + held.size();
    }
}
