use crate::checksum::checksum_behind;

/// How many bytes the longest frame of what is plain may have. Its length takes one.
pub const ROOM: usize = 128;

/// A place for a frame. What is made there has [arrived](crate::Track::arrived): the next frame is
/// told from it.
pub type Place = [u8; ROOM];

/// A frame that is made in its place.
#[derive(Debug)]
pub(crate) struct Plain<'a> {
    place: &'a mut Place,
    length: usize,
}

impl<'a> Plain<'a> {
    #[inline]
    pub(crate) const fn new(place: &'a mut Place) -> Self {
        Self { place, length: 1 }
    }

    #[inline]
    pub(crate) fn byte(&mut self, byte: u8) {
        // There is always room: who makes a frame knows how long it can be.
        self.place[self.length % ROOM] = byte;
        self.length += 1;
    }

    #[inline]
    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    #[inline]
    pub(crate) fn end(mut self) -> u8 {
        let length = self.length as u8;
        let sum = checksum_behind(length, self.place.get(1..self.length).unwrap_or_default());
        self.byte(sum);
        length
    }
}
