//! The process's own memory, at the addresses that its program and its library pass.

use std::{cell::RefCell, ptr};

use crate::{error::LastError, platform, stack::Stack};

/// How much memory one look at whether it can be read covers.
const PAGE: u64 = 0x1000;

/// How many methods every object has.
const METHODS: usize = 3;

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
                let _kept = LastError::keep();
                if !platform::readable(page as usize) {
                    return false;
                }
                self.0.borrow_mut().push(page);
            }
            page += PAGE;
        }
        true
    }

    /// Whether there may be an object at an address: there is one for a table of methods, and there
    /// is a table.
    pub(crate) fn may_be_object(&self, address: u64) -> bool {
        let width = size_of::<usize>();
        if !self.readable(address, width) {
            return false;
        }
        // SAFETY: it can be read.
        let table = unsafe { number(address, width) };
        self.readable(table, METHODS * width)
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

/// Copies bytes to an address.
///
/// # Safety
///
/// So many bytes can be written there, and nobody has a reference into them.
pub(crate) unsafe fn write(address: u64, bytes: &[u8]) {
    let destination = ptr::with_exposed_provenance_mut::<u8>(address as usize);
    // SAFETY: the caller vouches for the destination; the source is a slice of this library's.
    unsafe { ptr::copy(bytes.as_ptr(), destination, bytes.len()) }
}

/// Reads a number of 4 or 8 bytes.
///
/// # Safety
///
/// So many bytes can be read there.
#[inline]
unsafe fn number(address: u64, size: usize) -> u64 {
    let source = ptr::with_exposed_provenance::<u8>(address as usize);
    // SAFETY: the caller vouches for the source.
    match size {
        4 => u64::from(unsafe { source.cast::<u32>().read_unaligned() }),
        _ => unsafe { source.cast::<u64>().read_unaligned() },
    }
}

/// What a place of 4 or 8 bytes holds that somebody gave; `None` if that cannot be read. A place on
/// the thread's own stack is good, and for any other the system has to be asked every time: it may
/// be gone since.
#[inline]
pub(crate) fn held(stack: Stack, place: u64, size: usize) -> Option<u64> {
    match stack.holds(place, size) {
        // SAFETY: it is the thread's own stack, in use.
        true => Some(unsafe { number(place, size) }),
        false => held_elsewhere(place, size),
    }
}

#[cold]
fn held_elsewhere(place: u64, size: usize) -> Option<u64> {
    let _kept = LastError::keep();
    let mut bytes = [0; 8];
    (place != 0 && platform::read(place, &mut bytes[..size])).then(|| u64::from_le_bytes(bytes))
}

/// Puts an address into a place for one, if it can be written.
pub(crate) fn put(stack: Stack, place: u64, address: u64) {
    let address = address.to_le_bytes();
    if stack.holds(place, address.len()) {
        // SAFETY: it is the thread's own stack, in use, and the place was given to be written to.
        unsafe { write(place, &address) };
    } else {
        let _kept = LastError::keep();
        platform::write(place, &address);
    }
}
