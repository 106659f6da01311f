use alloc::{boxed::Box, vec::Vec};
use core::{cell::Cell, ptr};

use cemapi_abi::{
    Call, Function, Handle, Iid, Output, Place, Reply, Returned, Value,
    registry::{E_NOINTERFACE, E_POINTER, IID_IMAPIAdviseSink, IID_IUnknown, S_OK, UnknownCall},
};

use crate::{Agent, Platform, Shape, memory};

/// The program's own advise sink, as the library sees it (section 9.2).
///
/// It is never freed, but after its last reference is gone it has no table any more: a library that
/// calls it then dies as it may with any object that is gone.
#[repr(C)]
pub(crate) struct Sink<'a, P> {
    table: Cell<*const usize>,
    agent: &'a Agent<'a, P>,
    handle: Cell<Handle>,
    references: Cell<u32>,
    /// What OnNotify returns.
    reply: u32,
}

impl<'a, P: Platform> Sink<'a, P> {
    /// Makes a sink with one reference and returns its address.
    pub(crate) fn make(agent: &'a Agent<'a, P>, reply: u32) -> usize {
        let table = Cell::new(table::<P>(agent.shape()));
        let handle = Cell::new(Handle(0));
        Box::into_raw(Box::new(Self { table, agent, handle, references: Cell::new(1), reply }))
            as usize
    }

    /// Whether its last reference is gone.
    pub(crate) const fn is_gone(&self) -> bool {
        self.references.get() == 0
    }

    pub(crate) fn set_handle(&self, handle: Handle) {
        self.handle.set(handle);
    }

    /// Answers a call. Only one thread at a time may do so.
    pub(crate) fn answer(&self, call: &Call) -> Reply {
        match call {
            Call::Unknown(_, UnknownCall::AddRef {}) => {
                self.references.set(self.references.get().saturating_add(1));
                Reply::of(self.references.get())
            }
            Call::Unknown(_, UnknownCall::Release {}) => {
                self.references.set(self.references.get().saturating_sub(1));
                if self.references.get() == 0 {
                    self.table.set(ptr::null());
                }
                Reply::of(self.references.get())
            }
            Call::Unknown(_, UnknownCall::QueryInterface { riid, ppvObj }) => {
                self.interface(*riid, *ppvObj)
            }
            _ => Reply::of(self.reply),
        }
    }

    fn interface(&self, iid: Option<Iid>, place: Place) -> Reply {
        let known = [Some(IID_IUnknown), Some(IID_IMAPIAdviseSink)].contains(&iid);
        let (code, out) = match place {
            Place::Null => (E_POINTER, Output::NoPlace),
            Place::Given if known => (S_OK, Output::Object(self.handle.get())),
            Place::Given => (E_NOINTERFACE, Output::Null),
        };
        if code == S_OK {
            self.references.set(self.references.get().saturating_add(1));
        }
        Reply::Returned(Returned { value: code.0, outs: [out].into() })
    }

    /// Takes a call from the library.
    ///
    /// # Safety
    ///
    /// `this` has to come from [`Sink::make`].
    unsafe fn take(this: *const Self, name: &str, words: &[usize]) -> u32 {
        // SAFETY: as the caller says, and sinks are never freed.
        let sink = unsafe { &*this };
        let Some(function) = Function::named(name).next() else { return 0 };
        let call = sink.agent.understand(function, sink.handle.get(), words);
        let reply = sink.agent.called(call, |call| sink.answer(call));
        reply.returned().map_or(0, |returned| returned.value)
    }
}

unsafe extern "C" fn query_interface<P: Platform>(
    this: *const Sink<'_, P>,
    iid: usize,
    place: usize,
) -> u32 {
    // SAFETY: the library got `this` as the sink's address.
    let code = unsafe { Sink::take(this, "QueryInterface", &[iid, place]) };
    if place != 0 {
        let object = if code == S_OK.0 { this as usize } else { 0 };
        // SAFETY: the library gave the place for an address to be put there.
        unsafe { memory::copy_to(place, &object.to_ne_bytes()) };
    }
    code
}

unsafe extern "C" fn add_ref<P: Platform>(this: *const Sink<'_, P>) -> u32 {
    // SAFETY: the library got `this` as the sink's address.
    unsafe { Sink::take(this, "AddRef", &[]) }
}

unsafe extern "C" fn release<P: Platform>(this: *const Sink<'_, P>) -> u32 {
    // SAFETY: the library got `this` as the sink's address.
    unsafe { Sink::take(this, "Release", &[]) }
}

unsafe extern "C" fn on_notify<P: Platform>(
    this: *const Sink<'_, P>,
    count: usize,
    notifications: usize,
) -> u32 {
    // SAFETY: the library got `this` as the sink's address.
    unsafe { Sink::take(this, "OnNotify", &[count, notifications]) }
}

/// The methods for callers whose stack stands at any word, as on Windows CE: compiled code relies
/// on a multiple of 8 and may take `or` for `add`.
#[cfg(target_arch = "arm")]
mod aligned {
    use core::arch::naked_asm;

    use crate::Platform;

    macro_rules! aligned {
        ($($method:ident)*) => { $(
            /// Aligns the stack and goes on to the method; all of its arguments are in registers.
            #[unsafe(naked)]
            pub(super) unsafe extern "C" fn $method<P: Platform>() {
                naked_asm!(
                    "push {{r4, lr}}",
                    "mov r4, sp",
                    "bic sp, sp, #7",
                    "bl {method}",
                    "mov sp, r4",
                    "pop {{r4, lr}}",
                    "bx lr",
                    method = sym super::$method::<P>,
                )
            }
        )* };
    }

    aligned!(query_interface add_ref release on_notify);
}

/// What a destructor's place in a table holds: nobody destroys a sink.
const extern "C" fn nothing() {}

/// The table of a sink's methods. Like the sink it is never freed.
fn table<P: Platform>(shape: Shape) -> *const usize {
    #[cfg(target_arch = "arm")]
    use aligned::{add_ref, on_notify, query_interface, release};
    let query_interface = query_interface::<P> as *const () as usize;
    let add_ref = add_ref::<P> as *const () as usize;
    let release = release::<P> as *const () as usize;
    let on_notify = on_notify::<P> as *const () as usize;
    let nothing = nothing as *const () as usize;
    let (before, words): (usize, Vec<usize>) = match shape {
        Shape::Com => (0, [query_interface, add_ref, release, on_notify].into()),
        Shape::M4l => {
            // All parts of the object stand where it stands itself: seven words say so.
            let mut words = Vec::from([0; 7]);
            words.extend([nothing, nothing, add_ref, release, query_interface, on_notify]);
            (7, words)
        }
    };
    &raw const Box::leak(words.into_boxed_slice())[before]
}

/// The arguments of a call on a sink that cannot be made out.
pub(crate) fn unreadable(function: Function, sink: Handle, words: &[usize]) -> Option<Call> {
    let first = words.first().copied().unwrap_or(0);
    let arguments = match function.signature().name {
        "OnNotify" => [Value::Ulong(first as u32), Value::Notification(None)].into(),
        "QueryInterface" => [Value::Iid(None), Value::Place(Place::Given)].into(),
        _ => Vec::new(),
    };
    Call::new(function, Some(sink), arguments)
}
