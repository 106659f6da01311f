use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

/// A string as CE passes it: UTF-16 code units without the terminator, not necessarily well formed
/// (contract ABI-2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Text(Vec<u16>);

impl Text {
    /// The string made of these code units.
    #[must_use]
    pub const fn from_units(units: Vec<u16>) -> Self {
        Self(units)
    }

    /// The code units.
    #[must_use]
    pub fn units(&self) -> &[u16] {
        &self.0
    }

    /// The text, unless a surrogate stands alone in it.
    #[must_use]
    pub fn to_string(&self) -> Option<String> {
        String::from_utf16(&self.0).ok()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.encode_utf16().collect())
    }
}
