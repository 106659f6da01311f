use alloc::{vec, vec::Vec};
use core::cell::UnsafeCell;

use cemapi_abi::{
    Call, Function, Handle, Output, Reply, Returned,
    layout::{Codec, Layout},
    registry::{ClientCall, Kind, Object, Returns, UnknownCall},
};

use crate::{
    Event, Export, Plan, Platform, Shape, Step,
    arena::Arena,
    invoke::{MOST, invoke},
    memory,
    shape::interface,
    sink::{Sink, unreadable},
    state::State,
    surroundings::Surroundings,
    things::Thing,
};

/// Works through a plan on a library that is loaded.
pub struct Agent<'a, P> {
    pub(crate) platform: &'a P,
    plan: &'a Plan,
    /// Where each function is, by [`Function::index`]; 0 is nowhere.
    functions: Vec<usize>,
    state: UnsafeCell<State>,
}

// SAFETY: `with` is the only way to the state, and lets one thread in at a time.
unsafe impl<P: Platform> Sync for Agent<'_, P> {}

impl<P> core::fmt::Debug for Agent<'_, P> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Agent").finish_non_exhaustive()
    }
}

impl<'a, P: Platform> Agent<'a, P> {
    /// An agent for a plan.
    #[must_use]
    pub fn new(platform: &'a P, plan: &'a Plan) -> Self {
        let mut functions = vec![0; Function::COUNT];
        for step in &plan.steps {
            let function = step.call.function();
            let signature = function.signature();
            let place = &mut functions[function.index()];
            if signature.slot.is_none() && *place == 0 {
                let named = plan.exports.iter().find(|(name, _)| name == signature.name);
                let export = match named {
                    Some((_, export)) => export.clone(),
                    None => Export::Name(signature.name.into()),
                };
                *place = platform.function(&export).unwrap_or(0);
            }
        }
        let state = UnsafeCell::new(State::new(plan.names, plan.entries));
        Self { platform, plan, functions, state }
    }

    /// Makes all calls of the plan, and reports them.
    pub fn run(&self) {
        for (place, step) in self.plan.steps.iter().enumerate() {
            let mut goes_on = false;
            let mut work = || goes_on = self.step(place as u32, step);
            if self.platform.thread() == Some(step.thread) {
                work();
            } else {
                self.platform.on(step.thread, &mut work);
            }
            if !goes_on {
                return self.report(&Event::Stopped);
            }
        }
        self.report(&Event::Finished);
    }

    /// Makes one call; `false` if the rest of the plan depends on another result.
    fn step(&self, place: u32, step: &Step) -> bool {
        let mut reply = match self.with(|state| state.resolve(step)) {
            Some(call) => self.call(place, &call),
            None => Reply::NotMade,
        };
        self.with(|state| state.bind(step, &mut reply));
        let goes_on = match (step.returns, &reply) {
            (Some(wanted), Reply::Returned(returned)) => returned.value == wanted,
            (Some(_), _) => false,
            (None, _) => true,
        };
        self.report(&Event::Left { step: place, at: self.platform.now(), reply });
        goes_on
    }

    fn call(&self, place: u32, call: &Call) -> Reply {
        if let Some(reply) = self.own(place, call) {
            return reply;
        }
        let function = call.function();
        if call.receiver().is_none() && self.functions[function.index()] == 0 {
            return Reply::NotMade;
        }
        let mut arena = Arena::default();
        let arguments = self.with(|state| {
            let mut around = Surroundings::new(self.platform, &mut arena, state);
            Codec::new(Layout::HOST, &mut around).arguments(call)
        });
        let Ok(arguments) = arguments else { return Reply::NotMade };
        self.enter(place);
        let value = self.made(function, call.receiver(), &arguments);
        self.with(|state| {
            let mut around = Surroundings::new(self.platform, &mut arena, state);
            let outs = Codec::new(Layout::HOST, &mut around).outputs(function, &arguments);
            let mut outs = outs.unwrap_or_default();
            overruns(function, &arguments, &arena, &mut outs);
            let value = match function.signature().returns {
                Returns::Nothing => 0,
                _ => value as u32,
            };
            let reply = Reply::Returned(Returned { value, outs });
            state.note(call, &reply);
            reply
        })
    }

    /// Makes a call and returns the word that it returns.
    fn made(&self, function: Function, receiver: Option<Handle>, arguments: &[u64]) -> usize {
        let mut words = [0; MOST];
        let (code, this) = match receiver {
            Some(receiver) => {
                let (code, this) = self.method(function, receiver);
                (code, Some(this))
            }
            None => (self.functions[function.index()], None),
        };
        let arguments = arguments.iter().map(|word| *word as usize);
        let mut count = 0;
        for (place, word) in words.iter_mut().zip(this.into_iter().chain(arguments)) {
            *place = word;
            count += 1;
        }
        // SAFETY: the words are the arguments that the function's signature asks for, and this
        // process is there to see what the library does with them.
        unsafe { invoke(code, &words[..count]) }
    }

