use alloc::{boxed::Box, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{
    ComposeFields, EntryId, HResult, Iid, NameId, Notification, Place, Pointer, Prop, PropTag,
    PropValue, Restriction, Size, SortOrderSet, Text, registry::Kind,
};

/// One argument, whatever its parameter's type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// An unsigned number.
    Ulong(u32),
    /// A signed number.
    Long(i32),
    /// A result code.
    Code(HResult),
    /// A string; `None` is `NULL`.
    Text(Option<Text>),
    /// An interface id; `None` is `NULL`.
    Iid(Option<Iid>),
    /// The structure that `MAPIInitialize` takes; `None` is `NULL`.
    MapiInit(Option<MapiInit>),
    /// An entry id.
    EntryId(EntryId),
    /// The length of the entry id, or of the array, in the next parameter.
    Size(Size),
    /// A 64-bit number.
    Large(i64),
    /// A property tag.
    Tag(PropTag),
    /// Bytes; `None` is `NULL`.
    Bytes(Option<Vec<u8>>),
    /// Property tags; `None` is `NULL`.
    Tags(Option<Vec<PropTag>>),
    /// Properties; `None` is `NULL`.
    Props(Option<Vec<Prop>>),
    /// Recipients, each a set of properties; `None` is `NULL`.
    Recipients(Option<Vec<Vec<Prop>>>),
    /// Entry ids; `None` is `NULL`.
    Entries(Option<Vec<EntryId>>),
    /// A condition on rows; `None` is `NULL`.
    Restriction(Option<Box<Restriction>>),
    /// An order of rows; `None` is `NULL`.
    SortOrder(Option<SortOrderSet>),
    /// Names of properties; `None` is `NULL`.
    PropNames(Option<Vec<NameId>>),
    /// What a sink is told; `None` is `NULL`.
    Notification(Option<Box<Notification>>),
    /// What a compose form is filled with; `None` is `NULL`.
    Compose(Option<Box<ComposeFields>>),
    /// A pointer to an object or block.
    Pointer(Pointer),
    /// The address of an out-parameter.
    Place(Place),
}

impl Value {
    /// `NULL` as an argument, for a parameter that can be that.
    #[must_use]
    pub fn null(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Text => Self::Text(None),
            Kind::Bytes => Self::Bytes(None),
            Kind::Iid => Self::Iid(None),
            Kind::MapiInit => Self::MapiInit(None),
            Kind::EntryId => Self::EntryId(EntryId::Null),
            Kind::Tags => Self::Tags(None),
            Kind::Props => Self::Props(None),
            Kind::Recipients => Self::Recipients(None),
            Kind::Entries => Self::Entries(None),
            Kind::Restriction => Self::Restriction(None),
            Kind::SortOrder => Self::SortOrder(None),
            Kind::PropNames => Self::PropNames(None),
            Kind::Notification => Self::Notification(None),
            Kind::Compose => Self::Compose(None),
            Kind::Pointer(_) | Kind::Rows => Self::Pointer(Pointer::Null),
            Kind::Ulong | Kind::Long | Kind::Large | Kind::Code | Kind::Tag | Kind::Size => {
                return None;
            }
        })
    }

    /// 0 or `NULL` as an argument, whichever a parameter can be. A length is that of what it
    /// belongs to.
    #[must_use]
    pub fn zero(kind: Kind) -> Self {
        match kind {
            Kind::Long => Self::Long(0),
            Kind::Large => Self::Large(0),
            Kind::Code => Self::Code(HResult(0)),
            Kind::Tag => Self::Tag(PropTag(0)),
            Kind::Size => Self::Size(Size::Own),
            kind => Self::null(kind).unwrap_or(Self::Ulong(0)),
        }
    }
}

/// `MAPIINIT_0`, which CE documents and ignores (INIT-2, INIT-4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(non_snake_case, reason = "members keep their documented names")]
pub struct MapiInit {
    /// Has to be `MAPI_INIT_VERSION`.
    pub ulVersion: u32,
    /// Flags.
    pub ulFlags: u32,
}

