use cemapi_abi::{
    Call, Handle, Output, Pointer, Reply, Returned,
    layout::{Codec, Layout},
    registry::Interface,
};

use crate::{
    call::Words,
    interface,
    lane::Lane,
    memory::{self, Pages, held, held_there, mark},
    names::Reading,
    options::options,
    plan::{Ends, POINTERS, Plan},
    private,
    proxy::Proxy,
    state::{self, State},
};

/// A call on its way through the recorder.
#[derive(Debug)]
pub(crate) struct Passage<'a> {
    plan: &'static Plan,
    proxy: Option<&'static Proxy>,
    /// The arguments as they were given, and once the call is entered as they are passed on.
    words: &'a mut Words,
    /// What the places held before the call.
    places: [u64; 3],
    /// The interface of what is handed out, if an argument tells.
    interface: Option<&'static Interface>,
    /// The block that the call does away with, if its address had a name.
    block: Option<Handle>,
}

impl<'w> Passage<'w> {
    /// A call with these arguments of a function, or of a method of what the proxy stands for.
    #[inline]
    pub(crate) const fn new(
        plan: &'static Plan,
        proxy: Option<&'static Proxy>,
        words: &'w mut Words,
    ) -> Self {
        Self { plan, proxy, words, places: [0; 3], interface: None, block: None }
    }

    /// The arguments as they are passed on.
    pub(crate) const fn words(&self) -> &Words {
        self.words
    }

    /// An argument as a number or an address.
    #[inline]
    const fn word(&self, place: usize) -> u64 {
        self.words[place] as u64
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
            *address = self.word(*place);
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
    pub(crate) fn enter(&mut self, lane: &mut Lane) -> Option<()> {
        let Plan { function, words: count, ref plain_call, ref objects, .. } = *self.plan;
        let called = (self.receiver(), self.callback());
        if let Some(plain) = plain_call {
            // They are found before the call has its stamp: what they stand for has a lesser one.
            let mut pointers = [Pointer::Null; POINTERS];
            self.find(&mut pointers);
            lane.enter_plainly(function, plain, called, &self.words[..count], &pointers);
        } else {
            self.enter_read(lane)?;
        }
        if !objects.is_empty() {
            // From here on only the call itself looks at these arguments.
            let state = state::lock();
            for place in objects {
                self.words[*place] = state.pass(self.word(*place), called.1) as usize;
            }
        }
        self.mark_places();
        Some(())
    }

    /// What the arguments of a plain call stand for that are addresses.
    #[inline]
    fn find(&mut self, pointers: &mut [Pointer; POINTERS]) {
        let plan = self.plan;
        if plan.plain_pointers.is_empty() {
            return;
        }
        let mut state = state::lock();
        for (pointer, (place, object)) in pointers.iter_mut().zip(&plan.plain_pointers) {
            *pointer = match plan.ends {
                Ends::Block => self.take_block(&mut state),
                _ => state.find(self.word(*place), *object, self.receiver()),
            };
        }
    }

    /// Forgets the block that the call does away with, and tells what it was. Once the library has
    /// freed it another thread may be handed the same address, and that is another block.
    fn take_block(&mut self, state: &mut State) -> Pointer {
        let address = self.word(0);
        self.block = state.blocks.remove(address);
        match self.block {
            Some(block) => Pointer::To(block),
            None if address == 0 => Pointer::Null,
            None => Pointer::Foreign,
        }
    }

    /// Enters a call whose arguments have to be read first.
    #[inline(never)]
    fn enter_read(&mut self, lane: &mut Lane) -> Option<()> {
        let mut state = state::lock();
        let call = self.call(&mut self.reading(&mut state, lane, false))?;
        if self.plan.ends == Ends::Block {
            self.take_block(&mut state);
        }
        if !self.plan.handed_out.is_empty() {
            self.interface = interface::asked_for(&call);
        }
        state.sign(lane, self.plan.function);
        lane.enter(self.callback(), &call);
        Some(())
    }

    /// The call as the journal tells of it.
    fn call(&self, reading: &mut Reading<'_>) -> Option<Call> {
        let Plan { function, words, .. } = *self.plan;
        let mut given = self.words.map(|word| word as u64);
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
            let address = self.words[*place] as u64;
            if address != 0 {
                // SAFETY: the caller gave a place of this size to be written to.
                unsafe {
                    *before = memory::number(address, *size);
                    memory::set_number(address, *size, mark(*size));
                }
            }
        }
    }

    /// Puts back what was there before the call where nothing was written.
    fn unmark_places(&self) {
        for (before, (place, size)) in self.places.iter().zip(&self.plan.places) {
            let address = self.word(*place);
            if address != 0 && held(address, *size) == mark(*size) {
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
                let address = held_there(self.word(place)).filter(|_| !failed);
                *block = address.map(|address| state::lock().block(lane, address));
            }
            lane.leave_plainly(plain, skips, value, &self.words[..plan.words], &blocks);
            self.unmark_places();
        } else {
            self.leave_read(lane, skips, value, failed)?;
        }
        match plan.ends {
            Ends::Nothing => {}
            Ends::Block if !failed => {}
            _ => self.forget(value, failed),
        }
        Some(())
    }

    /// Leaves a call that has handed out what has to be read first.
    #[inline(never)]
    fn leave_read(&mut self, lane: &mut Lane, skips: u32, value: u32, failed: bool) -> Option<()> {
        let plan = self.plan;
        if !failed && self.interface.is_none() {
            self.interface = interface::of_handed_out(plan, self.words);
        }
        let mut state = state::lock();
        let mut reading = self.reading(&mut state, lane, true);
        reading.failed = failed;
        let words = self.words.map(|word| word as u64);
        let words = &words[..plan.words];
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

    /// Puts what stands for an object where the object was handed out.
    fn wrap(&self, state: &State) {
        let width = size_of::<usize>();
        for (place, _) in &self.plan.handed_out {
            let address = self.word(*place);
            let Some(object) = held_there(address) else { continue };
            let seen = state.pass(object, !self.callback());
            if seen != object {
                // SAFETY: the caller gave a place for an address to be put there.
                unsafe { memory::set_number(address, width, seen) };
            }
        }
    }

    /// Forgets what the call has done away with, and remembers a block that it has not.
    #[inline(never)]
    fn forget(&self, value: u32, failed: bool) {
        let first = self.word(0);
        match (self.plan.ends, self.proxy) {
            (Ends::Object, Some(proxy)) if value == 0 => {
                let mut state = state::lock();
                let real = proxy.real as u64;
                if state.objects.get(&real).is_some_and(|known| std::ptr::eq(*known, proxy)) {
                    state.objects.remove(&real);
                }
            }
            (Ends::Block, _) => {
                // The call has failed: the block is still there, unless another one is by now.
                let Some(block) = self.block else { return };
                let mut state = state::lock();
                if state.blocks.get(first).is_none() {
                    state.blocks.insert(first, block);
                }
            }
            (Ends::Connection, Some(proxy)) if !failed => {
                state::lock().connections.remove(&(proxy.handle.0, first & 0xFFFF_FFFF));
            }
            _ => {}
        }
    }
}
