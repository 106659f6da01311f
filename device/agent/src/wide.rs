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

/// The text of a string.
///
/// # Safety
///
/// `units` is null or begins a string that ends with a zero.
pub(crate) unsafe fn string(units: *const u16) -> String {
    let mut length = 0;
    // SAFETY: the string has not ended before this unit.
    while !units.is_null() && unsafe { *units.add(length) } != 0 {
        length += 1;
    }
    // SAFETY: so many units were just looked at; an empty slice needs only an address.
    let units = match length {
        0 => &[],
        _ => unsafe { core::slice::from_raw_parts(units, length) },
    };
    text(units)
}
