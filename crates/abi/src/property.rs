use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::{
    EntryId, HResult, Iid, PropTag, Text,
    registry::{
        PT_APPTIME, PT_BINARY, PT_BOOLEAN, PT_CLSID, PT_CURRENCY, PT_DOUBLE, PT_ERROR, PT_I2,
        PT_I8, PT_LONG, PT_NULL, PT_R4, PT_STRING8, PT_SYSTIME, PT_UNICODE,
    },
};

/// A property: an `SPropValue`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Prop {
    /// Which property, and of what type its value is.
    pub tag: PropTag,
    /// Its value.
    pub value: PropValue,
}

/// The value of a property, of the type that the tag says.
///
/// Floating-point numbers are kept as their bits, so that values can be compared and hashed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PropValue {
    /// `PT_NULL`, `PT_OBJECT` and types without a value of their own: the 64 bits of the union.
    Raw(u64),
    /// `PT_I2`.
    Short(i16),
    /// `PT_LONG`.
    Long(u32),
    /// `PT_R4`.
    Float(u32),
    /// `PT_DOUBLE`, `PT_APPTIME`.
    Double(u64),
    /// `PT_CURRENCY`, `PT_I8`.
    Large(i64),
    /// `PT_ERROR`.
    Error(HResult),
    /// `PT_BOOLEAN`.
    Boolean(bool),
    /// `PT_STRING8`, without the terminator; `None` is `NULL`.
    String8(Option<Vec<u8>>),
    /// `PT_UNICODE`; `None` is `NULL`.
    Unicode(Option<Text>),
    /// `PT_SYSTIME`: hundreds of nanoseconds since 1601.
    Time(u64),
    /// `PT_CLSID`; `None` is `NULL`.
    Id(Option<Iid>),
    /// `PT_BINARY`: an entry id of the run or other bytes.
    Binary(EntryId),
}

/// The forms that values come in, one for each variant of [`PropValue`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named as its variant")]
pub enum PropForm {
    Raw,
    Short,
    Long,
    Float,
    Double,
    Large,
    Error,
    Boolean,
    String8,
    Unicode,
    Time,
    Id,
    Binary,
}

impl PropForm {
    /// The form of values of a property type.
    #[must_use]
    pub const fn of(kind: u16) -> Self {
        match kind {
            PT_I2 => Self::Short,
            PT_LONG => Self::Long,
            PT_R4 => Self::Float,
            PT_DOUBLE | PT_APPTIME => Self::Double,
            PT_CURRENCY | PT_I8 => Self::Large,
            PT_ERROR => Self::Error,
            PT_BOOLEAN => Self::Boolean,
            PT_STRING8 => Self::String8,
            PT_UNICODE => Self::Unicode,
            PT_SYSTIME => Self::Time,
            PT_CLSID => Self::Id,
            PT_BINARY => Self::Binary,
            _ => Self::Raw,
        }
    }
}

impl PropValue {
    /// The form of the value.
    #[must_use]
    pub const fn form(&self) -> PropForm {
        match self {
            Self::Raw(_) => PropForm::Raw,
            Self::Short(_) => PropForm::Short,
            Self::Long(_) => PropForm::Long,
            Self::Float(_) => PropForm::Float,
            Self::Double(_) => PropForm::Double,
            Self::Large(_) => PropForm::Large,
            Self::Error(_) => PropForm::Error,
            Self::Boolean(_) => PropForm::Boolean,
            Self::String8(_) => PropForm::String8,
            Self::Unicode(_) => PropForm::Unicode,
            Self::Time(_) => PropForm::Time,
            Self::Id(_) => PropForm::Id,
            Self::Binary(_) => PropForm::Binary,
        }
    }
}

impl Prop {
    /// What stands in the place of a property that could not be fetched (PROP-4, TABLE-3).
    #[must_use]
    pub const fn error(tag: PropTag, code: HResult) -> Self {
        Self { tag: tag.with_type(PT_ERROR), value: PropValue::Error(code) }
    }

    /// An empty column, as `PR_NULL` asks for.
    #[must_use]
    pub const fn null() -> Self {
        Self { tag: PropTag(PT_NULL as u32), value: PropValue::Raw(0) }
    }
}
