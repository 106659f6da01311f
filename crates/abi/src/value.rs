use serde::{Deserialize, Serialize};

use crate::{EntryId, HResult, Iid, Place, Pointer, Size, Text};

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
    /// The length of the entry id in the next parameter.
    Size(Size),
    /// A pointer to an object or block.
    Pointer(Pointer),
    /// The address of an out-parameter.
    Place(Place),
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

/// What an argument of a call can be.
pub(crate) trait Argument {
    /// Lets `each` see and change every pointer in the argument.
    fn pointers(&mut self, _each: &mut dyn FnMut(&mut Pointer)) {}
}

impl Argument for Pointer {
    fn pointers(&mut self, each: &mut dyn FnMut(&mut Pointer)) {
        each(self);
    }
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
    Pointer(Pointer);
    Place(Place);
}

impl Argument for u32 {}
impl Argument for i32 {}
impl Argument for HResult {}
impl Argument for EntryId {}
impl Argument for Size {}
impl Argument for Option<Text> {}
impl Argument for Option<Iid> {}
impl Argument for Option<MapiInit> {}
