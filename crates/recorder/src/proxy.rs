use std::{
    ptr,
    sync::atomic::{AtomicPtr, AtomicU16, Ordering},
};

use cemapi_abi::{Handle, registry::Interface};
use cemapi_com::Slot;

use crate::slot;

/// An object that stands for another: for one of the library's as the program sees it, or for one
/// of the program's as the library sees it.
///
/// It is never destroyed: a method that is called after the last Release is forwarded too, and
/// does what it does without the recorder.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct Proxy {
    methods: AtomicPtr<Slot>,
    /// The name of its interface, for when the object turns out to have a wider one.
    interface: AtomicPtr<Interface>,
    /// The object that it stands for.
    pub(crate) real: usize,
    pub(crate) handle: Handle,
    /// Whether it stands for an object of the program's.
    pub(crate) callback: bool,
    /// How many references there are to the object, as far as calls have told.
    references: AtomicU16,
}

impl Proxy {
    pub(crate) fn make(
        real: usize,
        handle: Handle,
        interface: &'static Interface,
        callback: bool,
    ) -> &'static Self {
        let methods = AtomicPtr::new(slot::table(interface).as_ptr().cast_mut());
        let interface = AtomicPtr::new(ptr::from_ref(interface).cast_mut());
        let references = AtomicU16::new(0);
        Box::leak(Box::new(Self { methods, interface, real, handle, callback, references }))
    }

    /// The proxy that a method was called on.
    ///
    /// # Safety
    ///
    /// `this` is the address of a proxy.
    pub(crate) unsafe fn at(this: usize) -> &'static Self {
        // SAFETY: the caller vouches for the address, and proxies are never destroyed.
        unsafe { &*ptr::with_exposed_provenance::<Self>(this) }
    }

    pub(crate) fn address(&'static self) -> u64 {
        ptr::from_ref(self).expose_provenance() as u64
    }

    /// A reference is handed out.
    pub(crate) fn add(&self) {
        self.references.fetch_add(1, Ordering::Relaxed);
    }

    /// A reference is about to be given back. Whether it may be the last one: then whoever gives it
    /// back knows the object no more, even if it lives on.
    #[inline]
    pub(crate) fn give_back(&self) -> bool {
        self.references.fetch_sub(1, Ordering::Relaxed) <= 1
    }

    /// A call tells how many references there are. Mostly that is known, and then nothing is
    /// written that other threads would wait for.
    #[inline]
    pub(crate) fn count(&self, told: u32) {
        let told = told as u16;
        if self.references.load(Ordering::Relaxed) != told {
            self.references.store(told, Ordering::Relaxed);
        }
    }

    fn interface(&self) -> &'static Interface {
        // SAFETY: only references to interfaces of the registry are stored there.
        unsafe { &*self.interface.load(Ordering::Relaxed) }
    }

    /// Whether the object at the same address may be this one although it has that interface now:
    /// one of the two extends the other. If the new one is wider, it is this proxy's from now on.
    pub(crate) fn becomes(&self, interface: &'static Interface) -> bool {
        let own = self.interface();
        if slot::extends(own, interface) {
            return true;
        }
        let wider = slot::extends(interface, own);
        if wider {
            self.methods.store(slot::table(interface).as_ptr().cast_mut(), Ordering::Release);
            self.interface.store(ptr::from_ref(interface).cast_mut(), Ordering::Relaxed);
        }
        wider
    }
}
