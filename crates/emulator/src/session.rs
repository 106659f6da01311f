use cemapi_abi::{
    Handle, Output, Place, Text, Thread,
    registry::{
        CeSessionCall, E_FAIL, E_NOTIMPL, LOGON, MAPI_E_LOGON_FAILED, MAPI_E_NO_SUPPORT,
        MAPI_E_NOT_INITIALIZED, MAPI_E_SESSION_LIMIT, MAPI_E_UNKNOWN_FLAGS, S_OK, SessionCall,
    },
};

use crate::{
    Emulator,
    advise::Advise,
    answer::{ACCESS_VIOLATION, Answer, Failure, code, with},
    object::Kind,
    policy::{
        LogonAfterTeardown, LogonArguments, LogonBeforeInitialize, LogonChecks, SecondLogon,
        SessionLimit, Unsupported,
    },
    subsystem::Standing,
    table::Source,
};

impl Emulator {
    pub(crate) fn logon(
        &mut self,
        thread: Thread,
        profile: Option<&Text>,
        flags: u32,
        place: Place,
    ) -> Answer {
        if place == Place::Null && self.policy.logon_checks == LogonChecks::PointerFirst {
            return Err(self.null_out());
        }
        self.may_log_on(thread)?;
        if place == Place::Null {
            return Err(self.null_out());
        }
        if self.policy.logon_arguments == LogonArguments::Checked {
            if LOGON.split(flags).1 != 0 {
                return Err(MAPI_E_UNKNOWN_FLAGS.into());
            }
            if profile.is_some() {
                return Err(MAPI_E_LOGON_FAILED.into());
            }
        }
        if self.policy.second_logon == SecondLogon::SameSession
            && let Some(existing) = self.sessions.first().copied()
        {
            self.refer(existing);
            return with(S_OK, [Output::Object(existing)]);
        }
        if self.policy.session_limit == SessionLimit::ThirtyTwo && self.sessions.len() >= 32 {
            return Err(MAPI_E_SESSION_LIMIT.into());
        }
        let session = self.open_session(thread);
        with(S_OK, [Output::Object(session)])
    }

    fn may_log_on(&self, thread: Thread) -> Result<(), Failure> {
        let refused = match self.standing(thread) {
            Standing::Initialized => return Ok(()),
            Standing::Before => match self.policy.logon_before_initialize {
                LogonBeforeInitialize::Works => return Ok(()),
                LogonBeforeInitialize::NotInitialized => MAPI_E_NOT_INITIALIZED,
                LogonBeforeInitialize::Fails => E_FAIL,
            },
            Standing::After => match self.policy.logon_after_teardown {
                LogonAfterTeardown::Works => return Ok(()),
                LogonAfterTeardown::NotInitialized => MAPI_E_NOT_INITIALIZED,
                LogonAfterTeardown::Fails => E_FAIL,
            },
        };
        Err(refused.into())
    }

    pub(crate) fn session(&mut self, thread: Thread, object: Handle, call: &SessionCall) -> Answer {
        if let SessionCall::Logoff { .. } = call {
            // CE documents that Logoff always succeeds, so it is never refused (LOGOFF-3).
            let Kind::Session { .. } = self.reach(thread, object)?.kind else {
                return Err(ACCESS_VIOLATION);
            };
            self.log_off(thread, object);
            return code(S_OK);
        }
        self.reach_session(thread, object)?;
        match call {
            SessionCall::GetMsgStoresTable { lppTable, .. } => {
                self.open_table(thread, object, Source::Stores, *lppTable)
            }
            SessionCall::OpenMsgStore { cbEntryID, lpEntryID, lppMDB, .. } => {
                self.open_store(thread, object, *cbEntryID, lpEntryID, *lppMDB)
            }
            SessionCall::OpenEntry { cbEntryID, lpEntryID, lpulObjType, lppUnk, .. } => {
                let id = (*cbEntryID, lpEntryID);
                self.open_entry(thread, object, id, *lpulObjType, *lppUnk)
            }
            SessionCall::CompareEntryIDs {
                cbEntryID1,
                lpEntryID1,
                cbEntryID2,
                lpEntryID2,
                lpulResult,
                ..
            } => self.compare((*cbEntryID1, lpEntryID1), (*cbEntryID2, lpEntryID2), *lpulResult),
            SessionCall::Advise {
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
                self.advise(thread, object, None, &advise)
            }
            SessionCall::Unadvise { ulConnection } => self.unadvise(thread, object, *ulConnection),
            _ => Err(self.unsupported()),
        }
    }

    pub(crate) fn ce_session(
        &mut self,
        thread: Thread,
        object: Handle,
        call: &CeSessionCall,
    ) -> Answer {
        self.reach_session(thread, object)?;
        match call {
            CeSessionCall::CreateMsgStore { pszDisplayName, ppMsgStore } => {
                self.create_store(thread, object, pszDisplayName.as_ref(), *ppMsgStore)
            }
            CeSessionCall::DeleteMsgStore { cbEntryID, lpEntryID } => {
                self.delete_store(*cbEntryID, lpEntryID)
            }
        }
    }

    /// What a method comes to that CE does not support.
    pub(crate) fn unsupported(&self) -> Failure {
        match self.policy.unsupported {
            Unsupported::NoSupport => MAPI_E_NO_SUPPORT.into(),
            Unsupported::NotImplemented => E_NOTIMPL.into(),
            Unsupported::Dies => ACCESS_VIOLATION,
        }
    }
}
