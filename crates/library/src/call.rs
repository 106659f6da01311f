use std::panic;

use cemapi_abi::{
    Call, Function, Handle, Output, Pointer, Reply, Returned,
    layout::{Codec, Layout},
    registry::{E_INVALIDARG, E_OUTOFMEMORY, E_UNEXPECTED, FunctionCall},
};
use cemapi_com::ARGUMENTS;

use crate::{death, delivery, process, process::Process, thread};

/// Answers a call of the exported function with number `index` in the registry.
pub(crate) fn function(index: usize, arguments: &mut [usize; ARGUMENTS]) -> usize {
    enter(index, None, arguments)
}

/// Makes the call with number `index` in the registry, with what C passed as arguments.
///
/// Nothing that goes wrong in here gets out as a panic.
pub(crate) fn enter(index: usize, receiver: Option<Handle>, arguments: &[usize]) -> usize {
    let made = panic::catch_unwind(panic::AssertUnwindSafe(|| {
        let function = Function::at(index)?;
        // Only so many words as the signature has were passed.
        let arguments = arguments.get(..function.signature().words(Layout::HOST))?;
        let words: Vec<u64> = arguments.iter().map(|word| *word as u64).collect();
        Some(make(function, receiver, words))
    }));
    made.ok().flatten().unwrap_or(E_UNEXPECTED.0) as usize
}

fn make(function: Function, receiver: Option<Handle>, mut words: Vec<u64>) -> u32 {
    // Programs may leave out the place for the kind of what they open; this library needs it.
    let mut kind = 0u32;
    let place_of_kind = function.signature().place_of_kind();
    if let Some(word) = place_of_kind.and_then(|place| words.get_mut(place))
        && *word == 0
    {
        *word = (&raw mut kind).expose_provenance() as u64;
    }

    let mut process = process::lock();
    let call = Codec::new(Layout::HOST, &mut *process).call(function, receiver, &words);
    let Ok(call) = call else { return E_INVALIDARG.0 };
    let thread = thread::current();
    let reply = process.emulator.call(thread, &call);
    let returned = match reply {
        Reply::Returned(returned) => returned,
        Reply::Died(death) => {
            drop(process);
            death::die(death)
        }
        Reply::Hung => {
            drop(process);
            death::hang()
        }
        // Another thread's call has ended the process; it is only a moment until it is gone.
        Reply::NotMade | Reply::Unfinished => return E_UNEXPECTED.0,
    };
    process.opened = returned.opened(function);
    let written =
        Codec::new(Layout::HOST, &mut *process).write_outputs(function, &words, &returned.outs);
    if written.is_err() {
        return E_OUTOFMEMORY.0;
    }
    process.after(&call, &returned);
    let callbacks = process.emulator.callbacks();
    let deliveries = delivery::prepare(&mut process, callbacks);
    drop(process);
    delivery::run(thread, deliveries);
    returned.value
}

impl Process {
    /// Follows what a call did to memory.
    fn after(&mut self, call: &Call, returned: &Returned) {
        // What a call put into memory without handing it out is not kept.
        self.loose.clear();
        let Call::Function(call) = call else { return };
        match call {
            FunctionCall::MAPIAllocateMore { lpObject: Pointer::To(parent), .. } => {
                let child = returned.outs.first().and_then(Output::thing);
                if let (Some(child), Some(parent)) = (child, self.blocks.get_mut(parent)) {
                    parent.linked.push(child);
                }
            }
            FunctionCall::MAPIFreeBuffer { lpBuffer: Pointer::To(block) }
            | FunctionCall::FreeProws { prows: Pointer::To(block) } => self.give_back(*block),
            FunctionCall::MAPIUninitialize {} => self.give_all_back(),
            _ => {}
        }
    }
}
