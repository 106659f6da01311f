//! The C types that signatures are written with, each with what it carries.
#![expect(non_camel_case_types, reason = "types keep their documented names")]

use alloc::{boxed::Box, vec::Vec};

use super::{Kind, Object};
use crate::{
    ComposeFields, EntryId, HResult, Iid, MapiInit, NameId, Notification, Pointer, Prop, PropTag,
    Restriction, Size, SortOrderSet, Text,
};

/// A C type as the documentation spells it.
pub trait CType {
    /// What a [`Call`](crate::Call) holds for an argument of this type.
    type Argument;
    /// What it carries.
    const KIND: Kind;
    /// Its spelling in C.
    const C: &'static str;
    /// Whether it is a string of bytes.
    const NARROW: bool;
    /// Whether it is a structure that tells a number.
    const STRUCTURE: bool;
}

macro_rules! types {
    ($($name:ident $(= $c:literal)?: $argument:ty => $kind:expr;)*) => { $(
        #[doc = concat!("`", stringify!($name), "`.")]
        #[derive(Debug)]
        pub enum $name {}

        impl CType for $name {
            type Argument = $argument;
            const KIND: Kind = $kind;
            const C: &'static str = [$($c,)? stringify!($name)][0];
            const NARROW: bool = matches!(stringify!($name).as_bytes(), b"LPSTR");
            const STRUCTURE: bool = matches!(stringify!($name).as_bytes(), b"STATSTG");
        }
    )* };
}

types! {
    ULONG: u32 => Kind::Ulong;
    FLAGS: u32 => Kind::Ulong;
    DWORD: u32 => Kind::Ulong;
    LONG: i32 => Kind::Long;
    HRESULT: HResult => Kind::Code;
    LPTSTR: Option<Text> => Kind::Text;
    LPCWSTR: Option<Text> => Kind::Text;
    LPSTR: Option<Text> => Kind::Text;
    LPCIID: Option<Iid> => Kind::Iid;
    REFIID: Option<Iid> => Kind::Iid;
    MAPIINIT_0 = "LPVOID": Option<MapiInit> => Kind::MapiInit;
    LPVOID: Pointer => Kind::Pointer(Object::Block);
    TEXTS = "LPTSTR *": Pointer => Kind::Pointer(Object::Block);
    TEXT = "LPTSTR": Pointer => Kind::Pointer(Object::Block);
    ENTRY = "LPENTRYID": Pointer => Kind::Pointer(Object::Block);
    PROBLEMS = "LPSPropProblemArray": Pointer => Kind::Pointer(Object::Block);
    NAMES = "LPMAPINAMEID *": Pointer => Kind::Pointer(Object::Block);
    ORDER = "LPSSortOrderSet": Pointer => Kind::Pointer(Object::Block);
    CONDITION = "LPSRestriction": Pointer => Kind::Pointer(Object::Block);
    ENTRIES = "LPENTRYLIST": Pointer => Kind::Pointer(Object::Block);
    STATE = "LPBYTE": Pointer => Kind::Pointer(Object::Block);
    LPUNKNOWN: Pointer => Kind::Pointer(Object::Unknown);
    INTERFACE = "LPVOID": Pointer => Kind::Pointer(Object::Unknown);
    PROPERTY = "LPUNKNOWN": Pointer => Kind::Pointer(Object::Stream);
    FOLDER = "LPVOID": Pointer => Kind::Pointer(Object::Folder);
    OBJECT = "LPVOID": Pointer => Kind::Pointer(Object::Prop);
    LPGUID: Option<Iid> => Kind::Iid;
    ULARGE_INTEGER: i64 => Kind::Large;
    KEY = "LPBYTE": Option<Vec<u8>> => Kind::Bytes;
    LPMAPISESSION: Pointer => Kind::Pointer(Object::Session);
    LPMDB: Pointer => Kind::Pointer(Object::Store);
    LPMAPIFOLDER: Pointer => Kind::Pointer(Object::Folder);
    LPMESSAGE: Pointer => Kind::Pointer(Object::Message);
    LPMAPITABLE: Pointer => Kind::Pointer(Object::Table);
    LPMAPIADVISESINK: Pointer => Kind::Pointer(Object::Sink);
    CONNECTION = "ULONG": Pointer => Kind::Pointer(Object::Connection);
    LPMAPIERROR: Pointer => Kind::Pointer(Object::Block);
    LPADRBOOK: Pointer => Kind::Pointer(Object::Other);
    LPPROFSECT: Pointer => Kind::Pointer(Object::Other);
    LPSERVICEADMIN: Pointer => Kind::Pointer(Object::Other);
    LPATTACH: Pointer => Kind::Pointer(Object::Attach);
    LPSTREAM: Pointer => Kind::Pointer(Object::Stream);
    LPMAPIPROP: Pointer => Kind::Pointer(Object::Prop);
    LPMAPIPROGRESS: Pointer => Kind::Pointer(Object::Other);
    ROWS = "LPSRowSet": Pointer => Kind::Pointer(Object::Block);
    PROPS = "LPSPropValue": Pointer => Kind::Pointer(Object::Block);
    PROPTAG = "ULONG": PropTag => Kind::Tag;
    LARGE_INTEGER: i64 => Kind::Large;
    BYTES = "const void *": Option<Vec<u8>> => Kind::Bytes;
    BYTE_COUNT = "ULONG": Size => Kind::Size;
    STATSTG: u32 => Kind::Ulong;
    COUNT = "ULONG": Size => Kind::Size;
    LPSPropTagArray: Option<Vec<PropTag>> => Kind::Tags;
    TAGS_PLACE = "LPSPropTagArray *": Pointer => Kind::Pointer(Object::Other);
    LPSPropValue: Option<Vec<Prop>> => Kind::Props;
    LPADRLIST: Option<Vec<Vec<Prop>>> => Kind::Recipients;
    LPENTRYLIST: Option<Vec<EntryId>> => Kind::Entries;
    LPSRestriction: Option<Box<Restriction>> => Kind::Restriction;
    LPSSortOrderSet: Option<SortOrderSet> => Kind::SortOrder;
    PROPNAMES = "LPMAPINAMEID *": Option<Vec<NameId>> => Kind::PropNames;
    LPNOTIFICATION: Option<Box<Notification>> => Kind::Notification;
    LPMAILCOMPOSEFIELDS = "MAILCOMPOSEFIELDS *": Option<Box<ComposeFields>> => Kind::Compose;
    LPSRowSet: Pointer => Kind::Rows;
    BOOKMARK: u32 => Kind::Ulong;
    LPMAPIUID: Option<Iid> => Kind::Iid;
    CB_ENTRYID = "ULONG": Size => Kind::Size;
    LPENTRYID: EntryId => Kind::EntryId;
}
