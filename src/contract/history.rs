use cemapi_abi::{
    Call, HResult, Handle, Output, Pointer, Reply,
    registry::{FunctionCall, Object, S_OK, SessionCall, UnknownCall},
};

use super::{Count, Life};
use crate::trace::{Record, Trace};

/// What has happened in a trace up to some call: the model that rules look into.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The subsystem's count.
    pub count: Count,
    lives: Vec<Life>,
    /// The call after which nothing that happens can be blamed on the implementation.
    pub(super) undefined: Option<usize>,
}

impl History {
    pub(super) fn new(trace: &Trace) -> Self {
        let unborn = |place| {
            let object = trace.names.object(Handle(place as u32));
            Life::unborn(object.unwrap_or(Object::Unknown))
        };
        Self { lives: (0..trace.names.len()).map(unborn).collect(), ..Self::default() }
    }

    /// What is known of a thing.
    #[must_use]
    pub fn life(&self, handle: Handle) -> Option<&Life> {
        self.lives.get(handle.index())
    }

    /// Everything that has appeared.
    pub fn lives(&self) -> impl Iterator<Item = (Handle, &Life)> {
        let numbered = self.lives.iter().enumerate();
        numbered.map(|(place, life)| (Handle(place as u32), life))
    }

    /// Takes in what a call did.
    pub(super) fn take(&mut self, place: usize, record: &Record) {
        let Reply::Returned(returned) = &record.reply else {
            return;
        };
        let succeeded = HResult(returned.value).succeeded();
        match &record.call {
            Call::Function(FunctionCall::MAPIInitialize { .. }) => {
                self.count.initialize_calls += 1;
                if succeeded {
                    self.count.initialized += 1;
                    self.count.torn_down = None;
                    self.count.change(record.thread, 1);
                }
            }
            Call::Function(FunctionCall::MAPIUninitialize {}) => {
                let before = self.count.value();
                self.count.uninitialized += 1;
                self.count.lowered = true;
                self.count.change(record.thread, -1);
                if before == 1 {
                    self.count.torn_down = Some(place);
                    self.count.lowered = false;
                    for life in self.lives.iter_mut().filter(|life| life.lives()) {
                        life.outlived.get_or_insert(place);
                    }
                }
            }
            Call::Function(FunctionCall::MAPIFreeBuffer { lpBuffer: Pointer::To(block) }) => {
                self.free(*block, place);
            }
            Call::Unknown(object, UnknownCall::AddRef {}) => {
                if let Some(life) = self.lives.get_mut(object.index()) {
                    life.references += 1;
                }
            }
            Call::Unknown(object, UnknownCall::Release {}) => self.release(*object, place),
            Call::Session(session, SessionCall::Logoff { .. }) => {
                if let Some(life) = self.lives.get_mut(session.index()) {
                    life.logged_off.get_or_insert(place);
                }
            }
            _ => {}
        }
        let parent = match &record.call {
            Call::Function(FunctionCall::MAPIAllocateMore {
                lpObject: Pointer::To(parent),
                ..
            }) => Some(*parent),
            _ => None,
        };
        if returned.value == S_OK.0 {
            for out in &returned.outs {
                if let Output::Object(handle) = out {
                    self.appeared(*handle, place, parent);
                }
            }
        }
    }

    fn appeared(&mut self, handle: Handle, place: usize, parent: Option<Handle>) {
        if let Some(life) = self.lives.get_mut(handle.index()) {
            // An address may be used again after what lay there is gone.
            if life.gone.is_some() {
                *life = Life::unborn(life.object);
            }
            life.made.get_or_insert(place);
            life.references += 1;
            life.linked_to = parent.or(life.linked_to);
        }
    }

    fn release(&mut self, object: Handle, place: usize) {
        if let Some(life) = self.lives.get_mut(object.index()) {
            life.references = life.references.saturating_sub(1);
            if life.references == 0 {
                life.gone.get_or_insert(place);
            } else {
                life.released.get_or_insert(place);
            }
        }
    }

    /// Frees a block and what is linked to it. A linked block goes only with its parent (MEM-4).
    fn free(&mut self, block: Handle, place: usize) {
        let Some(life) = self.lives.get(block.index()) else {
            return;
        };
        if life.linked_to.is_some() || !life.lives() {
            return;
        }
        let mut freed = vec![block];
        while let Some(block) = freed.pop() {
            if let Some(life) = self.lives.get_mut(block.index()) {
                life.references = 0;
                life.gone = Some(place);
            }
            let linked = self.lives().filter(|(_, life)| life.linked_to == Some(block));
            freed.extend(linked.filter(|(_, life)| life.lives()).map(|(handle, _)| handle));
        }
    }
}
