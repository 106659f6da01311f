use alloc::vec::Vec;

use cemapi_abi::Entry;

/// The entry ids that have appeared; equal bytes are one entry.
#[derive(Debug, Default)]
pub(crate) struct Entries(Vec<Vec<u8>>);

impl Entries {
    /// The entry of these bytes, if they have appeared.
    pub(crate) fn find(&self, bytes: &[u8]) -> Option<Entry> {
        self.0.iter().position(|known| known == bytes).map(|place| Entry(place as u32))
    }

    /// The entry of these bytes.
    pub(crate) fn appear(&mut self, bytes: Vec<u8>) -> Entry {
        self.find(&bytes).unwrap_or_else(|| {
            self.0.push(bytes);
            Entry(self.0.len() as u32 - 1)
        })
    }

    /// The bytes of an entry.
    pub(crate) fn bytes(&self, entry: Entry) -> &[u8] {
        self.0.get(entry.0 as usize).map_or(&[], Vec::as_slice)
    }
}
