/// The checksum of a frame: CRC-8 with the polynomial x⁸ + x² + x + 1.
///
/// It notices every single flipped bit wherever it is, every odd number of them, and every burst
/// of up to eight bits; a byte a frame is what twenty bytes a call leave room for.
#[inline]
pub(crate) fn checksum(bytes: &[u8]) -> u8 {
    checksum_from(START, bytes)
}

/// The same of bytes in front of which this one stands.
#[inline]
pub(crate) fn checksum_behind(first: u8, bytes: &[u8]) -> u8 {
    checksum_from(TABLES[0][usize::from(START ^ first)], bytes)
}

#[inline]
fn checksum_from(crc: u8, bytes: &[u8]) -> u8 {
    let (words, rest) = bytes.as_chunks();
    let crc =
        words.iter().fold(crc, |crc, word| of_word(u64::from_le_bytes(*word) ^ u64::from(crc)));
    match rest.len() {
        0 => crc,
        // Zeros in front of all change nothing, so that what is left makes a word as well.
        left => of_word(word_of(rest) ^ u64::from(crc) << (8 * (8 - left))),
    }
}

/// The sum of eight bytes, the lowest of the word first, if the sum before them is already in it.
///
/// It is linear, so each byte has a table of what it does to the sum from where it stands, and none
/// waits for the one before it.
#[inline]
fn of_word(word: u64) -> u8 {
    let bytes = word.to_le_bytes();
    let sums = bytes.iter().zip(TABLES.iter().rev()).map(|(byte, table)| table[usize::from(*byte)]);
    sums.fold(0, |crc, sum| crc ^ sum)
}

/// Fewer than eight bytes as the highest of a word.
#[inline]
fn word_of(bytes: &[u8]) -> u64 {
    let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) else {
        return bytes.iter().fold(0, |word, byte| word >> 8 | u64::from(*byte) << 56);
    };
    // Two halves that overlap.
    let gap = 8 * (8 - bytes.len() as u32);
    u64::from(u32::from_le_bytes(*first)) << gap | u64::from(u32::from_le_bytes(*last)) << 32
}

/// Not zero, so that a frame of zeros does not check out.
const START: u8 = 0xFF;

const POLYNOMIAL: u8 = 0x07;

/// For each distance from the end of a chunk, what a byte there does to the sum.
static TABLES: [[u8; 256]; 8] = {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u8;
        let mut distance = 0;
        while distance < 8 {
            let mut bit = 0;
            while bit < 8 {
                crc = if crc & 0x80 == 0 { crc << 1 } else { (crc << 1) ^ POLYNOMIAL };
                bit += 1;
            }
            tables[distance][byte] = crc;
            distance += 1;
        }
        byte += 1;
    }
    tables
};

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, a bit at a time.
    fn slow(bytes: &[u8]) -> u8 {
        bytes.iter().fold(START, |crc, byte| {
            (0..8).fold(crc ^ byte, |crc, _| {
                (crc << 1) ^ if crc & 0x80 == 0 { 0 } else { POLYNOMIAL }
            })
        })
    }

    #[test]
    fn tables_do_what_the_definition_says() {
        let bytes: Vec<u8> = (0..100_u8).map(|byte| byte.wrapping_mul(37)).collect();
        for length in 0..bytes.len() {
            assert_eq!(checksum(&bytes[..length]), slow(&bytes[..length]));
            if let Some((first, rest)) = bytes[..length].split_first() {
                assert_eq!(checksum_behind(*first, rest), slow(&bytes[..length]));
            }
        }
    }
}
