//! The process's own memory, at the addresses that its program and its library pass.

use std::{cell::RefCell, ptr};

use cemapi_abi::layout::CANARY;

use crate::platform;

/// How much memory one look at whether it can be read covers.
const PAGE: u64 = 0x1000;

/// Which pages can be read, as far as somebody has asked who reads one call: memory comes and goes
/// between calls.
#[derive(Debug, Default)]
pub(crate) struct Pages(RefCell<Vec<u64>>);

impl Pages {
    /// Whether all of a piece of memory can be read.
    pub(crate) fn readable(&self, address: u64, length: usize) -> bool {
        let Some(end) = address.checked_add(length as u64) else { return false };
        let mut page = address / PAGE * PAGE;
        while page < end {
            if !self.0.borrow().contains(&page) {
                if !platform::readable(page as usize) {
                    return false;
                }
                self.0.borrow_mut().push(page);
            }
            page += PAGE;
        }
        true
    }
}

/// Copies what stands at an address.
///
/// # Safety
///
/// So many bytes can be read there.
pub(crate) unsafe fn read(address: u64, bytes: &mut [u8]) {
    let source = ptr::with_exposed_provenance::<u8>(address as usize);
    // SAFETY: the caller vouches for the source; the destination is a slice of this library's.
    unsafe { ptr::copy(source, bytes.as_mut_ptr(), bytes.len()) }
}

/// Reads a number of 4 or 8 bytes.
///
/// # Safety
///
/// So many bytes can be read there.
pub(crate) unsafe fn number(address: u64, size: usize) -> u64 {
    let source = ptr::with_exposed_provenance::<u8>(address as usize);
    // SAFETY: the caller vouches for the source.
    match size {
        4 => u64::from(unsafe { source.cast::<u32>().read_unaligned() }),
        _ => unsafe { source.cast::<u64>().read_unaligned() },
    }
}

/// Writes a number of 4 or 8 bytes.
///
/// # Safety
///
/// So many bytes can be written there, and nobody has a reference into them.
pub(crate) unsafe fn set_number(address: u64, size: usize, number: u64) {
    let destination = ptr::with_exposed_provenance_mut::<u8>(address as usize);
    // SAFETY: the caller vouches for the destination.
    match size {
        4 => unsafe { destination.cast::<u32>().write_unaligned(number as u32) },
        _ => unsafe { destination.cast::<u64>().write_unaligned(number) },
    }
}

/// The number in a place of so many bytes that the caller gave.
pub(crate) fn held(address: u64, size: usize) -> u64 {
    // SAFETY: the caller gave a place of this size to be written to.
    unsafe { number(address, size) }
}

/// The address that was put into a place for one.
pub(crate) fn held_there(place: u64) -> Option<u64> {
    let width = size_of::<usize>();
    (place != 0).then(|| held(place, width)).filter(|held| ![0, mark(width)].contains(held))
}

/// The number in a place of so many bytes that nobody has written to.
pub(crate) const fn mark(size: usize) -> u64 {
    u64::from_ne_bytes([CANARY; 8]) >> (64 - 8 * size)
}
