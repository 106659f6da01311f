//! Calls that the program makes on cemapi.dll, and those that come back.

use cemapi_abi::{
    Call, Death, Function, Handle, Output, Pointer, Reply, Returned, Thread,
    layout::{Codec, Error, Layout},
    registry::{FunctionCall, SinkCall, UnknownCall},
};
use cemapi_emulator::Callback;

use crate::{
    memory::Right,
    process::{Process, Stop},
    world::{View, death},
};

impl Process<'_> {
    fn view(&mut self) -> View<'_> {
        let thread = Thread(self.current as u16);
        View { memory: &mut self.memory, world: &mut self.world, thread }
    }

    /// Makes the call that the program is in.
    pub(crate) fn mapi(&mut self, function: Function) -> Result<(), Stop> {
        let mut words = Vec::new();
        let method = function.signature().slot.is_some();
        for place in 0..function.signature().words(Layout::Narrow) {
            words.push(self.argument(place as u8 + u8::from(method))?.into());
        }
        let receiver = match method {
            false => None,
            true => match self.world.handles.get(&self.register(0)) {
                Some(receiver) => Some(*receiver),
                None => return Err(self.wrong("called a method on what is no object")),
            },
        };
        self.without_kind(function, &mut words)?;
        let mut view = self.view();
        let call = match Codec::new(Layout::Narrow, &mut view).call(function, receiver, &words) {
            Ok(call) => call,
            // What the program says that it has ends there, and who believes it dies.
            Err(Error::Unreachable(end)) if self.memory.is_in(self.pages, end as u32) => {
                return Err(death(Death::AccessViolation));
            }
            Err(error) => {
                let name = function.signature().name;
                return Err(self.wrong(&format!("called {name} with {error:?}")));
            }
        };
        let thread = Thread(self.current as u16);
        let returned = match self.world.emulator.call(thread, &call) {
            Reply::Returned(returned) => returned,
            Reply::Died(how) => return Err(death(how)),
            Reply::Hung | Reply::NotMade | Reply::Unfinished => return Err(Stop::Hung),
        };
        self.hand_out(function, &words, &returned)?;
        self.after(&call, &returned);
        for callback in self.world.emulator.callbacks() {
            self.call_back(callback)?;
        }
        self.leave(returned.value);
        Ok(())
    }

    /// Programs may leave out the place for the kind of what they open; the emulator needs it.
    fn without_kind(&mut self, function: Function, words: &mut [u64]) -> Result<(), Stop> {
        let Some(word) =
            function.signature().place_of_kind().and_then(|place| words.get_mut(place))
        else {
            return Ok(());
        };
        if *word == 0 {
            let place = self.memory.add(self.heap, 4, Right::Write, false);
            *word = place.ok_or(Stop::Hung)?.into();
        }
        Ok(())
    }

    fn hand_out(
        &mut self,
        function: Function,
        words: &[u64],
        returned: &Returned,
    ) -> Result<(), Stop> {
        self.world.opened = returned.opened(function);
        let mut view = self.view();
        let written =
            Codec::new(Layout::Narrow, &mut view).write_outputs(function, words, &returned.outs);
        written.map_err(|error| {
            self.wrong(&format!("gave {} a place: {error:?}", function.signature().name))
        })
    }

    /// Follows what a call did to memory.
    fn after(&mut self, call: &Call, returned: &Returned) {
        // What a call put into memory without handing it out is not kept.
        self.world.loose.clear();
        let Call::Function(call) = call else { return };
        match call {
            FunctionCall::MAPIAllocateMore { lpObject: Pointer::To(parent), .. } => {
                let child = returned.outs.first().and_then(Output::thing);
                let parent = self.world.blocks.get_mut(parent);
                if let (Some(child), Some(parent)) = (child, parent) {
                    parent.linked.push(child);
                }
            }
            FunctionCall::MAPIFreeBuffer { lpBuffer: Pointer::To(block) }
            | FunctionCall::FreeProws { prows: Pointer::To(block) } => {
                self.view().give_back(*block);
            }
            FunctionCall::MAPIUninitialize {} => {
                let blocks: Vec<Handle> = self.world.blocks.keys().copied().collect();
                let mut view = self.view();
                blocks.into_iter().for_each(|block| view.give_back(block));
            }
            _ => {}
        }
    }

    /// Makes a call on an object of the program's.
    fn call_back(&mut self, callback: Callback) -> Result<(), Stop> {
        let slot = callback.call.function().signature().slot;
        let sink = callback.call.receiver().and_then(|sink| self.world.sinks.get(&sink).copied());
        let (Some(slot), Some(sink)) = (slot, sink) else { return Ok(()) };
        let arguments = match &callback.call {
            Call::Unknown(_, UnknownCall::AddRef {} | UnknownCall::Release {}) => vec![0, 0],
            Call::Sink(_, SinkCall::OnNotify { .. }) => {
                let mut view = self.view();
                let words = Codec::new(Layout::Narrow, &mut view).arguments(&callback.call);
                words.map_err(|_| Stop::Hung)?
            }
            _ => return Ok(()),
        };
        self.world.loose.clear();
        let table = self.memory.word(sink);
        // A sink that is gone has no methods, and who calls it dies.
        if table == Ok(0) {
            return Err(death(Death::AccessViolation));
        }
        let code =
            table.and_then(|table| self.memory.word(table.wrapping_add(4 * u32::from(slot))));
        let code = code.map_err(|fault| self.wrong(&format!("gave a sink: {fault}")))?;
        let [first, second] = arguments.as_slice() else { return Ok(()) };
        let arguments = [sink, *first as u32, *second as u32];
        match callback.thread {
            Some(thread) if usize::from(thread.0) == self.current => {
                self.call_program(code, arguments)?;
            }
            _ => {
                self.call_on_own_thread(code, arguments)?;
            }
        }
        Ok(())
    }
}
