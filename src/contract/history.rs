use cemapi_abi::{
    Call, EntryId, HResult, Handle, Output, Place, Pointer, Reply, Returned,
    registry::{
        FunctionCall, MAPI_FOLDER, MAPI_MESSAGE, MAPI_STORE, MODRECIP_ADD, MessageCall, Object,
        SessionCall, StoreCall, TableCall, UnknownCall,
    },
};

use super::{At, Count, Life};
use crate::trace::{Record, Trace};

/// What has happened in a trace up to some call: the model that rules look into.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The subsystem's count.
    pub count: Count,
    lives: Vec<Life>,
    /// The sinks on which the implementation has called something.
    sinks: Vec<Handle>,
    /// How many things live.
    living: usize,
    /// Whether a message was opened by its entry id, so that two pointers may be to the same one.
    reopened: bool,
    /// The message whose recipients were set last.
    addressed: Option<Handle>,
    /// The call after which nothing that happens can be blamed on the implementation.
    pub(super) undefined: Option<usize>,
}

impl History {
    pub(crate) fn new(trace: &Trace) -> Self {
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

    /// Everything that there is a name for.
    pub fn lives(&self) -> impl Iterator<Item = (Handle, &Life)> {
        let numbered = self.lives.iter().enumerate();
        numbered.map(|(place, life)| (Handle(place as u32), life))
    }

    /// The session that a thing came from, directly or through others; itself if it is one.
    #[must_use]
    pub fn session(&self, mut thing: Handle) -> Option<&Life> {
        // Every step leads to something older, so the way ends.
        for _ in 0..=self.lives.len() {
            let life = self.life(thing)?;
            if life.object == Object::Session {
                return Some(life);
            }
            thing = life.parent?;
        }
        None
    }

    /// Everything that has appeared and is not gone.
    pub fn left(&self) -> impl Iterator<Item = (Handle, &Life)> {
        // Most programs leave nothing behind, and then there is nothing to look through.
        let all = if self.living == 0 { 0 } else { self.lives.len() };
        self.lives().take(all).filter(|(_, life)| life.lives())
    }

    /// Every sink on which the implementation has called something.
    pub fn sinks(&self) -> impl Iterator<Item = (Handle, &Life)> {
        self.sinks.iter().filter_map(|sink| Some((*sink, self.life(*sink)?)))
    }

    /// Whether nobody can have changed a message's recipients through another pointer to it.
    #[must_use]
    pub fn knows_recipients_of(&self, message: Handle) -> bool {
        !self.reopened || self.addressed.is_none_or(|addressed| addressed == message)
    }

    /// How many things live.
    #[must_use]
    pub const fn living(&self) -> usize {
        self.living
    }

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
                    life.logged_off.get_or_insert(At::new(place));
                }
            }
            Call::Session(_, SessionCall::Unadvise { ulConnection })
            | Call::Store(_, StoreCall::Unadvise { ulConnection })
                if succeeded =>
            {
                if let Pointer::To(connection) = ulConnection
                    && let Some(life) = self.life_mut(*connection)
                {
                    let lived = life.lives();
                    life.gone.get_or_insert(At::new(place));
                    self.living -= usize::from(lived);
                }
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
            }
            Call::Table(table, TableCall::SetColumns { lpPropTagArray, .. }) if succeeded => {
                if let Some(life) = self.life_mut(*table) {
                    life.particulars_mut().columns.clone_from(lpPropTagArray);
                }
            }
            _ => {}
        }
        if succeeded {
            self.take_outs(place, record, returned);
        }
    }

    /// A reference that the implementation takes on a sink or gives back.
    fn take_callback(&mut self, call: &Call) {
        let (object, by) = match call {
            Call::Unknown(object, UnknownCall::AddRef {}) => (*object, 1),
            Call::Unknown(object, UnknownCall::Release {}) => (*object, -1),
            _ => return,
        };
        if !self.sinks.contains(&object) {
            self.sinks.push(object);
        }
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
                    if self.living > 0 {
                        for life in self.lives.iter_mut().filter(|life| life.lives()) {
                            life.outlived.get_or_insert(At::new(place));
                        }
                    }
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
                let lived = life.lives();
                life.references = life.references.saturating_sub(1);
                if life.references == 0 {
                    life.gone.get_or_insert(At::new(place));
                    self.living -= usize::from(lived);
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
            self.living += usize::from(life.made.is_none());
            life.made.get_or_insert(At::new(place));
            life.maker.get_or_insert(call.function());
            life.parent = life.parent.or(call.receiver().filter(|parent| *parent != handle));
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
                && life.linked_to.replace(*parent).is_none()
            {
                self.link(handle, *parent);
            }
        }
    }

    /// Enters a block in the list of those that go with its parent.
    fn link(&mut self, block: Handle, parent: Handle) {
        let Some(life) = self.life_mut(parent) else { return };
        let before = life.last_linked.replace(block);
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
        let mut freed = Vec::new();
        while let Some(block) = next {
            if let Some(life) = self.lives.get_mut(block.index()).filter(|life| life.lives()) {
                life.references = 0;
                life.gone = Some(At::new(place));
                self.living -= 1;
                let mut linked = life.last_linked.take();
                while let Some(child) = linked {
                    freed.push(child);
                    linked = self.lives[child.index()].linked_before.take();
                }
            }
            next = freed.pop();
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
            life.particulars_mut().recipients = Some(0)
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

/// Whether an entry id was given.
pub(super) const fn is_given(entry: &EntryId) -> bool {
    !matches!(entry, EntryId::Null)
}
