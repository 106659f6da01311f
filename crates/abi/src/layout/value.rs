use alloc::{boxed::Box, vec::Vec};

use super::{Codec, Error, Layout, Names, Space};
use crate::{
    EntryId, HResult, Place, Pointer, PropTag, Size, Text, Value,
    registry::{Kind, Object, Param},
};

/// The words of one call's arguments, in the order of the parameters.
pub(super) struct Words<'a> {
    layout: Layout,
    params: &'static [Param],
    words: &'a [u64],
}

impl<'a> Words<'a> {
    pub(super) const fn new(layout: Layout, params: &'static [Param], words: &'a [u64]) -> Self {
        Self { layout, params, words }
    }

    pub(super) fn param(&self, index: usize) -> Option<&'static Param> {
        self.params.get(index)
    }

    /// The bits of one argument.
    pub(super) fn get(&self, index: usize) -> Result<u64, Error> {
        let params = self.params.get(index).ok_or(Error::Mismatch)?;
        let place = self.params[..index].iter().map(|param| words(param, self.layout)).sum();
        let word = |place: usize| self.words.get(place).copied().ok_or(Error::Mismatch);
        let first = word(place)?;
        Ok(match width(params, self.layout) {
            4 => first & 0xFFFF_FFFF,
            8 if words(params, self.layout) == 2 => first & 0xFFFF_FFFF | word(place + 1)? << 32,
            _ => first,
        })
    }
}

/// How many bytes an argument has, an out-parameter's the address of its place.
fn width(param: &Param, layout: Layout) -> usize {
    match param.kind {
        _ if param.out => layout.pointer(),
        Kind::Ulong | Kind::Long | Kind::Code | Kind::Size | Kind::Tag => 4,
        Kind::Pointer(Object::Connection) => 4,
        Kind::Large => 8,
        _ => layout.pointer(),
    }
}

/// How many machine words it is passed in.
pub(super) fn words(param: &Param, layout: Layout) -> usize {
    width(param, layout).div_ceil(layout.pointer())
}

/// The parameter that says how much the one at `index` points to, or what the length at `index`
/// is the length of: the one before it or the one after it.
pub(super) fn partner(params: &[Param], index: usize) -> Option<usize> {
    let kind = |index: usize| params.get(index).filter(|param| !param.out).map(|param| param.kind);
    let sized = |index| {
        matches!(kind(index), Some(Kind::EntryId | Kind::Bytes | Kind::Props | Kind::PropNames))
    };
    let length = |index| kind(index) == Some(Kind::Size);
    let (after, before) = (index + 1, index.checked_sub(1));
    if length(index) {
        return if sized(after) { Some(after) } else { before.filter(|before| sized(*before)) };
    }
    before.filter(|before| length(*before)).or_else(|| length(after).then_some(after))
}

