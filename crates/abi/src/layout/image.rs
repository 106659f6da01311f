use alloc::vec::Vec;

use super::{Error, Space};

/// Memory in a buffer: for what is sent elsewhere or comes from there.
#[derive(Clone, Debug)]
pub struct Image {
    base: u64,
    bytes: Vec<u8>,
}

impl Image {
    /// Memory that begins at `base`, a multiple of 8 and not 0, and grows with what is put there.
    #[must_use]
    pub const fn new(base: u64, bytes: Vec<u8>) -> Self {
        Self { base, bytes }
    }

    /// Everything that the memory holds.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where in the buffer `count` bytes at an address stand.
    fn range(&self, address: u64, count: usize) -> Result<core::ops::Range<usize>, Error> {
        let unreachable = Error::Unreachable(address);
        let start = address.checked_sub(self.base).ok_or(unreachable)?;
        let start = usize::try_from(start).map_err(|_| unreachable)?;
        let end = start.checked_add(count).ok_or(unreachable)?;
        if end > self.bytes.len() { Err(unreachable) } else { Ok(start..end) }
    }
}

impl Space for Image {
    fn read(&self, address: u64, bytes: &mut [u8]) -> Result<(), Error> {
        bytes.copy_from_slice(&self.bytes[self.range(address, bytes.len())?]);
        Ok(())
    }

    fn write(&mut self, address: u64, bytes: &[u8]) -> Result<(), Error> {
        let range = self.range(address, bytes.len())?;
        self.bytes[range].copy_from_slice(bytes);
        Ok(())
    }

    fn allocate(&mut self, size: usize) -> Result<u64, Error> {
        let start = self.bytes.len().next_multiple_of(8);
        let end = start.checked_add(size).ok_or(Error::Full)?;
        self.bytes.resize(end, 0);
        Ok(self.base + start as u64)
    }
}
