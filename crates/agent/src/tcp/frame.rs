use alloc::vec::Vec;

/// How many bytes the largest set of scenarios has that a device takes.
pub const MOST_SET: usize = 4 << 20;

/// How many bytes the largest record has that a host takes.
pub const MOST_RECORD: usize = 1 << 20;

/// How many bytes a host takes as the answer to one set of scenarios.
pub const MOST_ANSWER: usize = 16 << 20;

/// A set of scenarios as it goes to a device: behind its length. None, of length 0, says that no
/// more will come.
#[must_use]
pub fn frame(set: &[u8]) -> Vec<u8> {
    [&(set.len() as u32).to_le_bytes(), set].concat()
}

/// How long the record says it is that begins with these bytes, if it says so already.
#[must_use]
pub fn awaited(bytes: &[u8]) -> Option<usize> {
    bytes.first_chunk().map(|length| u32::from_le_bytes(*length) as usize)
}
