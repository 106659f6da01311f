use alloc::vec::Vec;

use super::{Error, Field, Layout, Names, Space};
use crate::{Iid, Text};

/// More elements than this in one call's arrays are no program's but a wild pointer's.
const MOST_ELEMENTS: u64 = 1 << 24;

/// More bytes than this in one piece are no program's either.
const MOST_BYTES: u64 = 1 << 30;

/// How many bytes are read before more room is made for them.
const PIECE: u64 = 1 << 16;

/// Reads and writes structures in a [`Space`].
#[derive(Debug)]
pub struct Codec<'a, S> {
    pub(super) layout: Layout,
    pub(super) space: &'a mut S,
    elements: u64,
}

impl<'a, S: Space + Names> Codec<'a, S> {
    /// A codec for structures with pointers of this width.
    pub const fn new(layout: Layout, space: &'a mut S) -> Self {
        Self { layout, space, elements: MOST_ELEMENTS }
    }

    /// The space that it reads and writes.
    pub const fn space(&mut self) -> &mut S {
        self.space
    }

    /// Counts the elements of an array before they are read.
    pub(super) fn expect(&mut self, count: u64) -> Result<(), Error> {
        self.elements = self.elements.checked_sub(count).ok_or(Error::TooMany(count))?;
        Ok(())
    }

    /// The number of `size` bytes, at most 8, at an address.
    pub(super) fn number(&self, address: u64, size: usize) -> Result<u64, Error> {
        let mut bytes = [0; 8];
        self.space.read(address, bytes.get_mut(..size).ok_or(Error::Mismatch)?)?;
        Ok(u64::from_le_bytes(bytes))
    }

    /// Puts the lowest `size` bytes of a number, at most 8, at an address.
    pub(super) fn set_number(
        &mut self,
        address: u64,
        size: usize,
        number: u64,
    ) -> Result<(), Error> {
        let bytes = number.to_le_bytes();
        self.space.write(address, bytes.get(..size).ok_or(Error::Mismatch)?)
    }

    /// The number or pointer in a member of the structure at `address`.
    pub(super) fn get(&self, address: u64, field: Field) -> Result<u64, Error> {
        self.number(self.at(address, field), field.size(self.layout))
    }

    /// The same for members of at most 32 bits.
    pub(super) fn get_long(&self, address: u64, field: Field) -> Result<u32, Error> {
        Ok(self.get(address, field)? as u32)
    }

    /// Puts a number or pointer into a member of the structure at `address`.
    pub(super) fn set(&mut self, address: u64, field: Field, value: u64) -> Result<(), Error> {
        self.set_number(self.at(address, field), field.size(self.layout), value)
    }

    /// Where a member of the structure at `address` begins.
    pub(super) const fn at(&self, address: u64, field: Field) -> u64 {
        address.wrapping_add(field.offset(self.layout) as u64)
    }

    /// Room for a structure or array, filled with zeros.
    pub(super) fn room(&mut self, size: usize) -> Result<u64, Error> {
        let address = self.space.allocate(size)?;
        self.fill(address, size, 0)?;
        Ok(address)
    }

    /// Fills memory.
    pub(super) fn fill(&mut self, address: u64, size: usize, byte: u8) -> Result<(), Error> {
        let piece = [byte; 64];
        for done in (0..size).step_by(piece.len()) {
            let piece = &piece[..piece.len().min(size - done)];
            self.space.write(address.wrapping_add(done as u64), piece)?;
        }
        Ok(())
    }

    /// The bytes at an address.
    pub fn bytes(&self, address: u64, count: u64) -> Result<Vec<u8>, Error> {
        if count > MOST_BYTES {
            return Err(Error::TooMany(count));
        }
        let mut bytes = Vec::new();
        let mut left = count;
        while left > 0 {
            let done = bytes.len();
            let piece = left.min(PIECE);
            bytes.resize(done + piece as usize, 0);
            self.space.read(address.wrapping_add(done as u64), &mut bytes[done..])?;
            left -= piece;
        }
        Ok(bytes)
    }

    /// Puts bytes where there is room and returns where.
    pub fn put_bytes(&mut self, bytes: &[u8]) -> Result<u64, Error> {
        let address = self.space.allocate(bytes.len())?;
        self.space.write(address, bytes)?;
        Ok(address)
    }

    /// The string at an address; `None` for 0.
    pub fn text(&mut self, address: u64) -> Result<Option<Text>, Error> {
        if address == 0 {
            return Ok(None);
        }
        let mut units = Vec::new();
        for place in (0..).step_by(2) {
            self.expect(1)?;
            match self.number(address.wrapping_add(place), 2)? {
                0 => break,
                unit => units.push(unit as u16),
            }
        }
        Ok(Some(Text::from_units(units)))
    }

    /// Puts a string where there is room; 0 for `None`.
    pub fn put_text(&mut self, text: Option<&Text>) -> Result<u64, Error> {
        let Some(text) = text else { return Ok(0) };
        let units = text.units().iter().copied().chain([0]);
        let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
        self.put_bytes(&bytes)
    }

    /// The 8-bit string at an address; `None` for 0.
    pub(super) fn narrow_text(&mut self, address: u64) -> Result<Option<Vec<u8>>, Error> {
        if address == 0 {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        for place in 0.. {
            self.expect(1)?;
            match self.number(address.wrapping_add(place), 1)? {
                0 => break,
                byte => bytes.push(byte as u8),
            }
        }
        Ok(Some(bytes))
    }

    /// The id at an address; `None` for 0.
    pub fn iid(&self, address: u64) -> Result<Option<Iid>, Error> {
        if address == 0 {
            return Ok(None);
        }
        let mut bytes = [0; 16];
        self.space.read(address, &mut bytes)?;
        Ok(Some(Iid::from_bytes(bytes)))
    }

    /// Puts an id where there is room; 0 for `None`.
    pub fn put_iid(&mut self, iid: Option<Iid>) -> Result<u64, Error> {
        iid.map_or(Ok(0), |iid| self.put_bytes(&iid.to_bytes()))
    }
}
