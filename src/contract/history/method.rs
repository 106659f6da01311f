use cemapi_abi::{
    Call, Handle, Output, Place, Pointer, Returned,
    registry::{
        CeSessionCall, FolderCall, MAPI_FOLDER, MAPI_MESSAGE, MAPI_STORE, MODRECIP_ADD,
        MessageCall, Object, SessionCall, StoreCall, TableCall,
    },
};

use super::History;
use crate::{
    contract::{At, Life, Signs},
    trace::Record,
};

impl History {
    /// Takes in what a method of one of MAPI's own interfaces did.
    #[inline(never)]
    pub(super) fn take_method(
        &mut self,
        place: usize,
        record: &Record,
        returned: &Returned,
        succeeded: bool,
    ) {
        match &record.call {
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
        if !succeeded {
            return;
        }
        self.take_deletion(&record.call, place);
        for thing in returned.outs.iter().filter_map(Output::thing) {
            self.appear(place, record, thing);
            let Some(life) = self.lives.get_mut(thing.index()) else { continue };
            if let (Object::Unknown, Some(Output::Number(kind))) =
                (life.object, returned.outs.first())
            {
                life.object = opened(*kind);
                self.reopened |= life.object == Object::Message;
            }
            describe(life, &record.call, returned);
            self.enter(&record.call, thing);
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
}

/// What the call that hands a thing out tells of it.
fn describe(life: &mut Life, call: &Call, returned: &Returned) {
    match call {
        Call::Folder(_, FolderCall::CreateMessage { .. }) => {
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
