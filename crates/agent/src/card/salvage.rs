use super::{Record, Records};

/// The records in a file of which parts may be damaged: what is whole is read wherever it stands.
#[derive(Clone, Debug)]
pub struct Salvage<'a> {
    bytes: &'a [u8],
    place: usize,
    /// Where the last whole record ends.
    whole: usize,
    /// How many more bytes may be looked at in vain.
    patience: usize,
}

/// What is found in such a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A whole record.
    Record(Record),
    /// So many bytes that are none.
    Damage(usize),
}

/// How often each byte of a file may be looked at in vain, on average: who makes up a file could
/// make every byte look like the beginning of a record.
const PATIENCE: usize = 32;

impl<'a> Salvage<'a> {
    /// The records in `bytes`.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, place: 0, whole: 0, patience: bytes.len().saturating_mul(PATIENCE) }
    }

    /// Where the last whole record ends that has been read.
    #[must_use]
    pub const fn whole(&self) -> usize {
        self.whole
    }

    /// The record at the current place, and where it ends.
    fn here(&mut self) -> Option<(Record, usize)> {
        let rest = self.bytes.get(self.place..)?;
        let mut records = Records::new(rest);
        let record = records.next();
        if record.is_none() {
            let claimed = rest.first_chunk().map_or(0, |length| u32::from_le_bytes(*length));
            let looked = if claimed as usize <= rest.len() { claimed as usize } else { 0 };
            self.patience = self.patience.saturating_sub(looked + 1);
        }
        Some((record?, self.bytes.len() - records.rest().len()))
    }
}

impl Iterator for Salvage<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let begin = self.place;
        while self.place < self.bytes.len() {
            match self.here() {
                Some(_) if self.place > begin => break,
                Some((record, end)) => {
                    (self.place, self.whole) = (end, end);
                    return Some(Piece::Record(record));
                }
                None if self.patience == 0 => self.place = self.bytes.len(),
                None => self.place += 1,
            }
        }
        (self.place > begin).then(|| Piece::Damage(self.place - begin))
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::{super::Record, Piece, Salvage};

    fn records() -> Vec<Record> {
        (0..40).map(|scenario| Record::Started { scenario: scenario * 37 }).collect()
    }

    #[test]
    fn one_flipped_bit_costs_one_record() {
        let records = records();
        let pieces: Vec<Vec<u8>> = records.iter().map(Record::to_bytes).collect();
        let bytes = pieces.concat();
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let mut salvage = Salvage::new(&flipped);
            let found: Vec<Piece> = salvage.by_ref().collect();
            let mut place = 0;
            let hit = pieces.iter().position(|piece| {
                place += piece.len();
                bit / 8 < place
            });
            let hit = hit.unwrap_or(0);
            let expected = records.iter().enumerate().map(|(number, record)| match number == hit {
                true => Piece::Damage(pieces[hit].len()),
                false => Piece::Record(record.clone()),
            });
            assert!(found.iter().cloned().eq(expected), "bit {bit}");
        }
    }

    #[test]
    fn a_file_that_always_promises_records_is_given_up() {
        // Every word says that so many bytes follow.
        let bytes = [0, 0, 1, 0].repeat(1 << 16);
        let found: Vec<Piece> = Salvage::new(&bytes).collect();
        assert_eq!(found, [Piece::Damage(bytes.len())]);
    }
}
