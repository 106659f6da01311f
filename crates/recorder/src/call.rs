use std::panic::{AssertUnwindSafe, catch_unwind};

use cemapi_abi::{
    Call, Handle, Output, Reply, Returned, Thread, Value,
    layout::{CANARY, Codec, Layout, Names as _},
    registry::{
        IID_IAttachment, IID_IMAPIFolder, IID_IMessage, IID_IMsgStore, INTERFACES, Interface,
        MAPI_ATTACH, MAPI_FOLDER, MAPI_MESSAGE, MAPI_STORE, Object,
    },
};
use cemapi_com::ARGUMENTS;

use crate::{
    forward, memory, plain,
    plan::{Ends, Plan},
    private,
    proxy::Proxy,
    real,
    state::{self, State},
    thread,
};

type Words = [usize; ARGUMENTS];

/// A call on its way through the recorder.
struct Passage {
    /// The thread that makes it, if it has a number.
    thread: Option<Thread>,
    plan: &'static Plan,
    proxy: Option<&'static Proxy>,
    /// The arguments as they were given.
    words: [u64; ARGUMENTS],
    /// What the places held before the call.
    places: [u64; 3],
    /// The interface of what is handed out, if an argument tells.
    interface: Option<&'static Interface>,
}

/// Forwards a call of an exported function.
pub(crate) fn function(index: usize, words: &mut Words) -> usize {
    let Some(plan) = Plan::at(index) else { return forward::FAILED };
    let Some(function) = real::function(plan.function) else {
        return if plan.returns_code { forward::FAILED } else { 0 };
    };
    // SAFETY: the program calls this function with these arguments.
    through(plan, None, words, |words| unsafe { forward::function(function, words) })
}

/// Forwards a call of a method.
pub(crate) fn method(index: usize, proxy: &'static Proxy, words: &mut Words) -> usize {
    let Some(plan) = Plan::at(index) else { return forward::FAILED };
    let object = proxy.real;
    // SAFETY: the caller calls this method of the object that the proxy stands for.
    through(plan, Some(proxy), words, |words| unsafe { forward::method(object, plan.slot, words) })
}

/// Makes a call between the two events that tell of it. Nothing that goes wrong in recording gets
/// out; what the call throws passes.
fn through(
    plan: &'static Plan,
    proxy: Option<&'static Proxy>,
    words: &mut Words,
    make: impl FnOnce(&Words) -> usize,
) -> usize {
    let (own, depth) = thread::deeper();
    let mut passage = Passage {
        thread: own,
        plan,
        proxy,
        words: words.map(|word| word as u64),
        places: [0; 3],
        interface: None,
    };
    let entered = catch_unwind(AssertUnwindSafe(|| passage.enter(words)));
    let result = make(words);
    let skips = thread::back_to(depth);
    if let Ok(Some(())) = entered {
        _ = catch_unwind(AssertUnwindSafe(|| passage.leave(skips, result)));
    }
    result
}

impl Passage {
    fn receiver(&self) -> Option<Handle> {
        self.proxy.map(|proxy| proxy.handle)
    }

    fn callback(&self) -> bool {
        self.proxy.is_some_and(|proxy| proxy.callback)
    }

    /// Readies the state for reading this call's arguments or what it hands out.
    fn surround(&self, state: &mut State) {
        let around = &mut state.around;
        around.thread = self.thread;
        around.receiver = self.receiver();
        around.callback = self.callback();
        around.left = false;
        around.failed = false;
        around.interface = self.interface;
        around.pages.forget();
        around.places = [0; 3];
        for (address, (place, _)) in around.places.iter_mut().zip(&self.plan.places) {
            *address = self.words[*place];
        }
    }

