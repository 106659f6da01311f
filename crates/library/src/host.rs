//! The process's own memory, at the addresses that its program passes.

use std::ptr;

/// Copies what stands at an address.
///
/// A wrong address does what it does in any library: it may end the process.
///
/// # Safety
///
/// The address comes from the program, which vouches that it points to so many readable bytes.
pub(crate) unsafe fn read(address: u64, bytes: &mut [u8]) {
    let source = ptr::with_exposed_provenance::<u8>(address as usize);
    // SAFETY: the program vouches for the source; the destination is a slice of this library's,
    // and nobody else has it.
    unsafe { ptr::copy(source, bytes.as_mut_ptr(), bytes.len()) }
}

/// Puts bytes at an address.
///
/// # Safety
///
/// The address comes from the program, which vouches that it points to so many writable bytes, or
/// it is that of a block of this library's, which nobody has a reference into.
pub(crate) unsafe fn write(address: u64, bytes: &[u8]) {
    let destination = ptr::with_exposed_provenance_mut::<u8>(address as usize);
    // SAFETY: the caller vouches for the destination; the source is a slice.
    unsafe { ptr::copy(bytes.as_ptr(), destination, bytes.len()) }
}

/// Calls a method of an object of the program's, with two arguments at most.
///
/// # Safety
///
/// The address is that of a living COM object whose table has this slot, and the method is one
/// that takes these arguments.
pub(crate) unsafe fn invoke(object: u64, slot: usize, arguments: [u64; 2]) {
    type Method = unsafe extern "C" fn(usize, usize, usize) -> usize;
    let this = ptr::with_exposed_provenance::<*const Method>(object as usize);
    // SAFETY: an object begins with the pointer to its table, which holds functions; arguments
    // that a method does not have are left alone by it.
    unsafe {
        let method = *(*this).add(slot);
        method(this.expose_provenance(), arguments[0] as usize, arguments[1] as usize);
    }
}
