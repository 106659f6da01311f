use cemapi_abi::{
    Handle, Iid, Output, Place, Thread,
    registry::{
        E_INVALIDARG, E_NOINTERFACE, E_NOTIMPL, E_POINTER, IID_IMAPISession, IID_IUnknown,
        MAPI_E_INVALID_OBJECT, S_OK, UnknownCall,
    },
};

use crate::{
    Emulator,
    answer::{ACCESS_VIOLATION, Answer, value, with},
    policy::{
        AfterLastRelease, AfterTeardown, NoInterfaceOut, NotImplementedOut, QueryInterface,
        QueryInterfaceNull, ReferenceValue,
    },
    thing::{Session, Thing},
};

impl Emulator {
    pub(crate) fn unknown(
        &mut self,
        _thread: Thread,
        object: Handle,
        call: &UnknownCall,
    ) -> Answer {
        let Some(Thing::Session(session)) = self.things.get(object.index()) else {
            return Err(ACCESS_VIOLATION);
        };
        if session.references == 0 {
            return match (self.policy.after_last_release, call) {
                (AfterLastRelease::Dies, _) => Err(ACCESS_VIOLATION),
                (AfterLastRelease::InvalidObject, UnknownCall::QueryInterface { .. }) => {
                    Err(MAPI_E_INVALID_OBJECT.into())
                }
                (AfterLastRelease::InvalidObject, _) => value(0),
            };
        }
        if self.outlived_teardown(session) && self.policy.after_teardown == AfterTeardown::Dies {
            return Err(ACCESS_VIOLATION);
        }
        match call {
            UnknownCall::QueryInterface { riid, ppvObj } => {
                self.query_interface(object, *riid, *ppvObj)
            }
            UnknownCall::AddRef {} => {
                let references = self.refer(object, 1);
                value(self.shown(references))
            }
            UnknownCall::Release {} => {
                let references = self.refer(object, -1);
                value(self.shown(references))
            }
        }
    }

    /// Whether the subsystem in which the session was made has been torn down.
    pub(crate) fn outlived_teardown(&self, session: &Session) -> bool {
        session.life != self.subsystem.lives
    }

    /// Changes an object's reference count and returns the new one.
    pub(crate) fn refer(&mut self, object: Handle, by: i32) -> u32 {
        match self.things.get_mut(object.index()) {
            Some(Thing::Session(session)) => {
                session.references = session.references.saturating_add_signed(by);
                session.references
            }
            _ => 0,
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
        match (self.policy.query_interface, iid) {
            (QueryInterface::NotImplemented, _) => {
                let out = match self.policy.not_implemented_out {
                    NotImplementedOut::Untouched => Output::Untouched,
                    NotImplementedOut::Null => Output::Null,
                };
                with(E_NOTIMPL, [out])
            }
            // The id is read before it is compared.
            (QueryInterface::Own, None) => Err(ACCESS_VIOLATION),
            (QueryInterface::Own, Some(iid)) if [IID_IUnknown, IID_IMAPISession].contains(&iid) => {
                self.refer(object, 1);
                with(S_OK, [Output::Object(object)])
            }
            (QueryInterface::Own, Some(_)) => {
                let out = match self.policy.no_interface_out {
                    NoInterfaceOut::Null => Output::Null,
                    NoInterfaceOut::Untouched => Output::Untouched,
                };
                with(E_NOINTERFACE, [out])
            }
        }
    }
}
