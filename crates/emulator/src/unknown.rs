use cemapi_abi::{
    Handle, Iid, Output, Place, Thread,
    registry::{
        E_INVALIDARG, E_NOINTERFACE, E_NOTIMPL, E_POINTER, IID_IAttachment, IID_IMAPIContainer,
        IID_IMAPIFolder, IID_IMAPIProp, IID_IMAPISession, IID_IMAPITable, IID_IMessage,
        IID_IMsgStore, IID_ISequentialStream, IID_IStream, IID_IUnknown, MAPI_E_INVALID_OBJECT,
        S_OK, UnknownCall,
    },
};

use crate::{
    Emulator,
    answer::{ACCESS_VIOLATION, Answer, value, with},
    object::Kind,
    policy::{
        AfterLastRelease, AfterTeardown, NoInterfaceOut, NotImplementedOut, QueryInterface,
        QueryInterfaceNull, ReferenceValue,
    },
    thing::Thing,
};

impl Kind {
    /// The ids that QueryInterface knows, besides that of IUnknown.
    fn interfaces(&self) -> &'static [Iid] {
        match self {
            Self::Session { .. } => &[IID_IMAPISession],
            Self::Store(_) => &[IID_IMsgStore, IID_IMAPIProp],
            Self::Folder(_) => &[IID_IMAPIFolder, IID_IMAPIContainer, IID_IMAPIProp],
            Self::Message(_) => &[IID_IMessage, IID_IMAPIProp],
            Self::Attach(..) => &[IID_IAttachment, IID_IMAPIProp],
            Self::Table(_) => &[IID_IMAPITable],
            Self::Stream(_) => &[IID_IStream, IID_ISequentialStream],
        }
    }
}

impl Emulator {
    /// A method that every object has. Reference counts work on objects of whatever kind and in
    /// whatever state, so that what failed can still be released.
    pub(crate) fn unknown(&mut self, thread: Thread, object: Handle, call: &UnknownCall) -> Answer {
        let life = match self.things.get(object.index()) {
            Some(Thing::Object(known)) => known.life,
            Some(Thing::Gone) => {
                return match (self.policy.after_last_release, call) {
                    (AfterLastRelease::Dies, _) => Err(ACCESS_VIOLATION),
                    (AfterLastRelease::InvalidObject, UnknownCall::QueryInterface { .. }) => {
                        Err(MAPI_E_INVALID_OBJECT.into())
                    }
                    (AfterLastRelease::InvalidObject, _) => value(0),
                };
            }
            Some(Thing::Sink(_)) => return self.unknown_sink(object, call),
            _ => return Err(ACCESS_VIOLATION),
        };
        if life != self.subsystem.lives && self.policy.after_teardown == AfterTeardown::Dies {
            return Err(ACCESS_VIOLATION);
        }
        match call {
            UnknownCall::QueryInterface { riid, ppvObj } => {
                self.query_interface(object, *riid, *ppvObj)
            }
            UnknownCall::AddRef {} => {
                let references = self.refer(object);
                value(self.shown(references))
            }
            UnknownCall::Release {} => {
                let references = self.release(thread, object);
                value(self.shown(references))
            }
        }
    }

    fn shown(&self, references: u32) -> u32 {
        match self.policy.reference_value {
            ReferenceValue::Count => references,
            ReferenceValue::Liveness => references.min(1),
        }
    }

    fn query_interface(&mut self, object: Handle, iid: Option<Iid>, place: Place) -> Answer {
        if place == Place::Null {
            return match self.policy.query_interface_null {
                QueryInterfaceNull::InvalidArgument => Err(E_INVALIDARG.into()),
                QueryInterfaceNull::Pointer => Err(E_POINTER.into()),
                QueryInterfaceNull::Dies => Err(ACCESS_VIOLATION),
            };
        }
        if self.policy.query_interface == QueryInterface::NotImplemented {
            let out = match self.policy.not_implemented_out {
                NotImplementedOut::Untouched => Output::Untouched,
                NotImplementedOut::Null => Output::Null,
            };
            return with(E_NOTIMPL, [out]);
        }
        // The id is read before it is compared.
        let Some(iid) = iid else { return Err(ACCESS_VIOLATION) };
        let known = match self.things.get(object.index()) {
            Some(Thing::Object(object)) => object.kind.interfaces(),
            _ => &[],
        };
        if iid == IID_IUnknown || known.contains(&iid) {
            self.refer(object);
            return with(S_OK, [Output::Object(object)]);
        }
        let out = match self.policy.no_interface_out {
            NoInterfaceOut::Null => Output::Null,
            NoInterfaceOut::Untouched => Output::Untouched,
        };
        with(E_NOINTERFACE, [out])
    }
}
