//! The places where the agent touches memory by address.

/// The word that stands at an address.
///
/// # Safety
///
/// The address has to be that of readable memory, or the process one that may die.
pub(crate) unsafe fn word(address: usize) -> usize {
    // SAFETY: as the caller says; the word need not be aligned.
    unsafe { (address as *const usize).read_unaligned() }
}

/// Copies what stands at an address.
///
/// # Safety
///
/// There has to be readable memory of the length of `bytes`.
pub(crate) unsafe fn copy_from(address: usize, bytes: &mut [u8]) {
    // SAFETY: as the caller says; the bytes are the agent's own and nothing else's.
    unsafe { core::ptr::copy(address as *const u8, bytes.as_mut_ptr(), bytes.len()) };
}

/// Puts bytes at an address.
///
/// # Safety
///
/// There has to be writable memory of the length of `bytes`.
pub(crate) unsafe fn copy_to(address: usize, bytes: &[u8]) {
    // SAFETY: as the caller says; the bytes are the agent's own and nothing else's.
    unsafe { core::ptr::copy(bytes.as_ptr(), address as *mut u8, bytes.len()) };
}
