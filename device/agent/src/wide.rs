//! Strings as the system has them: of 16-bit units, with a zero at the end.

use alloc::{string::String, vec::Vec};

/// A constant string; `N` is its length and one more.
pub(crate) const fn constant<const N: usize>(text: &str) -> [u16; N] {
    let bytes = text.as_bytes();
    let mut units = [0; N];
    let mut place = 0;
    while place < bytes.len() {
        units[place] = bytes[place] as u16;
        place += 1;
    }
    units
}

/// Any string.
pub(crate) fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}

/// The text of some units, up to a zero if there is one.
pub(crate) fn text(units: &[u16]) -> String {
    let end = units.iter().position(|unit| *unit == 0).unwrap_or(units.len());
    String::from_utf16_lossy(&units[..end])
}

/// The decimal number that a string is, if it is one.
///
/// # Safety
///
/// `units` is null or begins a string that ends with a zero.
pub(crate) unsafe fn number(units: *const u16) -> Option<u32> {
    let mut number = None::<u32>;
    let mut next = units;
    while !next.is_null() {
        // SAFETY: the string has not ended yet.
        let unit = unsafe { *next };
        match unit {
            0 => break,
            0x30..=0x39 => {
                let digit = u32::from(unit) - 0x30;
                number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
            }
            0x20 => {}
            _ => return None,
        }
        // SAFETY: at least the zero follows.
        next = unsafe { next.add(1) };
    }
    number
}
