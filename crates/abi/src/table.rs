use alloc::{boxed::Box, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{Prop, PropTag};

/// A condition on rows: an `SRestriction`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Restriction {
    /// All of these hold.
    And(Vec<Restriction>),
    /// One of these holds.
    Or(Vec<Restriction>),
    /// This does not hold.
    Not(Box<Restriction>),
    /// The string or binary value of a property contains, equals or begins with another.
    Content {
        /// How they are compared: `FL_` flags.
        fuzzy: u32,
        /// The property.
        tag: PropTag,
        /// What it is compared with.
        prop: Prop,
    },
    /// A property compares with a value.
    Property {
        /// How: a `RELOP_` value.
        relation: u32,
        /// The property.
        tag: PropTag,
        /// What it is compared with.
        prop: Prop,
    },
    /// Two properties of the row compare.
    CompareProps {
        /// How: a `RELOP_` value.
        relation: u32,
        /// The one property.
        left: PropTag,
        /// The other.
        right: PropTag,
    },
    /// Some bits of a property are set, or none is.
    Bitmask {
        /// Whether they have to be clear or not: a `BMR_` value.
        relation: u32,
        /// The property.
        tag: PropTag,
        /// The bits.
        mask: u32,
    },
    /// The size of a property's value compares with a number of bytes.
    Size {
        /// How: a `RELOP_` value.
        relation: u32,
        /// The property.
        tag: PropTag,
        /// The number.
        bytes: u32,
    },
    /// The row has the property.
    Exist(PropTag),
    /// A kind of restriction that this crate does not look into.
    Other(u32),
}

/// An order of rows: an `SSortOrderSet`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SortOrderSet {
    /// How many of the keys make categories.
    pub categories: u32,
    /// How many of the categories are expanded.
    pub expanded: u32,
    /// The keys, with a `TABLE_SORT_` value each.
    pub keys: Vec<(PropTag, u32)>,
}
