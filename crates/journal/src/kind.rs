//! How a journal writes down what a parameter carries and what an object is. These words and
//! numbers never change; what is new gets new ones.

use cemapi_abi::registry::{Kind, Object};

macro_rules! objects {
    ($($object:ident = $number:literal;)*) => {
        /// The number of a kind of object.
        pub(crate) const fn object_number(object: Object) -> u8 {
            match object { $(Object::$object => $number,)* }
        }

        /// The kind of object of this number; what a newer tool knows is any object to this one.
        pub(crate) const fn object_of(number: u8) -> Object {
            match number { $($number => Object::$object,)* _ => Object::Unknown }
        }

        const fn object_word(object: Object) -> &'static str {
            match object { $(Object::$object => stringify!($object),)* }
        }

        fn object_of_word(word: &str) -> Option<Object> {
            match word { $(stringify!($object) => Some(Object::$object),)* _ => None }
        }
    };
}

objects! {
    Unknown = 0;
    Session = 1;
    Prop = 2;
    Store = 3;
    Container = 4;
    Folder = 5;
    Message = 6;
    Attach = 7;
    Table = 8;
    Sink = 9;
    Stream = 10;
    Connection = 11;
    Block = 12;
    Other = 13;
}

macro_rules! kinds {
    ($($kind:ident)*) => {
        /// The word for what a parameter carries.
        pub(crate) fn word(kind: Kind) -> String {
            match kind {
                $(Kind::$kind => stringify!($kind).to_owned(),)*
                Kind::Pointer(object) => format!("Pointer {}", object_word(object)),
            }
        }

        /// What a parameter of this word carries; `None` if only a newer tool knows.
        pub(crate) fn of_word(word: &str) -> Option<Kind> {
            match word {
                $(stringify!($kind) => Some(Kind::$kind),)*
                _ => word.strip_prefix("Pointer ").and_then(object_of_word).map(Kind::Pointer),
            }
        }
    };
}

kinds! {
    Ulong Long Code Text Iid MapiInit EntryId Size Large Tag Bytes Tags Props Recipients Entries
    Restriction SortOrder PropNames Notification Compose Rows
}