/// A part of an argument that stands for something which appeared earlier in the run.
#[derive(Debug)]
pub enum Reference<'a> {
    /// An object or block.
    Thing(&'a mut Pointer),
    /// An entry id.
    Entry(&'a mut EntryId),
}

/// What an argument of a call can be.
pub(crate) trait Argument {
    /// Lets `each` see and change every reference in the argument.
    fn references(&mut self, _each: &mut dyn FnMut(Reference<'_>)) {}

    /// The argument as a pointer, if it is one.
    #[inline]
    fn pointer(&self) -> Option<Pointer> {
        None
    }
}

impl Argument for Pointer {
    #[inline]
    fn pointer(&self) -> Option<Pointer> {
        Some(*self)
    }

    fn references(&mut self, each: &mut dyn FnMut(Reference<'_>)) {
        each(Reference::Thing(self));
    }
}

impl Argument for EntryId {
    fn references(&mut self, each: &mut dyn FnMut(Reference<'_>)) {
        each(Reference::Entry(self));
    }
}

impl Argument for Prop {
    fn references(&mut self, each: &mut dyn FnMut(Reference<'_>)) {
        if let PropValue::Binary(entry) = &mut self.value {
            each(Reference::Entry(entry));
        }
    }
}

impl Argument for Notification {
    fn references(&mut self, each: &mut dyn FnMut(Reference<'_>)) {
        for entry in [&mut self.entry, &mut self.parent, &mut self.old_entry, &mut self.old_parent]
        {
            each(Reference::Entry(entry));
        }
    }
}

impl Argument for Restriction {
    fn references(&mut self, each: &mut dyn FnMut(Reference<'_>)) {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.references(each),
            Self::Not(part) => part.references(each),
            Self::Content { prop, .. } | Self::Property { prop, .. } => prop.references(each),
            _ => {}
        }
    }
}

impl<T: Argument> Argument for Vec<T> {
    fn references(&mut self, each: &mut dyn FnMut(Reference<'_>)) {
        for part in self {
            part.references(each);
        }
    }
}

impl<T: Argument> Argument for Option<T> {
    fn references(&mut self, each: &mut dyn FnMut(Reference<'_>)) {
        if let Some(part) = self {
            part.references(each);
        }
    }
}

impl<T: Argument> Argument for Box<T> {
    fn references(&mut self, each: &mut dyn FnMut(Reference<'_>)) {
        (**self).references(each);
    }
}

/// The next of some arguments; `None` if there is none or it is of another kind.
///
/// Every argument of every function is taken here; for devices the code stands once for each kind.
#[cfg_attr(not(feature = "words"), inline(never))]
pub(crate) fn next<T: TryFrom<Value>>(values: &mut dyn FnMut() -> Option<Value>) -> Option<T> {
    values()?.try_into().ok()
}

/// Hands an argument to somebody, as [`next`] takes it.
#[cfg_attr(not(feature = "words"), inline(never))]
pub(crate) fn give<T: Clone + Into<Value>>(argument: &T, each: &mut dyn FnMut(Value)) {
    each(argument.clone().into());
}

macro_rules! conversions {
    ($($variant:ident($type:ty);)*) => { $(
        impl From<$type> for Value {
            fn from(argument: $type) -> Self {
                Self::$variant(argument)
            }
        }

        impl TryFrom<Value> for $type {
            type Error = Value;

            fn try_from(value: Value) -> Result<Self, Value> {
                match value {
                    Value::$variant(argument) => Ok(argument),
                    other => Err(other),
                }
            }
        }
    )* };
}

conversions! {
    Ulong(u32);
    Long(i32);
    Code(HResult);
    Text(Option<Text>);
    Iid(Option<Iid>);
    MapiInit(Option<MapiInit>);
    EntryId(EntryId);
    Size(Size);
    Large(i64);
    Tag(PropTag);
    Bytes(Option<Vec<u8>>);
    Tags(Option<Vec<PropTag>>);
    Props(Option<Vec<Prop>>);
    Recipients(Option<Vec<Vec<Prop>>>);
    Entries(Option<Vec<EntryId>>);
    Restriction(Option<Box<Restriction>>);
    SortOrder(Option<SortOrderSet>);
    PropNames(Option<Vec<NameId>>);
    Notification(Option<Box<Notification>>);
    Compose(Option<Box<ComposeFields>>);
    Pointer(Pointer);
    Place(Place);
}

impl Argument for u8 {}
impl Argument for u32 {}
impl Argument for i32 {}
impl Argument for i64 {}
impl Argument for HResult {}
impl Argument for Size {}
impl Argument for Text {}
impl Argument for Iid {}
impl Argument for MapiInit {}
impl Argument for PropTag {}
impl Argument for SortOrderSet {}
impl Argument for NameId {}
impl Argument for ComposeFields {}
