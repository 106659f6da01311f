use alloc::{vec, vec::Vec};
use core::cell::UnsafeCell;

use cemapi_abi::{
    Call, Function, Handle, Output, Place, Reply, Returned, Size, Value,
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
    shape: Shape,
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
    pub fn new(platform: &'a P, plan: Plan) -> Self {
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
        let shape = plan.shape;
        Self { platform, shape, functions, state: UnsafeCell::new(State::new(plan)) }
    }

    /// Makes all calls of the plan, and reports them.
    pub fn run(&self) {
        for place in 0.. {
            let mut step = self.with(|state| state.steps.next());
            let Some(thread) = step.as_ref().map(|step| step.thread) else { break };
            let mut goes_on = false;
            let mut work = || goes_on = step.take().is_some_and(|step| self.step(place, step));
            if self.platform.thread() == Some(thread) {
                work();
            } else {
                self.platform.on(thread, &mut work);
            }
            if !goes_on {
                return self.report(&Event::Stopped);
            }
        }
        self.report(&Event::Finished);
    }

    /// Makes one call; `false` if the rest of the plan depends on another result.
    fn step(&self, place: u32, step: Step) -> bool {
        let Step { call, outs, entries, returns, .. } = step;
        let mut arena = Arena::default();
        let prepared = self.with(|state| {
            state.begin();
            self.prepare(call, &mut arena, state)
        });
        let reply = match prepared {
            None => Reply::NotMade,
            Some(ready) => {
                self.report(&Event::Entered { step: place, at: self.platform.now() });
                let value = if ready.own { 0 } else { self.make(&ready) };
                self.with(|state| {
                    let mut reply = match ready.own {
                        true => self.answer(&ready, state),
                        false => self.look(&ready, value, &mut arena, state),
                    };
                    state.bind(&outs, &entries, &mut reply);
                    reply
                })
            }
        };
        let goes_on = match (returns, &reply) {
            (Some(wanted), Reply::Returned(returned)) => returned.value == wanted,
            (Some(_), _) => false,
            (None, _) => true,
        };
        self.report(&Event::Left { step: place, at: self.platform.now(), reply });
        goes_on
    }

    /// Gets a call ready; `None` if something that it needs is not there.
    fn prepare(&self, call: Call, arena: &mut Arena, state: &mut State) -> Option<Ready> {
        let call = state.resolve(call)?;
        let receiver = match call.receiver() {
            Some(receiver) => Some(*state.things.get(receiver)?),
            None => None,
        };
        let own = matches!(call, Call::Client(_))
            || receiver
                .as_ref()
                .and_then(|receiver| self.sink(receiver))
                .is_some_and(|sink| !sink.is_gone());
        if own {
            return Some(Ready { call, receiver, arguments: Vec::new(), own });
        }
        if receiver.is_none() && self.functions[call.function().index()] == 0 {
            return None;
        }
        let mut around = Surroundings::new(self.platform, arena, state);
        around.fence = claims(&call);
        let arguments = Codec::new(Layout::HOST, &mut around).arguments(&call).ok()?;
        Some(Ready { call, receiver, arguments, own })
    }

    /// Makes a call and returns the word that it returns.
    fn make(&self, ready: &Ready) -> usize {
        let function = ready.call.function();
        let (code, this) = match &ready.receiver {
            Some(receiver) => {
                let (code, this) = self.method(function, receiver);
                (code, Some(this))
            }
            None => (self.functions[function.index()], None),
        };
        let mut words = [0; MOST];
        let mut count = 0;
        let arguments = ready.arguments.iter().map(|word| *word as usize);
        for (place, word) in words.iter_mut().zip(this.into_iter().chain(arguments)) {
            *place = word;
            count += 1;
        }
        // SAFETY: the words are the arguments that the function's signature asks for, and this
        // process is there to see what the library does with them.
        unsafe { invoke(code, &words[..count]) }
    }

    /// The code of a method, and the part of the object that it is called on.
    fn method(&self, function: Function, receiver: &Thing) -> (usize, usize) {
        let wanted = function.interface();
        let slot = function.signature().slot.unwrap_or(0);
        let path = self.shape.path(receiver.interface.unwrap_or(wanted), wanted, slot);
        let width = size_of::<usize>();
        // SAFETY: the library handed the object out, and this process is there to see whether it
        // is one.
        unsafe {
            let mut this = receiver.word;
            if let Some(base) = path.base {
                let table = memory::word(this);
                this = this.wrapping_add(memory::word(table.wrapping_sub(base * width)));
            }
            let table = memory::word(this);
            (memory::word(table.wrapping_add(path.slot * width)), this)
        }
    }

    /// What came back from a call.
    fn look(&self, ready: &Ready, value: usize, arena: &mut Arena, state: &mut State) -> Reply {
        let Ready { call, arguments, .. } = ready;
        let function = call.function();
        let mut around = Surroundings::new(self.platform, arena, state);
        let outs = Codec::new(Layout::HOST, &mut around).outputs(function, arguments);
        let mut outs = outs.unwrap_or_default();
        overruns(function, arguments, arena, &mut outs);
        let value = match function.signature().returns {
            Returns::Nothing => 0,
            _ => value as u32,
        };
        let reply = Reply::Returned(Returned { value, outs });
        state.note(call, &reply);
        reply
    }

    /// The program's own sink that a thing is, if it is one.
    fn sink(&self, thing: &Thing) -> Option<&'a Sink<'a, P>> {
        // SAFETY: only `answer` calls a thing a sink, and sinks are never freed.
        (thing.object == Object::Sink).then(|| unsafe { &*(thing.word as *const Sink<'_, P>) })
    }

    /// What the program answers itself: one of its own objects is made or called.
    fn answer(&self, ready: &Ready, state: &mut State) -> Reply {
        if let Some(sink) = ready.receiver.as_ref().and_then(|receiver| self.sink(receiver)) {
            return sink.answer(&ready.call);
        }
        let Call::Client(ClientCall::NewSink { ulReply, lppSink }) = ready.call else {
            return Reply::NotMade;
        };
        if lppSink == Place::Null {
            return Reply::Returned(Returned { value: 0, outs: [Output::NoPlace].into() });
        }
        let word = Sink::make(self, ulReply);
        let interface = interface("IMAPIAdviseSink");
        let thing = Thing { word, object: Object::Sink, interface, parent: None };
        let (handle, _) = state.things.appear(thing);
        if let Some(sink) = self.sink(&thing) {
            sink.set_handle(handle);
        }
        self.report(&Event::Appeared(handle, word as u64));
        Reply::Returned(Returned { value: 0, outs: [Output::Object(handle)].into() })
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
    pub(crate) fn called(&self, mut call: Call, answer: impl FnOnce(&Call) -> Reply) -> Reply {
        let thread = self.platform.thread();
        let reply = self.with(|state| {
            state.hear(&mut call);
            answer(&call)
        });
        self.report(&Event::Called { thread, call, reply: reply.clone() });
        reply
    }

    pub(crate) const fn shape(&self) -> Shape {
        self.shape
    }

    fn report(&self, event: &Event) {
        event.with_bytes(|bytes| self.platform.write(bytes));
    }

    /// Does something with the state, while no other thread does.
    ///
    /// The work must not call the library, which may call back.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut State) -> R) -> R {
        let _alone = self.platform.alone();
        // SAFETY: the platform keeps other threads out, and no work calls this again.
        work(unsafe { &mut *self.state.get() })
    }
}

/// A call that is ready to be made.
struct Ready {
    call: Call,
    /// The object that it is made on.
    receiver: Option<Thing>,
    /// Its arguments as words, without the receiver.
    arguments: Vec<u64>,
    /// Whether the program answers it itself.
    own: bool,
}

/// Whether a call says of something that it is longer, or shorter, than it is.
fn claims(call: &Call) -> bool {
    let mut claims = false;
    call.values(&mut |value| claims |= matches!(value, Value::Size(Size::Of(_))));
    claims
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
