use core::fmt;

use serde::{Deserialize, Serialize};

use crate::registry::CODES;

/// A result code: the 32 bits of an `HRESULT` or `SCODE`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct HResult(pub u32);

impl HResult {
    /// Whether the severity bit is clear, as for `S_OK` and the `MAPI_W_` warnings.
    #[must_use]
    pub const fn succeeded(self) -> bool {
        self.0 & 0x8000_0000 == 0
    }

    /// The name that the registry lists first for this value.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        CODES.iter().find(|(_, code)| *code == self).map(|(name, _)| *name)
    }

    /// The code that carries this name, whichever of a value's several names it is.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        CODES.iter().find(|(known, _)| *known == name).map(|(_, code)| *code)
    }
}

impl fmt::Display for HResult {
    /// The code's name, or its eight hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "0x{:08X}", self.0),
        }
    }
}
