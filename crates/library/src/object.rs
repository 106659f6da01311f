use std::ptr;

use cemapi_abi::{Handle, registry::Object};

use cemapi_com::Slot;

use crate::slot;

/// An object as the program sees it: a pointer to its methods, and what only this library reads.
#[repr(C)]
#[derive(Debug)]
struct Instance {
    methods: *const Slot,
    handle: Handle,
}

/// Makes an object that is never destroyed: what becomes of a method that is called after the
/// last Release is for the emulator to say.
pub(crate) fn make(handle: Handle, object: Object) -> u64 {
    let methods = slot::table(object).as_ptr();
    let instance: &'static Instance = Box::leak(Box::new(Instance { methods, handle }));
    ptr::from_ref(instance).expose_provenance() as u64
}

/// What an object is to the emulator.
///
/// # Safety
///
/// `this` is what a method of one of this library's tables was called on.
pub(crate) unsafe fn handle(this: usize) -> Handle {
    // SAFETY: only objects made above have these tables, and they are never destroyed.
    unsafe { (*ptr::with_exposed_provenance::<Instance>(this)).handle }
}
