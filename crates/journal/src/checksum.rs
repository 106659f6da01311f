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
fn checksum_from(mut crc: u8, bytes: &[u8]) -> u8 {
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        // Eight bytes at a time: the sum is linear, so each byte has a table of what it does to
        // the sum from where it stands.
        crc = TABLES[7][usize::from(crc ^ chunk[0])]
            ^ TABLES[6][usize::from(chunk[1])]
            ^ TABLES[5][usize::from(chunk[2])]
            ^ TABLES[4][usize::from(chunk[3])]
            ^ TABLES[3][usize::from(chunk[4])]
            ^ TABLES[2][usize::from(chunk[5])]
            ^ TABLES[1][usize::from(chunk[6])]
            ^ TABLES[0][usize::from(chunk[7])];
    }
    // The same for what is left, from the last byte on, so that none waits for the one before it.
    let rest = chunks.remainder();
    if !rest.is_empty() {
        crc = TABLES[(rest.len() - 1) & 7][usize::from(crc)];
    }
    for (byte, table) in rest.iter().rev().zip(&TABLES) {
        crc ^= table[usize::from(*byte)];
    }
    crc
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
