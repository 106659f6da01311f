use core::fmt;

use serde::{Deserialize, Serialize};

use crate::registry::TAGS;

/// A property tag: the property's id in the upper half, the type of its value in the lower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PropTag(pub u32);

impl PropTag {
    /// The property's id.
    #[must_use]
    pub const fn id(self) -> u16 {
        (self.0 >> 16) as u16
    }

    /// The type of the value, one of the `PT_` constants.
    #[must_use]
    pub const fn type_of(self) -> u16 {
        self.0 as u16
    }

    /// The same property with another type.
    #[must_use]
    pub const fn with_type(self, kind: u16) -> Self {
        Self(self.0 & 0xFFFF_0000 | kind as u32)
    }

    /// The name that the registry lists first for this tag.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        TAGS.iter().find(|(_, tag)| *tag == self).map(|(name, _)| *name)
    }

    /// The tag that carries this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        TAGS.iter().find(|(known, _)| *known == name).map(|(_, tag)| *tag)
    }
}

impl fmt::Display for PropTag {
    /// The tag's name, or its eight hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "0x{:08X}", self.0),
        }
    }
}
