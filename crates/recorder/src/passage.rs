use cemapi_abi::{
    Call, Handle, Output, Reply, Returned, Value,
    layout::{CANARY, Codec, Layout},
    registry::{
        IID_IAttachment, IID_IMAPIFolder, IID_IMessage, IID_IMsgStore, INTERFACES, Interface,
        MAPI_ATTACH, MAPI_FOLDER, MAPI_MESSAGE, MAPI_STORE, Object,
    },
};
use cemapi_com::ARGUMENTS;

use crate::{
    call::Words,
    forward,
    lane::Lane,
    memory::{self, Pages, held},
    names::Reading,
    options::options,
    plan::{Ends, Plan},
    private,
    proxy::Proxy,
    state::{self, State},
};

/// A call on its way through the recorder.
#[derive(Debug)]
pub(crate) struct Passage {
    plan: &'static Plan,
    proxy: Option<&'static Proxy>,
    /// The arguments as they were given.
    words: [u64; ARGUMENTS],
    /// What the places held before the call.
    places: [u64; 3],
    /// The interface of what is handed out, if an argument tells.
    interface: Option<&'static Interface>,
}

impl Passage {
    /// A call with these arguments of a function, or of a method of what the proxy stands for.
    #[inline]
    pub(crate) fn new(plan: &'static Plan, proxy: Option<&'static Proxy>, words: &Words) -> Self {
        let words = words.map(|word| word as u64);
        Self { plan, proxy, words, places: [0; 3], interface: None }
    }

    fn receiver(&self) -> Option<Handle> {
        self.proxy.map(|proxy| proxy.handle)
    }

    fn callback(&self) -> bool {
        self.proxy.is_some_and(|proxy| proxy.callback)
    }

    /// What this call is read with, its arguments or what it hands out.
    fn reading<'a>(&self, state: &'a mut State, lane: &'a mut Lane, left: bool) -> Reading<'a> {
        let mut places = [0; 3];
        for (address, (place, _)) in places.iter_mut().zip(&self.plan.places) {
            *address = self.words[*place];
        }
        Reading {
            state,
            lane,
            receiver: self.receiver(),
            callback: self.callback(),
            left,
            failed: false,
            interface: self.interface,
            places,
            pages: Pages::default(),
        }
    }

    #[inline]
    pub(crate) fn enter(&mut self, lane: &mut Lane, words: &mut Words) -> Option<()> {
        let Plan { function, words: count, ref plain_call, ref objects, .. } = *self.plan;
        let called = (self.receiver(), self.callback());
        if let Some(plain) = plain_call {
            let pointer = |address, object| state::lock().find(address, object, called.0);
            lane.enter_plainly(function, plain, called, &self.words[..count], pointer);
        } else {
            self.enter_read(lane)?;
        }
        if !objects.is_empty() {
            let state = state::lock();
            for place in objects {
                words[*place] = state.pass(words[*place] as u64, called.1) as usize;
            }
        }
        self.mark_places();
        Some(())
    }

    /// Enters a call whose arguments have to be read first.
    #[inline(never)]
    fn enter_read(&mut self, lane: &mut Lane) -> Option<()> {
        let mut state = state::lock();
        let call = self.call(&mut self.reading(&mut state, lane, false))?;
        if !self.plan.handed_out.is_empty() {
            self.interface = asked_for(&call);
        }
        state.sign(lane, self.plan.function);
        lane.enter(self.callback(), &call);
        Some(())
    }

    /// The call as the journal tells of it.
    fn call(&self, reading: &mut Reading<'_>) -> Option<Call> {
        let Plan { function, words, .. } = *self.plan;
        let mut given = self.words;
        let given = &mut given[..words];
        let mut codec = Codec::new(Layout::HOST, reading);
        let call = codec.call(function, self.receiver(), given).or_else(|_| {
            // What cannot be read stands as NULL.
            self.plan.pointers.iter().for_each(|place| given[*place] = 0);
            codec.call(function, self.receiver(), given)
        });
        let call = call.ok()?;
        match self.plan.private && !options().private {
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
            if address != 0 && held(address, *size) == read_mark(*size) {
                // SAFETY: the caller gave a place of this size to be written to.
                unsafe { memory::set_number(address, *size, *before) };
            }
        }
    }

    #[inline]
    pub(crate) fn leave(&mut self, lane: &mut Lane, skips: u32, result: usize) -> Option<()> {
        let plan = self.plan;
        let value = result as u32;
        let failed = plan.returns_code && value & 0x8000_0000 != 0;
        if let Some(plain) = &plan.plain_reply {
            let mut blocks = [None; 3];
            for (block, place) in blocks.iter_mut().zip(plain.blocks()) {
                let address = held_there(self.words[place]).filter(|_| !failed);
                *block = address.map(|address| (address, state::lock().block(lane, address)));
            }
            let block = |address| {
                let found = blocks.iter().flatten().find(|(known, _)| *known == address);
                found.map(|(_, block)| *block)
            };
            lane.leave_plainly(plain, skips, value, &self.words[..plan.words], block);
            self.unmark_places();
        } else {
            self.leave_read(lane, skips, value, failed)?;
        }
        if plan.ends != Ends::Nothing {
            self.forget(value, failed);
        }
        Some(())
    }

    /// Leaves a call that has handed out what has to be read first.
    #[inline(never)]
    fn leave_read(&mut self, lane: &mut Lane, skips: u32, value: u32, failed: bool) -> Option<()> {
        let plan = self.plan;
        if !failed {
            self.find_interface();
        }
        let mut state = state::lock();
        let mut reading = self.reading(&mut state, lane, true);
        reading.failed = failed;
        let words = &self.words[..plan.words];
        let outs = Codec::new(Layout::HOST, &mut reading).outputs(plan.function, words);
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
        if plan.private && !options().private {
            private::hide_outputs(&mut outs);
        }
        lane.leave(skips, &Reply::Returned(Returned { value, outs }));
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
        let told = kind.filter(|place| *place != 0).map(|place| held(place, 4) as u32);
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
        let Some(object) = held_there(place) else { return };
        let object = object as usize;
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
            let Some(object) = held_there(address) else { continue };
            let seen = state.pass(object, !self.callback());
            if seen != object {
                // SAFETY: the caller gave a place for an address to be put there.
                unsafe { memory::set_number(address, width, seen) };
            }
        }
    }

    /// Forgets what the call has done away with.
    fn forget(&self, value: u32, failed: bool) {
        let first = self.words[0];
        match (self.plan.ends, self.proxy) {
            (Ends::Object, Some(proxy)) if value == 0 => {
                let mut state = state::lock();
                let real = proxy.real as u64;
                if state.objects.get(&real).is_some_and(|known| std::ptr::eq(*known, proxy)) {
                    state.objects.remove(&real);
                }
            }
            (Ends::Block, _) if !failed => _ = state::lock().blocks.remove(&first),
            (Ends::Connection, Some(proxy)) if !failed => {
                state::lock().connections.remove(&(proxy.handle.0, first & 0xFFFF_FFFF));
            }
            _ => {}
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

/// The address that was put into a place for one.
fn held_there(place: u64) -> Option<u64> {
    let width = size_of::<usize>();
    (place != 0).then(|| held(place, width)).filter(|held| ![0, read_mark(width)].contains(held))
}

/// The number in a place of so many bytes that nobody has written to.
const fn read_mark(size: usize) -> u64 {
    u64::from_ne_bytes([CANARY; 8]) >> (64 - 8 * size)
}
