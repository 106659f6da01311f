//! The structures of contract 13, and the standard ones of COM that its methods need.
//!
//! Each is a type with a constant for every member: `SBinary::lpb` is the place of the member
//! `lpb` in `SBinary`.
#![expect(non_upper_case_globals, non_camel_case_types, reason = "names are the headers'")]

use super::{Member, Structure};

const fn part(structure: &'static Structure) -> Member {
    Member::Structure(structure)
}

macro_rules! structures {
    ($all:ident: $(
        #[doc = $doc:literal]
        $form:ident $name:ident in $header:literal {
            $($member:ident: $c_type:literal $kind:expr;)*
        }
    )*) => {
        $(
            #[doc = $doc]
            #[derive(Debug)]
            pub enum $name {}

            #[expect(missing_docs, reason = "members keep their documented names")]
            impl $name {
                /// Its members and what they are.
                pub const SHAPE: Structure = Structure {
                    name: stringify!($name),
                    doc: $doc,
                    header: $header,
                    union: structures!(@$form),
                    members: &[$((stringify!($member), $c_type, $kind)),*],
                };
                /// How many bytes it takes; an array at its end takes one element.
                pub const SIZE: Extent = Extent::of(&Self::SHAPE);
                $(
                    pub const $member: Field = Field::named(&Self::SHAPE, stringify!($member));
                )*
            }
        )*

        /// The structures and unions of this file, each after those that it contains.
        pub(super) static $all: &[&Structure] = &[$(&$name::SHAPE),*];
    };
    (@structure) => { false };
    (@union) => { true };
}

mod com;
mod event;
mod property;
mod table;

pub use com::*;
pub use event::*;
pub use property::*;
pub use table::*;

/// Every structure and union, each after those that it contains.
pub fn all() -> impl Iterator<Item = &'static Structure> {
    [COM, PROPERTY, TABLE, EVENT].into_iter().flatten().copied()
}