impl<S: Space + Names> Codec<'_, S> {
    /// What one argument means.
    pub(super) fn value(&mut self, words: &Words<'_>, index: usize) -> Result<Value, Error> {
        let params = words.params;
        let param = params.get(index).ok_or(Error::Mismatch)?;
        let word = words.get(index)?;
        if param.out {
            return Ok(Value::Place(if word == 0 { Place::Null } else { Place::Given }));
        }
        let count = || match partner(params, index) {
            Some(partner) => words.get(partner),
            None => Ok(1),
        };
        Ok(match param.kind {
            Kind::Ulong => Value::Ulong(word as u32),
            Kind::Long => Value::Long(word as i32),
            Kind::Code => Value::Code(HResult(word as u32)),
            Kind::Tag => Value::Tag(PropTag(word as u32)),
            Kind::Large => Value::Large(word as i64),
            Kind::Size => {
                let of = partner(params, index).map(|partner| words.get(partner)).transpose()?;
                Value::Size(if of == Some(0) && word != 0 || of.is_none() {
                    Size::Of(word as u32)
                } else {
                    Size::Own
                })
            }
            Kind::Pointer(_) if word == 0 => Value::Pointer(Pointer::Null),
            Kind::Pointer(object) => Value::Pointer(self.space.pointer(word, object)),
            Kind::EntryId => Value::EntryId(self.entry(word, count()?, None)?),
            Kind::Text if param.narrow => Value::Text(self.narrow_text(word)?.map(widen)),
            Kind::Text => Value::Text(self.text(word)?),
            Kind::Iid => Value::Iid(self.iid(word)?),
            Kind::Rows => return Err(Error::Mismatch),
            kind if word == 0 => Value::null(kind).ok_or(Error::Mismatch)?,
            Kind::MapiInit => Value::MapiInit(Some(self.mapi_init(word)?)),
            Kind::Bytes => Value::Bytes(Some(self.bytes(word, count()?)?)),
            Kind::Tags => Value::Tags(Some(self.tags(word)?)),
            Kind::Props => Value::Props(Some(self.props(word, count()?)?)),
            Kind::Recipients => Value::Recipients(Some(self.rows(word)?)),
            Kind::Entries => Value::Entries(Some(self.entries(word)?)),
            Kind::Restriction => Value::Restriction(Some(Box::new(self.restriction(word)?))),
            Kind::SortOrder => Value::SortOrder(Some(self.sort_order(word)?)),
            Kind::PropNames => Value::PropNames(Some(self.names(word, count()?)?)),
            Kind::Notification => Value::Notification(Some(Box::new(self.notification(word)?))),
            Kind::Compose => Value::Compose(Some(Box::new(self.compose(word)?))),
        })
    }

    /// Puts what an argument points to where there is room, and returns the argument's bits;
    /// `None` for a length, which [`length`] tells, and for a place.
    pub(super) fn put_value(&mut self, param: &Param, value: &Value) -> Result<Option<u64>, Error> {
        Ok(Some(match value {
            Value::Ulong(number) => (*number).into(),
            Value::Long(number) => (*number as u32).into(),
            Value::Code(code) => code.0.into(),
            Value::Tag(tag) => tag.0.into(),
            Value::Large(number) => *number as u64,
            Value::Size(Size::Of(number)) => (*number).into(),
            Value::Size(Size::Own) | Value::Place(_) => return Ok(None),
            Value::Pointer(Pointer::Null) => 0,
            Value::Pointer(pointer) => match param.kind {
                Kind::Pointer(object) => self.space.address(*pointer, object),
                _ => return Err(Error::Mismatch),
            },
            Value::EntryId(entry) => self.put_entry(entry)?.0,
            Value::Text(Some(text)) if param.narrow => self.put_bytes(&narrow(text))?,
            Value::Text(text) => self.put_text(text.as_ref())?,
            Value::Iid(iid) => self.put_iid(*iid)?,
            Value::MapiInit(Some(init)) => self.put_mapi_init(*init)?,
            Value::Bytes(Some(bytes)) => self.put_bytes(bytes)?,
            Value::Tags(Some(tags)) => self.put_tags(tags)?,
            Value::Props(Some(props)) => self.put_props(props)?,
            Value::Recipients(Some(recipients)) => self.put_rows(recipients)?,
            Value::Entries(Some(entries)) => self.put_entries(entries)?,
            Value::Restriction(Some(condition)) => self.put_restriction(condition)?,
            Value::SortOrder(Some(order)) => self.put_sort_order(order)?,
            Value::PropNames(Some(names)) => self.put_names(names)?,
            Value::Notification(Some(told)) => self.put_notification(told)?,
            Value::Compose(Some(fields)) => self.put_compose(fields)?,
            Value::MapiInit(None)
            | Value::Bytes(None)
            | Value::Tags(None)
            | Value::Props(None)
            | Value::Recipients(None)
            | Value::Entries(None)
            | Value::Restriction(None)
            | Value::SortOrder(None)
            | Value::PropNames(None)
            | Value::Notification(None)
            | Value::Compose(None) => 0,
        }))
    }

    /// How long, or how many, an argument is.
    pub(super) fn length(&self, value: Option<&Value>) -> u64 {
        (match value {
            Some(Value::EntryId(EntryId::Known(entry))) => self.space.entry_bytes(*entry).len(),
            Some(Value::EntryId(EntryId::Bytes(bytes)) | Value::Bytes(Some(bytes))) => bytes.len(),
            Some(Value::Props(Some(props))) => props.len(),
            Some(Value::PropNames(Some(names))) => names.len(),
            _ => 0,
        }) as u64
    }
}

fn widen(bytes: Vec<u8>) -> Text {
    Text::from_units(bytes.into_iter().map(u16::from).collect())
}

/// The string with its terminator; a character that has more than 8 bits is lost.
fn narrow(text: &Text) -> Vec<u8> {
    let byte = |unit: &u16| u8::try_from(*unit).unwrap_or(b'?');
    text.units().iter().map(byte).chain([0]).collect()
}
