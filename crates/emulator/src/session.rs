use cemapi_abi::{
    Handle, Output, Place, Text, Thread,
    registry::{
        CeSessionCall, E_FAIL, E_NOTIMPL, LOGON, MAPI_E_END_OF_SESSION, MAPI_E_INVALID_OBJECT,
        MAPI_E_LOGON_FAILED, MAPI_E_NO_SUPPORT, MAPI_E_NOT_INITIALIZED, MAPI_E_SESSION_LIMIT,
        MAPI_E_UNKNOWN_FLAGS, RPC_E_WRONG_THREAD, S_OK, SessionCall,
    },
};

use crate::{
    Emulator,
    answer::{ACCESS_VIOLATION, Answer, Failure, code, with},
    policy::{
        AfterLastRelease, AfterLogoff, AfterTeardown, LogonAfterTeardown, LogonArguments,
        LogonBeforeInitialize, LogonChecks, OtherThread, SecondLogon, SessionLimit, Unsupported,
    },
    subsystem::Standing,
    thing::{Session, Thing},
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
            && let Some(existing) = self.first_session()
        {
            self.refer(existing, 1);
            return with(S_OK, [Output::Object(existing)]);
        }
        if self.policy.session_limit == SessionLimit::ThirtyTwo
            && self.live_sessions().count() >= 32
        {
            return Err(MAPI_E_SESSION_LIMIT.into());
        }
        let life = self.subsystem.lives;
        let session = Session { references: 1, logged_off: false, thread, life };
        let session = self.add(Thing::Session(session));
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

    fn first_session(&self) -> Option<Handle> {
        self.live_sessions().next()
    }

    fn live_sessions(&self) -> impl Iterator<Item = Handle> {
        self.things.iter().enumerate().filter_map(|(index, thing)| match thing {
            Thing::Session(session) if session.references > 0 => Some(Handle(index as u32)),
            _ => None,
        })
    }

    pub(crate) fn session(&mut self, thread: Thread, object: Handle, call: &SessionCall) -> Answer {
        self.usable_session(thread, object, matches!(call, SessionCall::Logoff { .. }))?;
        match call {
            SessionCall::Logoff { .. } => {
                if let Some(Thing::Session(session)) = self.things.get_mut(object.index()) {
                    session.logged_off = true;
                }
                code(S_OK)
            }
            _ => Err(self.unsupported()),
        }
    }

    pub(crate) fn ce_session(
        &mut self,
        thread: Thread,
        object: Handle,
        _call: &CeSessionCall,
    ) -> Answer {
        self.usable_session(thread, object, false)?;
        Err(self.unsupported())
    }

    /// Whether a method reaches the session at all.
    fn usable_session(&self, thread: Thread, object: Handle, logoff: bool) -> Result<(), Failure> {
        let Some(Thing::Session(session)) = self.things.get(object.index()) else {
            return Err(ACCESS_VIOLATION);
        };
        if session.references == 0 {
            return Err(match self.policy.after_last_release {
                AfterLastRelease::Dies => ACCESS_VIOLATION,
                AfterLastRelease::InvalidObject => MAPI_E_INVALID_OBJECT.into(),
            });
        }
        if self.outlived_teardown(session) {
            match self.policy.after_teardown {
                AfterTeardown::Works => {}
                AfterTeardown::NotInitialized => return Err(MAPI_E_NOT_INITIALIZED.into()),
                AfterTeardown::Dies => return Err(ACCESS_VIOLATION),
            }
        }
        if session.thread != thread && self.policy.other_thread == OtherThread::WrongThread {
            return Err(RPC_E_WRONG_THREAD.into());
        }
        // CE documents that Logoff always succeeds, so it is never refused (LOGOFF-3).
        if session.logged_off && !logoff && self.policy.after_logoff == AfterLogoff::EndOfSession {
            return Err(MAPI_E_END_OF_SESSION.into());
        }
        Ok(())
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
