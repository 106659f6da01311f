use alloc::{boxed::Box, vec, vec::Vec};

use cemapi_abi::{
    Call, Entry, EntryId, Handle, Pointer, Reference, Reply, Value,
    registry::{FunctionCall, Object, S_OK, SessionCall, StoreCall, TableCall, UnknownCall},
};

use crate::{Plan, Step, entries::Entries, things::Things};

/// What an agent knows while it works through a plan.
#[derive(Debug)]
pub(crate) struct State {
    /// What is still to be done.
    pub(crate) steps: vec::IntoIter<Step>,
    /// For each name of the plan, what it stands for.
    bound: Vec<Option<Handle>>,
    /// For each name of an entry id, what it stands for.
    bound_entries: Vec<Option<Entry>>,
    pub(crate) things: Things,
    pub(crate) entries: Entries,
    /// The entry ids that sinks were told of during the call.
    told: Vec<Entry>,
    /// Memory that did not come from MAPI, to point into.
    foreign: &'static [u64; 64],
}

impl State {
    pub(crate) fn new(plan: Plan) -> Self {
        Self {
            bound: vec![None; plan.names as usize],
            bound_entries: vec![None; plan.entries as usize],
            steps: plan.steps.into_iter(),
            things: Things::default(),
            entries: Entries::default(),
            told: Vec::new(),
            foreign: Box::leak(Box::new([0; 64])),
        }
    }

    /// An address in memory that did not come from MAPI.
    pub(crate) fn foreign(&self) -> usize {
        &raw const self.foreign[32] as usize
    }

    /// A call with what its names stand for; `None` if something in it has not appeared.
    pub(crate) fn resolve(&self, mut call: Call) -> Option<Call> {
        let bound = |name: Handle| self.bound.get(name.index()).copied().flatten();
        if let Some(receiver) = call.receiver() {
            call = call.on(bound(receiver)?);
        }
        let mut complete = true;
        call.references(&mut |reference| match reference {
            Reference::Thing(Pointer::To(name)) => match bound(*name) {
                Some(handle) => *name = handle,
                None => complete = false,
            },
            Reference::Entry(EntryId::Known(name)) => {
                match self.bound_entries.get(name.0 as usize).copied().flatten() {
                    Some(entry) => *name = entry,
                    None => complete = false,
                }
            }
            _ => {}
        });
        complete.then_some(call)
    }

    /// Takes note that another call begins, of which no sink was told anything yet.
    pub(crate) fn begin(&mut self) {
        self.told.clear();
    }

    /// Takes note of what a sink is told.
    pub(crate) fn hear(&mut self, call: &mut Call) {
        call.references(&mut |reference| {
            if let Reference::Entry(EntryId::Known(entry)) = reference {
                self.told.push(*entry);
            }
        });
    }

    /// Lets names stand for what appeared in a reply, those of out-parameters and of entry ids, and
    /// then for what sinks were told.
    pub(crate) fn bind(&mut self, outs: &[Option<Handle>], entries: &[Entry], reply: &mut Reply) {
        let Reply::Returned(returned) = reply else { return };
        for (out, name) in returned.outs.iter().zip(outs) {
            if let (Some(thing), Some(name)) = (out.thing(), name)
                && let Some(bound) = self.bound.get_mut(name.index())
            {
                *bound = Some(thing);
            }
        }
        let mut names = entries.iter();
        for out in &mut returned.outs {
            out.entries(&mut |entry| {
                let bound =
                    names.next().and_then(|name| self.bound_entries.get_mut(name.0 as usize));
                if let Some(bound) = bound {
                    *bound = Some(*entry);
                }
            });
        }
        for (name, entry) in names.zip(&self.told) {
            if let Some(bound) = self.bound_entries.get_mut(name.0 as usize) {
                *bound = Some(*entry);
            }
        }
    }

    /// Takes note of what a call has done away with or linked, so that addresses that are used
    /// again are not taken for what they were.
    pub(crate) fn note(&mut self, call: &Call, reply: &Reply) {
        let Reply::Returned(returned) = reply else { return };
        let done = returned.value == S_OK.0;
        match call {
            Call::Unknown(object, UnknownCall::Release {}) if returned.value == 0 => {
                self.things.gone(*object);
            }
            Call::Function(FunctionCall::MAPIFreeBuffer { lpBuffer: Pointer::To(block) })
                if done =>
            {
                self.things.gone(*block);
            }
            Call::Function(FunctionCall::FreeProws { prows: Pointer::To(block) }) => {
                self.things.gone(*block);
            }
            Call::Function(FunctionCall::MAPIAllocateMore {
                lpObject: Pointer::To(parent),
                ..
            }) => {
                if let Some(block) = reply.object()
                    && let Some(thing) = self.things.get_mut(block)
                {
                    thing.parent = Some(*parent);
                }
            }
            Call::Session(_, SessionCall::Unadvise { ulConnection: Pointer::To(connection) })
            | Call::Store(_, StoreCall::Unadvise { ulConnection: Pointer::To(connection) })
            | Call::Table(_, TableCall::Unadvise { ulConnection: Pointer::To(connection) })
                if done =>
            {
                self.things.gone(*connection);
            }
            _ => {}
        }
        self.retype(call, reply);
    }

    /// What was asked for by the id of its interface is handed out as that interface.
    fn retype(&mut self, call: &Call, reply: &Reply) {
        let Some(handle) = reply.object() else { return };
        let mut wanted = None;
        call.values(&mut |value| {
            if let Value::Iid(Some(iid)) = value {
                wanted = cemapi_abi::registry::INTERFACES
                    .iter()
                    .find(|interface| interface.iid == Some(iid));
            }
        });
        if let Some(interface) = wanted
            && let Some(thing) = self.things.get_mut(handle)
            && thing.object == Object::Unknown
        {
            thing.interface = Some(interface);
        }
    }
}
