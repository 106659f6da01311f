use super::{
    life::spots_of_life, memory::spots_of_memory, messaging::spots_of_messaging,
    objects::spots_of_objects,
};

/// Takes all silent spots in one list, which each macro of a topic hands on to the next with its
/// own added.
macro_rules! policy {
    ([$(
        $(#[doc = $doc:literal])+
        $field:ident: $choice:ident [$($clause:literal),+] {
            #[doc = $first_doc:literal] $first:ident,
            $(#[doc = $variant_doc:literal] $variant:ident,)+
        }
    )*]) => {
        /// One choice for each silent spot.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct Policy {
            $($(#[doc = $doc])+ pub $field: $choice,)*
        }

        $(
            $(#[doc = $doc])+
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
            pub enum $choice {
                #[doc = $first_doc]
                #[default]
                $first,
                $(#[doc = $variant_doc] $variant,)+
            }
        )*

        /// Every field with its clauses and choices, for documentation.
        pub static SILENT_SPOTS: &[SilentSpot] = &[$(
            SilentSpot {
                field: stringify!($field),
                doc: concat!($($doc),+),
                clauses: &[$($clause),+],
                choices: &[
                    (stringify!($first), $first_doc),
                    $((stringify!($variant), $variant_doc)),+
                ],
            },
        )*];

        impl Policy {
            /// The name of the choice taken for each field, in the order of [`SILENT_SPOTS`].
            #[must_use]
            pub fn choices(&self) -> Vec<String> {
                vec![$(format!("{:?}", self.$field),)*]
            }

            /// The policy with another choice for one field, both by their names; `None` if there
            /// is no such field or choice.
            #[must_use]
            pub fn with(mut self, field: &str, choice: &str) -> Option<Self> {
                match (field, choice) {
                    $(
                        (stringify!($field), stringify!($first)) => self.$field = $choice::$first,
                        $((stringify!($field), stringify!($variant)) => {
                            self.$field = $choice::$variant;
                        })+
                    )*
                    _ => return None,
                }
                Some(self)
            }
        }
    };
}

/// A field of [`Policy`] as documentation shows it.
#[derive(Debug)]
pub struct SilentSpot {
    /// The field's name.
    pub field: &'static str,
    /// The question that the documents leave open.
    pub doc: &'static str,
    /// The clauses that leave it open or, for a preset that imitates another MAPI, that it breaks.
    pub clauses: &'static [&'static str],
    /// Name and meaning of each choice, the default first.
    pub choices: &'static [(&'static str, &'static str)],
}

spots_of_life! { [] spots_of_objects spots_of_memory spots_of_messaging policy }