    fn enter(&mut self, words: &mut Words) -> Option<()> {
        let mut state = state::lock()?;
        self.surround(&mut state);
        let Plan { function, words: count, .. } = *self.plan;
        if let Some(numbers) = self.plan.plain {
            let given = &self.words[..count];
            let pointer = |address, object| state.pointer(address, object);
            let call = plain::call(function, numbers, self.receiver(), given, pointer);
            state.enter_plain(self.callback(), function, &call);
        } else {
            let call = self.call(&mut state)?;
            if !self.plan.handed_out.is_empty() {
                self.interface = asked_for(&call);
            }
            state.enter(self.callback(), &call);
        }
        for place in &self.plan.objects {
            words[*place] = state.pass(words[*place] as u64, self.callback()) as usize;
        }
        self.thread = state.around.thread;
        drop(state);
        self.mark_places();
        Some(())
    }

    /// The call as the journal tells of it.
    fn call(&self, state: &mut State) -> Option<Call> {
        let Plan { function, words, .. } = *self.plan;
        let mut given = self.words;
        let given = &mut given[..words];
        let mut codec = Codec::new(Layout::HOST, state);
        let call = codec.call(function, self.receiver(), given).or_else(|_| {
            // What cannot be read stands as NULL.
            self.plan.pointers.iter().for_each(|place| given[*place] = 0);
            codec.call(function, self.receiver(), given)
        });
        let call = call.ok()?;
        match self.plan.private && !state::options().private {
            true => private::hide_call(call),
            false => Some(call),
        }
    }

    /// Puts a mark into the places for what is handed out, to see what is written there.
    fn mark_places(&mut self) {
        for (before, (place, size)) in self.places.iter_mut().zip(&self.plan.places) {
            let address = self.words[*place];
            if address != 0 {
                // SAFETY: the caller gave a place of this size to be written to.
                unsafe {
                    *before = memory::number(address, *size);
                    memory::set_number(address, *size, u64::from_ne_bytes([CANARY; 8]));
                }
            }
        }
    }

    /// Puts back what was there before the call where nothing was written.
    fn unmark_places(&self) {
        for (before, (place, size)) in self.places.iter().zip(&self.plan.places) {
            let address = self.words[*place];
            if address != 0 && read(address, *size) == read_mark(*size) {
                // SAFETY: the caller gave a place of this size to be written to.
                unsafe { memory::set_number(address, *size, *before) };
            }
        }
    }

    fn leave(&mut self, skips: u32, result: usize) -> Option<()> {
        let plan = self.plan;
        let value = result as u32;
        let failed = plan.returns_code && value & 0x8000_0000 != 0;
        if !failed {
            self.find_interface();
        }
        let mut state = state::lock()?;
        self.surround(&mut state);
        state.around.left = true;
        state.around.failed = failed;
        let words = &self.words[..plan.words];
        if plan.little {
            let block = |address| state.appear(address, Object::Block);
            let reply = plain::reply(plan.function, value, words, read, block);
            self.unmark_places();
            state.leave_plain(skips, &reply);
            self.forget(&mut state, value, failed);
            return Some(());
        }
        let outs = match plan.function.signature().outs().next() {
            Some(_) => Codec::new(Layout::HOST, &mut *state).outputs(plan.function, words),
            None => Ok(Vec::new()),
        };
        let mut outs = outs.unwrap_or_else(|_| {
            plan.function.signature().outs().map(|_| Output::Untouched).collect()
        });
        if !failed {
            self.wrap(&state);
        } else if let Some(bytes) = outs.iter_mut().find(|out| matches!(out, Output::Bytes(_))) {
            // What a failed Read leaves is what the program had there.
            *bytes = Output::Untouched;
        }
        self.unmark_places();
        if plan.private && !state::options().private {
            private::hide_outputs(&mut outs);
        }
        state.leave(skips, &Reply::Returned(Returned { value, outs }));
        self.forget(&mut state, value, failed);
        Some(())
    }

