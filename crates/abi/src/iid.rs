use alloc::string::String;
use core::fmt;

use serde::{Deserialize, Serialize};

use crate::registry::IIDS;

/// An interface id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Iid {
    data1: u32,
    data2: u16,
    data3: u16,
    data4: [u8; 8],
}

impl Iid {
    /// The id with these four fields, as a C header writes them.
    #[must_use]
    pub const fn new(data1: u32, data2: u16, data3: u16, data4: [u8; 8]) -> Self {
        Self { data1, data2, data3, data4 }
    }

    /// The sixteen bytes as they lie in memory on a little-endian machine.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 16] {
        let [a, b, c, d] = self.data1.to_le_bytes();
        let [e, f] = self.data2.to_le_bytes();
        let [g, h] = self.data3.to_le_bytes();
        let [i, j, k, l, m, n, o, p] = self.data4;
        [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]
    }

    /// The id whose sixteen bytes lie like this in memory on a little-endian machine.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = bytes;
        Self {
            data1: u32::from_le_bytes([a, b, c, d]),
            data2: u16::from_le_bytes([e, f]),
            data3: u16::from_le_bytes([g, h]),
            data4: [i, j, k, l, m, n, o, p],
        }
    }

    /// The name under which the registry lists this id.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        IIDS.iter().find(|(_, iid)| *iid == self).map(|(name, _)| *name)
    }

    /// The id that the registry lists under this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        IIDS.iter().find(|(known, _)| *known == name).map(|(_, iid)| *iid)
    }

    /// Reads the form `{00020300-0000-0000-C000-000000000046}`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('{')?.strip_suffix('}')?;
        let lengths = inner.split('-').map(str::len);
        // A sign would pass for a digit below.
        if !lengths.eq([8, 4, 4, 4, 12]) || inner.contains('+') {
            return None;
        }
        let digits: String = inner.split('-').collect();
        let bits = u128::from_str_radix(&digits, 16).ok()?;
        Some(Self {
            data1: (bits >> 96) as u32,
            data2: (bits >> 80) as u16,
            data3: (bits >> 64) as u16,
            data4: (bits as u64).to_be_bytes(),
        })
    }
}

impl fmt::Display for Iid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tail = u64::from_be_bytes(self.data4);
        write!(
            f,
            "{{{:08X}-{:04X}-{:04X}-{:04X}-{:012X}}}",
            self.data1,
            self.data2,
            self.data3,
            tail >> 48,
            tail & 0xFFFF_FFFF_FFFF
        )
    }
}