    /// The code of a method, and the part of the object that it is called on.
    fn method(&self, function: Function, receiver: Handle) -> (usize, usize) {
        let wanted = function.interface();
        let (object, own) = self.with(|state| {
            state.things.get(receiver).map_or((0, None), |thing| (thing.word, thing.interface))
        });
        let slot = function.signature().slot.unwrap_or(0);
        let path = self.plan.shape.path(own.unwrap_or(wanted), wanted, slot);
        let width = size_of::<usize>();
        // SAFETY: the library handed the object out, and this process is there to see whether it
        // is one.
        unsafe {
            let mut this = object;
            if let Some(base) = path.base {
                let table = memory::word(this);
                this = this.wrapping_add(memory::word(table.wrapping_sub(base * width)));
            }
            let table = memory::word(this);
            (memory::word(table.wrapping_add(path.slot * width)), this)
        }
    }

    /// A call that the program answers itself: one of its own objects is made or called.
    fn own(&self, place: u32, call: &Call) -> Option<Reply> {
        if let Call::Client(ClientCall::NewSink { ulReply, .. }) = call {
            self.enter(place);
            return Some(self.new_sink(*ulReply));
        }
        let receiver = call.receiver()?;
        let sink = self.with(|state| match state.things.get(receiver) {
            Some(thing) if thing.object == Object::Sink => Some(thing.word),
            _ => None,
        })?;
        self.enter(place);
        // SAFETY: sinks are only ever made by `new_sink`, and never freed.
        let sink = unsafe { &*(sink as *const Sink<'_, P>) };
        Some(self.with(|_| sink.answer(call)))
    }

    fn new_sink(&self, reply: u32) -> Reply {
        let outs = self.with(|state| {
            let word = Sink::make(self, reply);
            let thing = Thing {
                word,
                object: Object::Sink,
                interface: interface("IMAPIAdviseSink"),
                parent: None,
            };
            let (handle, _) = state.things.appear(thing);
            // SAFETY: the sink was made just now.
            unsafe { &*(word as *const Sink<'_, P>) }.set_handle(handle);
            self.appeared(handle, word);
            vec![Output::Object(handle)]
        });
        Reply::Returned(Returned { value: 0, outs })
    }

    /// What a call of the library's on a sink means.
    pub(crate) fn understand(&self, function: Function, sink: Handle, words: &[usize]) -> Call {
        let arguments: Vec<u64> = words.iter().map(|word| *word as u64).collect();
        let mut arena = Arena::default();
        let call = self.with(|state| {
            let mut around = Surroundings::new(self.platform, &mut arena, state);
            Codec::new(Layout::HOST, &mut around).call(function, Some(sink), &arguments).ok()
        });
        let call = call.or_else(|| unreadable(function, sink, words));
        call.unwrap_or(Call::Unknown(sink, UnknownCall::AddRef {}))
    }

    /// Takes a call that the library makes on an object of the program.
    pub(crate) fn called(&self, call: Call, answer: impl FnOnce(&Call) -> Reply) -> Reply {
        let thread = self.platform.thread();
        let reply = self.with(|_| answer(&call));
        self.report(&Event::Called { thread, call, reply: reply.clone() });
        reply
    }

    pub(crate) const fn shape(&self) -> Shape {
        self.plan.shape
    }

    fn enter(&self, step: u32) {
        self.report(&Event::Entered { step, at: self.platform.now() });
    }

    fn appeared(&self, handle: Handle, word: usize) {
        self.report(&Event::Appeared(handle, word as u64));
    }

    fn report(&self, event: &Event) {
        self.platform.write(&event.to_bytes());
    }

    /// Does something with the state, while no other thread does.
    ///
    /// The work must not call the library, which may call back.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut State) -> R) -> R {
        self.platform.lock();
        // SAFETY: the platform's lock keeps other threads out, and no work calls this again.
        let result = work(unsafe { &mut *self.state.get() });
        self.platform.unlock();
        result
    }
}

/// What was written past the end of its place is no answer.
fn overruns(function: Function, arguments: &[u64], arena: &Arena, outs: &mut [Output]) {
    let mut outs = outs.iter_mut();
    let mut word = 0;
    for param in function.signature().params {
        let place = arguments.get(word).copied().unwrap_or(0);
        if param.out
            && let Some(out) = outs.next()
            && arena.overrun(place as usize)
        {
            *out = Output::Garbage;
        }
        let large = param.kind == Kind::Large && !param.out && Layout::HOST == Layout::Narrow;
        word += if large { 2 } else { 1 };
    }
}
