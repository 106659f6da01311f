use cemapi_abi::{
    EntryId, Handle, Output, Place, Size, Text, Thread,
    registry::{
        E_FAIL, E_INVALIDARG, MAPI_E_NOT_ENOUGH_MEMORY, MAPI_STORE, MAPI_UNICODE, S_OK, StoreCall,
        fnevObjectCreated, fnevObjectDeleted,
    },
};

use crate::{
    Emulator,
    advise::{Advise, Event},
    answer::{Answer, at, code, with},
    argument::{ENTRY_ID_SIZE, must},
    mailbox::{Special, size},
    object::{Kind, Object},
    policy::{DeleteOpenStore, DuplicateStore},
    thing::Thing,
};

impl Emulator {
    pub(crate) fn store(&mut self, thread: Thread, object: Handle, call: &StoreCall) -> Answer {
        let store = self.reach_store(thread, object)?;
        match call {
            StoreCall::Advise {
                cbEntryID,
                lpEntryID,
                ulEventMask,
                lpAdviseSink,
                lpulConnection,
            } => {
                let advise = Advise {
                    size: *cbEntryID,
                    id: lpEntryID,
                    mask: *ulEventMask,
                    sink: *lpAdviseSink,
                    place: *lpulConnection,
                };
                self.advise(thread, object, Some(store), &advise)
            }
            StoreCall::Unadvise { ulConnection } => self.unadvise(thread, object, *ulConnection),
            StoreCall::OpenEntry { cbEntryID, lpEntryID, lpulObjType, lppUnk, .. } => {
                let id = (*cbEntryID, lpEntryID);
                self.open_entry(thread, object, id, *lpulObjType, *lppUnk)
            }
            StoreCall::GetReceiveFolder {
                lpszMessageClass,
                ulFlags,
                lpcbEntryID,
                lppEntryID,
                lppszExplicitClass,
            } => {
                if [*lpcbEntryID, *lppEntryID].contains(&Place::Null) {
                    return Err(self.null_out());
                }
                // CE wants NULL for the class and for what the class was (STORE-4).
                must(lpszMessageClass.is_none() && *lppszExplicitClass == Place::Null)?;
                must(ulFlags & !MAPI_UNICODE == 0)?;
                let Some(inbox) = self.mailbox.special(store, Special::Inbox) else {
                    return Err(self.deleted());
                };
                let block = self.hand_out(ENTRY_ID_SIZE.into(), 0)?;
                let outs = [
                    Output::Number(ENTRY_ID_SIZE),
                    Output::Entry(block, inbox),
                    at(*lppszExplicitClass, Output::Untouched),
                ];
                with(S_OK, outs)
            }
            _ => Err(self.unsupported()),
        }
    }

    pub(crate) fn create_store(
        &mut self,
        thread: Thread,
        session: Handle,
        name: Option<&Text>,
        place: Place,
    ) -> Answer {
        if place == Place::Null {
            return Err(self.null_out());
        }
        let Some(name) = name else { return Err(E_INVALIDARG.into()) };
        let existing = match self.policy.duplicate_store {
            DuplicateStore::Created => None,
            _ => self.mailbox.store_named(name),
        };
        let store = match (existing, self.policy.duplicate_store) {
            (Some(_), DuplicateStore::InvalidArgument) => return Err(E_INVALIDARG.into()),
            (Some(store), _) => store,
            (None, _) => {
                let name = name.clone();
                let value = cemapi_abi::PropValue::Unicode(Some(name.clone()));
                if size(&value) > self.limits.store {
                    return Err(MAPI_E_NOT_ENOUGH_MEMORY.into());
                }
                let store = self.mailbox.add_store(name);
                self.notify_of(fnevObjectCreated, store, None);
                store
            }
        };
        let store = self.open_item(thread, session, store)?;
        with(S_OK, [Output::Object(store)])
    }

    pub(crate) fn delete_store(&mut self, size: Size, id: &EntryId) -> Answer {
        // Whatever is wrong with the id has the same code (CESTORE-2).
        let entry = match self.entry(size, id) {
            Ok(entry) if self.mailbox.store(entry).is_some() => entry,
            _ => return Err(E_INVALIDARG.into()),
        };
        let is_open = |thing: &Thing| matches!(thing, Thing::Object(Object { kind: Kind::Store(open), .. }) if *open == entry);
        if self.policy.delete_open_store == DeleteOpenStore::Refused
            && self.things.iter().any(is_open)
        {
            return Err(E_FAIL.into());
        }
        self.mailbox.remove(entry);
        self.notify(Event {
            event: fnevObjectDeleted,
            object_type: MAPI_STORE,
            store: entry,
            entry,
            parent: entry,
            old_parent: None,
        });
        code(S_OK)
    }
}
