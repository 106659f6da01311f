use cemapi_abi::{
    Call, Handle, Output, Pointer, Reply, Returned,
    layout::{Codec, Layout},
    registry::Interface,
};

use crate::{
    call::Words,
    ends::{Ends, Forgotten},
    interface,
    lane::Lane,
    memory::{self, Pages},
    names::Reading,
    options::options,
    places::Held,
    plan::{POINTERS, Plan},
    private,
    proxy::Proxy,
    stack::Stack,
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
    before: Held,
    /// The interface of what is handed out, if an argument tells.
    interface: Option<&'static Interface>,
    /// What the call does away with.
    forgotten: Forgotten,
}

impl<'w> Passage<'w> {
    /// A call with these arguments of a function, or of a method of what the proxy stands for.
    #[inline]
    pub(crate) const fn new(
        plan: &'static Plan,
        proxy: Option<&'static Proxy>,
        words: &'w mut Words,
    ) -> Self {
        let (before, forgotten) = (Held::NOTHING, Forgotten::Nothing);
        Self { plan, proxy, words, before, interface: None, forgotten }
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

    /// What the arguments of this call are read with.
    fn reading<'a>(&self, state: &'a mut State, lane: &'a mut Lane) -> Reading<'a> {
        Reading {
            state,
            lane,
            receiver: self.receiver(),
            callback: self.callback(),
            left: false,
            failed: false,
            interface: self.interface,
            places: [(0, 0, None); 3],
            pages: Pages::default(),
        }
    }

    /// What this call hands out is read with.
    fn reading_left<'a>(
        &self,
        state: &'a mut State,
        lane: &'a mut Lane,
        failed: bool,
        filled: &Held,
    ) -> Reading<'a> {
        let mut places = [(0, 0, None); 3];
        for ((place, filled), (argument, size)) in
            places.iter_mut().zip(filled.all()).zip(&self.plan.places)
        {
            *place = (self.word(*argument), *size, *filled);
        }
        Reading { left: true, failed, places, ..self.reading(state, lane) }
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
        if self.plan.ends == Ends::Object {
            self.forget_object();
        }
        if !objects.is_empty() {
            // From here on only the call itself looks at these arguments.
            let state = state::lock();
            for place in objects {
                self.words[*place] = state.pass(self.word(*place), called.1) as usize;
            }
        }
        if !self.plan.places.is_empty() {
            self.before = Held::now(self.plan, self.words, lane.stack);
        }
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
                Ends::Block | Ends::Connection => {
                    self.forget_argument(&mut state);
                    self.forgotten.pointer(self.word(0))
                }
                _ => state.find(self.word(*place), *object, self.receiver()),
            };
        }
    }

    /// Forgets what the call does away with that is its argument.
    #[inline]
    fn forget_argument(&mut self, state: &mut State) {
        self.forgotten = match self.plan.ends {
            Ends::Block => state.forget_block(self.word(0)),
            Ends::Connection => state.forget_connection(self.word(0), self.receiver()),
            Ends::Nothing | Ends::Object => return,
        };
    }

    /// Forgets an object whose last reference may be given back. What the library gives back are
    /// its references to the program's objects, and of those the program has others.
    #[inline]
    fn forget_object(&mut self) {
        if let Some(proxy) = self.proxy
            && !proxy.callback
            && proxy.give_back()
        {
            self.forgotten = state::lock().forget_object(proxy);
        }
    }

    /// Enters a call whose arguments have to be read first.
    #[inline(never)]
    fn enter_read(&mut self, lane: &mut Lane) -> Option<()> {
        let mut state = state::lock();
        let call = self.call(&mut self.reading(&mut state, lane))?;
        self.forget_argument(&mut state);
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

    #[inline]
    pub(crate) fn leave(&mut self, lane: &mut Lane, skips: u32, result: usize) -> Option<()> {
        let plan = self.plan;
        let value = result as u32;
        let failed = plan.returns_code && value & 0x8000_0000 != 0;
        if let Some(plain) = &plan.plain_reply {
            let filled = self.before.filled(plan, self.words, lane.stack, failed);
            let mut blocks = [None; 3];
            for (block, place) in blocks.iter_mut().zip(plain.blocks()) {
                let address = filled.at(plan, place).filter(|_| !failed);
                *block = address.map(|address| state::lock().block(lane, address));
            }
            lane.leave_plainly(
                plain,
                skips,
                value,
                &self.words[..plan.words],
                filled.all(),
                &blocks,
            );
        } else {
            self.leave_read(lane, skips, value, failed)?;
        }
        if let Some(proxy) = self.proxy.filter(|_| plan.counts) {
            proxy.count(value);
        }
        let ended = match plan.ends {
            Ends::Nothing => return Some(()),
            Ends::Object => value == 0,
            Ends::Block | Ends::Connection => !failed,
        };
        self.settle(ended);
        Some(())
    }

    /// Leaves a call that has handed out what has to be read first.
    #[inline(never)]
    fn leave_read(&mut self, lane: &mut Lane, skips: u32, value: u32, failed: bool) -> Option<()> {
        let plan = self.plan;
        let stack = lane.stack;
        let filled = self.before.filled(plan, self.words, stack, failed);
        if !failed && self.interface.is_none() {
            let before = |place| self.before.at(plan, place);
            let filled = |place| filled.at(plan, place);
            let own = self.proxy.map(|proxy| proxy.real as u64);
            self.interface = interface::of_handed_out(plan, own, before, filled);
        }
        let mut state = state::lock();
        let filled = filled.except_stale(self.before, &state);
        let mut reading = self.reading_left(&mut state, lane, failed, &filled);
        let words = self.words.map(|word| word as u64);
        let words = &words[..plan.words];
        let outs = Codec::new(Layout::HOST, &mut reading).outputs(plan.function, words);
        let mut outs = outs.unwrap_or_else(|_| {
            plan.function.signature().outs().map(|_| Output::Untouched).collect()
        });
        if !failed {
            self.wrap(&state, stack, &filled);
        } else if let Some(bytes) = outs.iter_mut().find(|out| matches!(out, Output::Bytes(_))) {
            // What a failed Read leaves is what the program had there.
            *bytes = Output::Untouched;
        }
        if plan.private && !options().private {
            private::hide_outputs(&mut outs);
        }
        lane.leave(skips, &Reply::Returned(Returned { value, outs }));
        Some(())
    }

    /// Puts what stands for an object where the object was handed out.
    fn wrap(&self, state: &State, stack: Stack, filled: &Held) {
        for (place, _) in &self.plan.handed_out {
            let Some(object) = filled.at(self.plan, *place) else { continue };
            let seen = state.pass(object, !self.callback());
            if seen != object {
                memory::put(stack, self.word(*place), seen);
            }
        }
    }

    /// Sees to it that what the call has done away with is forgotten, and nothing else.
    fn settle(&self, ended: bool) {
        match (self.forgotten, self.proxy) {
            (Forgotten::Nothing, Some(proxy)) if ended && self.plan.ends == Ends::Object => {
                state::lock().forget_object(proxy);
            }
            (Forgotten::Nothing, _) => {}
            (forgotten, _) if !ended => state::lock().remember(forgotten),
            _ => {}
        }
    }
}
