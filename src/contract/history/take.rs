use std::mem;

use cemapi_abi::{
    Call, HResult, Handle, Output, Place, Pointer, Reply, Returned,
    registry::{
        CeSessionCall, FolderCall, FunctionCall, MAPI_FOLDER, MAPI_MESSAGE, MAPI_STORE,
        MODRECIP_ADD, MessageCall, Object, SessionCall, StoreCall, TableCall, UnknownCall,
    },
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
            Call::Session(session, SessionCall::Logoff { .. }) => {
                if let Some(life) = self.life_mut(*session) {
                    life.particulars_mut().logged_off.get_or_insert(At::new(place));
                }
            }
            Call::Session(
                object,
                SessionCall::Unadvise { ulConnection: Pointer::To(connection) },
            )
            | Call::Store(object, StoreCall::Unadvise { ulConnection: Pointer::To(connection) }) => {
                self.cancel(*connection, *object, place, succeeded);
            }
            Call::Session(
                _,
                SessionCall::Advise {
                    lpAdviseSink: Pointer::To(sink),
                    lpulConnection: Place::Null,
                    ..
                },
            )
            | Call::Store(
                _,
                StoreCall::Advise {
                    lpAdviseSink: Pointer::To(sink),
                    lpulConnection: Place::Null,
                    ..
                },
            ) if succeeded => {
                if let Some(life) = self.life_mut(*sink) {
                    life.particulars_mut().unnumbered = true;
                }
            }
            Call::Message(message, MessageCall::ModifyRecipients { ulFlags, lpMods })
                if succeeded =>
            {
                // Without the flag or a list nothing is said of what there is now (MSG-2).
                let adds = ulFlags & MODRECIP_ADD != 0;
                if let Some(life) = self.life_mut(*message) {
                    life.particulars_mut().recipients =
                        lpMods.as_ref().filter(|_| adds).map(Vec::len);
                }
                self.addressed = Some(*message);
            }
            Call::Message(message, MessageCall::SubmitMessage { .. }) if succeeded => {
                if let Some(life) = self.life_mut(*message) {
                    life.particulars_mut().submitted.get_or_insert(At::new(place));
                }
                self.standing = self.standing | Signs::SUBMITTED;
            }
            Call::Table(table, TableCall::SetColumns { lpPropTagArray, .. }) if succeeded => {
                if let Some(life) = self.life_mut(*table) {
                    life.particulars_mut().columns.clone_from(lpPropTagArray);
                }
            }
            _ => {}
        }
        if succeeded {
            self.take_deletion(&record.call, place);
            self.take_outs(place, record, returned);
        }
    }

    /// An Unadvise, which the object that the registration was made through may refuse.
    fn cancel(&mut self, connection: Handle, object: Handle, place: usize, succeeded: bool) {
        // Whatever another object says of the number, it is not that object's (ADVISE-7).
        let Some(life) = self.life_mut(connection).filter(|life| life.parent() == Some(object))
        else {
            return;
        };
        if succeeded {
            self.living -= usize::from(life.leave(place));
        } else {
            life.particulars_mut().refused = true;
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

    /// What was handed out.
    fn take_outs(&mut self, place: usize, record: &Record, returned: &Returned) {
        let call = &record.call;
        for out in &returned.outs {
            let Some(handle) = out.thing() else { continue };
            let Some(life) = self.lives.get_mut(handle.index()) else { continue };
            // An address may be used again after what lay there is gone.
            if life.gone.is_some() {
                *life = Life::unborn(life.object);
            }
            if life.made.is_none() {
                self.living += 1;
                self.listed.push((At::new(place), handle));
            }
            life.made.get_or_insert(At::new(place));
            life.maker.get_or_insert(call.function());
            let parent = call.receiver().filter(|parent| *parent != handle);
            life.parent = life.parent.or(parent.map(Link::from));
            life.references += 1;
            if let (Object::Unknown, Some(Output::Number(kind))) =
                (life.object, returned.outs.first())
            {
                life.object = opened(*kind);
                self.reopened |= life.object == Object::Message;
            }
            describe(life, call, returned);
            if let Call::Function(FunctionCall::MAPIAllocateMore {
                lpObject: Pointer::To(parent),
                ..
            }) = call
                && life.linked_to.replace(Link::from(*parent)).is_none()
            {
                life.signs = life.signs | Signs::LINKED;
                self.link(handle, *parent);
            }
            self.enter(call, handle);
        }
        self.tidy();
    }

    /// Enters what is looked up by other things than its own number.
    fn enter(&mut self, call: &Call, thing: Handle) {
        match call {
            Call::Message(
                message,
                MessageCall::OpenAttach { .. } | MessageCall::CreateAttach { .. },
            ) => {
                let Some(life) = self.life(thing) else { return };
                let number = life.particulars().number;
                self.attachments.insert((*message, number), thing);
            }
            Call::Session(_, SessionCall::Advise { .. })
            | Call::Store(_, StoreCall::Advise { .. }) => {
                let Some(particulars) = self.life(thing).map(Life::particulars) else { return };
                let (sink, events) = (particulars.sink, particulars.number);
                if let Some(sink) = sink.and_then(|sink| self.life_mut(sink)) {
                    sink.particulars_mut().asked |= events;
                }
            }
            _ => {}
        }
    }

    /// Takes what is gone off the list of what lives, once it is most of the list.
    fn tidy(&mut self) {
        if self.listed.len() < 64 + 2 * self.living {
            return;
        }
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

    /// Takes in a call that deletes something.
    fn take_deletion(&mut self, call: &Call, place: usize) {
        let (deletions, place) = (&mut self.deletions, At::new(place));
        match call {
            Call::Message(_, MessageCall::DeleteAttach { .. }) => {
                deletions.attachment = Some(place);
            }
            // Other pointers to the same message may be as good as dead.
            Call::Message(_, MessageCall::SubmitMessage { .. }) if self.reopened => {
                deletions.message = Some(place);
            }
            Call::Folder(_, FolderCall::DeleteMessages { .. }) => deletions.message = Some(place),
            Call::Folder(
                folder,
                FolderCall::DeleteFolder { .. } | FolderCall::EmptyFolder { .. },
            ) => {
                deletions.message = Some(place);
                deletions.folder = Some((place, *folder));
            }
            Call::CeSession(_, CeSessionCall::DeleteMsgStore { .. }) => {
                deletions.store = Some(place);
            }
            _ => {}
        }
    }

    fn life_mut(&mut self, handle: Handle) -> Option<&mut Life> {
        self.lives.get_mut(handle.index())
    }
}

/// What the call that hands a thing out tells of it.
fn describe(life: &mut Life, call: &Call, returned: &Returned) {
    match call {
        Call::Folder(..) if life.made_by("CreateMessage") => {
            life.particulars_mut().recipients = Some(0);
        }
        Call::Session(
            _,
            SessionCall::Advise { ulEventMask, lpAdviseSink: Pointer::To(sink), .. },
        )
        | Call::Store(_, StoreCall::Advise { ulEventMask, lpAdviseSink: Pointer::To(sink), .. }) => {
            let particulars = life.particulars_mut();
            particulars.number = *ulEventMask;
            particulars.sink = Some(*sink);
        }
        Call::Table(_, TableCall::QueryRows { .. }) => life.signs = life.signs | Signs::ROWS,
        Call::Message(_, MessageCall::OpenAttach { ulAttachmentNum, .. }) => {
            life.particulars_mut().number = *ulAttachmentNum;
        }
        Call::Message(_, MessageCall::CreateAttach { .. }) => {
            if let Some(Output::Number(number)) = returned.outs.first() {
                life.particulars_mut().number = *number;
            }
        }
        _ => {}
    }
}

/// What an object is that OpenEntry says is of this type.
const fn opened(kind: u32) -> Object {
    match kind {
        MAPI_STORE => Object::Store,
        MAPI_FOLDER => Object::Folder,
        MAPI_MESSAGE => Object::Message,
        _ => Object::Unknown,
    }
}
