//! Calls of what is not this library's.

use std::ptr;

use cemapi_abi::registry::MAPI_E_CALL_FAILED;
use cemapi_com::{ARGUMENTS, Slot};

/// What a function returns that there is no library for.
pub(crate) const FAILED: usize = MAPI_E_CALL_FAILED.0 as usize;

/// Calls a function of the real library.
///
/// # Safety
///
/// It is the address of a function that takes these arguments; those that it does not have are
/// left alone by it.
pub(crate) unsafe fn function(address: usize, words: &[usize; ARGUMENTS]) -> usize {
    type Function = unsafe extern "C-unwind" fn(
        usize,
        usize,
        usize,
        usize,
        usize,
        usize,
        usize,
        usize,
        usize,
        usize,
        usize,
    ) -> usize;
    let [a, b, c, d, e, f, g, h, i, j, k] = *words;
    // SAFETY: the caller vouches for the address, and a function's is as wide as any.
    unsafe {
        let function: Function = std::mem::transmute(ptr::with_exposed_provenance::<()>(address));
        function(a, b, c, d, e, f, g, h, i, j, k)
    }
}

/// Calls a method of an object, whoever made it.
///
/// # Safety
///
/// The address is that of a living COM object whose table has this slot, and the method takes
/// these arguments. A wrong address does what it does without this library.
pub(crate) unsafe fn method(object: usize, slot: usize, words: &[usize; ARGUMENTS]) -> usize {
    let this = ptr::with_exposed_provenance::<*const Slot>(object);
    let [a, b, c, d, e, f, g, h, i, j, k] = *words;
    // SAFETY: an object begins with the pointer to its table, which holds functions.
    unsafe {
        let method = *(*this).add(slot);
        method(object, a, b, c, d, e, f, g, h, i, j, k)
    }
}
