use std::mem;

use cemapi_abi::{
    Call, HResult, Handle, Output, Pointer, Reply,
    registry::{FunctionCall, UnknownCall},
};

use super::History;
use crate::{
    contract::{At, Life, Signs, life::Link},
    trace::Record,
};

impl History {
    /// Takes in what a call did.
    pub(crate) fn take(&mut self, place: usize, record: &Record) {
        let Reply::Returned(returned) = &record.reply else { return };
        if record.callback {
            return self.take_callback(&record.call);
        }
        let succeeded = HResult(returned.value).succeeded();
        match &record.call {
            Call::Function(call) => self.take_function(call, place, record, succeeded),
            Call::Unknown(object, call) => self.take_unknown(*object, call, place),
            Call::Client(_) => {}
            _ => return self.take_method(place, record, returned, succeeded),
        }
        if succeeded {
            for thing in returned.outs.iter().filter_map(Output::thing) {
                self.appear(place, record, thing);
            }
        }
    }

    /// A reference that the implementation takes on a sink or gives back.
    fn take_callback(&mut self, call: &Call) {
        let (object, by) = match call {
            Call::Unknown(object, UnknownCall::AddRef {}) => (*object, 1),
            Call::Unknown(object, UnknownCall::Release {}) => (*object, -1),
            _ => return,
        };
        self.sinks.insert(object);
        if let Some(life) = self.life_mut(object) {
            life.particulars_mut().held += by;
        }
    }

    fn take_function(
        &mut self,
        call: &FunctionCall,
        place: usize,
        record: &Record,
        succeeded: bool,
    ) {
        match call {
            FunctionCall::MAPIInitialize { .. } => {
                self.count.initialize_calls += 1;
                if succeeded {
                    self.count.initialized += 1;
                    self.count.torn_down = None;
                    self.standing = self.standing.without(Signs::TORN_DOWN);
                    self.count.change(record.thread, 1);
                }
            }
            FunctionCall::MAPIUninitialize {} => {
                let before = self.count.value();
                self.count.uninitialized += 1;
                self.count.lowered = true;
                self.count.change(record.thread, -1);
                if before == 1 {
                    self.count.torn_down = Some(place);
                    self.count.lowered = false;
                    self.standing = self.standing | Signs::TORN_DOWN;
                    self.teardowns.push(At::new(place));
                }
            }
            FunctionCall::MAPIFreeBuffer { lpBuffer: Pointer::To(block) }
            | FunctionCall::FreeProws { prows: Pointer::To(block) } => self.free(*block, place),
            _ => {}
        }
    }

    fn take_unknown(&mut self, object: Handle, call: &UnknownCall, place: usize) {
        let Some(life) = self.life_mut(object) else { return };
        match call {
            UnknownCall::AddRef {} => life.references += 1,
            UnknownCall::Release {} => {
                life.references = life.references.saturating_sub(1);
                if life.references == 0 {
                    self.living -= usize::from(life.leave(place));
                } else {
                    life.released.get_or_insert(At::new(place));
                }
            }
            UnknownCall::QueryInterface { .. } => {}
        }
    }

    /// Something is handed out.
    #[inline]
    pub(super) fn appear(&mut self, place: usize, record: &Record, thing: Handle) {
        let call = &record.call;
        let Some(life) = self.lives.get_mut(thing.index()) else { return };
        // An address may be used again after what lay there is gone.
        if life.gone.is_some() {
            *life = Life::unborn(life.object);
        }
        life.references += 1;
        if life.made.is_none() {
            life.made = Some(At::new(place));
            (life.maker, life.thread) = (Some(call.function()), record.thread);
            self.living += 1;
            self.listed.push((At::new(place), thing));
        }
        if life.parent.is_none() {
            let parent = call.receiver().filter(|parent| *parent != thing);
            life.parent = parent.map(Link::from);
        }
        if let Call::Function(FunctionCall::MAPIAllocateMore {
            lpObject: Pointer::To(parent), ..
        }) = call
            && life.linked_to.replace(Link::from(*parent)).is_none()
        {
            life.signs = life.signs | Signs::LINKED;
            self.link(thing, *parent);
        }
        if self.listed.len() > 64 + 2 * self.living {
            self.tidy();
        }
    }

    /// Takes what is gone off the list of what lives; it is most of the list.
    fn tidy(&mut self) {
        let lives = &self.lives;
        self.listed.retain(|(made, thing)| {
            let life = lives.get(thing.index());
            life.is_some_and(|life| life.lives() && life.made == Some(*made))
        });
    }

    /// Enters a block in the list of those that go with its parent.
    fn link(&mut self, block: Handle, parent: Handle) {
        let Some(life) = self.life_mut(parent) else { return };
        let before = life.last_linked.replace(Link::from(block));
        if let Some(life) = self.life_mut(block) {
            life.linked_before = before;
        }
    }

    /// Frees a block and what is linked to it. A linked block goes only with its parent (MEM-4).
    fn free(&mut self, block: Handle, place: usize) {
        let Some(Life { linked_to: None, .. }) = self.life(block) else {
            return;
        };
        let mut next = Some(block);
        let mut freed = mem::take(&mut self.freed);
        while let Some(block) = next {
            if let Some(life) = self.lives.get_mut(block.index()).filter(|life| life.lives()) {
                life.references = 0;
                self.living -= usize::from(life.leave(place));
                let mut linked = life.last_linked.take().map(Handle::from);
                while let Some(child) = linked {
                    freed.push(child);
                    linked = self.lives[child.index()].linked_before.take().map(Handle::from);
                }
            }
            next = freed.pop();
        }
        self.freed = freed;
    }

    #[inline]
    pub(super) fn life_mut(&mut self, handle: Handle) -> Option<&mut Life> {
        self.lives.get_mut(handle.index())
    }
}