    /// Finds out what interface an object has that was handed out as any: what was asked for, what
    /// the place for its kind says, or else what it says itself.
    fn find_interface(&mut self) {
        let Some((place, object)) = self.plan.handed_out.first() else { return };
        if self.interface.is_some() || *object != Object::Unknown {
            return;
        }
        let kind = self.plan.kind_place.map(|place| self.words[place]);
        let told = kind.filter(|place| *place != 0).map(|place| read(place, 4) as u32);
        let object = match told {
            Some(MAPI_STORE) => Object::Store,
            Some(MAPI_FOLDER) => Object::Folder,
            Some(MAPI_MESSAGE) => Object::Message,
            Some(MAPI_ATTACH) => Object::Attach,
            _ => return self.ask(self.words[*place]),
        };
        self.interface = Some(object.interface());
    }

    /// Asks an object for its interface.
    fn ask(&mut self, place: u64) {
        let width = size_of::<usize>();
        if place == 0 || [0, read_mark(width)].contains(&read(place, width)) {
            return;
        }
        let object = read(place, width) as usize;
        for iid in [IID_IMessage, IID_IMAPIFolder, IID_IMsgStore, IID_IAttachment] {
            let bytes = iid.to_bytes();
            let mut found = 0usize;
            let mut words = [0; ARGUMENTS];
            words[0] = bytes.as_ptr().expose_provenance();
            words[1] = (&raw mut found).expose_provenance();
            // SAFETY: the library has just handed out this object, and every object has these two
            // methods.
            unsafe {
                if forward::method(object, 0, &words) == 0 && found != 0 {
                    forward::method(found, 2, &[0; ARGUMENTS]);
                    self.interface =
                        INTERFACES.iter().find(|known| known.iid == Some(iid)).copied();
                    return;
                }
            }
        }
    }

    /// Puts what stands for an object where the object was handed out.
    fn wrap(&self, state: &State) {
        let width = size_of::<usize>();
        for (place, _) in &self.plan.handed_out {
            let address = self.words[*place];
            if address == 0 || [0, read_mark(width)].contains(&read(address, width)) {
                continue;
            }
            let object = read(address, width);
            let seen = state.pass(object, !self.callback());
            if seen != object {
                // SAFETY: the caller gave a place for an address to be put there.
                unsafe { memory::set_number(address, width, seen) };
            }
        }
    }

    /// Forgets what the call has done away with.
    fn forget(&self, state: &mut State, value: u32, failed: bool) {
        let first = self.words[0];
        match (self.plan.ends, self.proxy) {
            (Ends::Object, Some(proxy)) if value == 0 => {
                let real = proxy.real as u64;
                if state.objects.get(&real).is_some_and(|known| std::ptr::eq(*known, proxy)) {
                    state.objects.remove(&real);
                }
            }
            (Ends::Block, _) if !failed => _ = state.blocks.remove(&first),
            (Ends::Connection, Some(proxy)) if !failed => {
                state.connections.remove(&(proxy.handle.0, first & 0xFFFF_FFFF));
            }
            _ => {}
        }
    }
}

impl State {
    /// What the other side is to see for an object that one side passes: what stands for the
    /// object, or the object that something stands for.
    fn pass(&self, address: u64, callback: bool) -> u64 {
        if let Some(proxy) = self.proxies.get(&address) {
            return proxy.real as u64;
        }
        match self.objects.get(&address) {
            Some(proxy) if proxy.callback != callback => proxy.address(),
            _ => address,
        }
    }
}

/// The interface that a call asks for by its id.
fn asked_for(call: &Call) -> Option<&'static Interface> {
    let mut asked = None;
    call.values(&mut |value| {
        if let Value::Iid(Some(iid)) = value {
            asked = INTERFACES.iter().find(|known| known.iid == Some(iid)).copied();
        }
    });
    // That says nothing.
    asked.filter(|interface| interface.name != "IUnknown")
}

/// The number in a place of so many bytes that the caller gave.
fn read(address: u64, size: usize) -> u64 {
    // SAFETY: the caller gave a place of this size to be written to.
    unsafe { memory::number(address, size) }
}

/// The number in a place of so many bytes that nobody has written to.
const fn read_mark(size: usize) -> u64 {
    u64::from_ne_bytes([CANARY; 8]) >> (64 - 8 * size)
}
