use cemapi_abi::{
    Death, MapiInit, Returned, Thread,
    registry::{
        MAPI_E_INVALID_PARAMETER, MAPI_E_NOT_INITIALIZED, MAPI_E_UNKNOWN_FLAGS, MAPI_INIT_VERSION,
        MAPI_MULTITHREAD_NOTIFICATIONS, MAPI_NO_COINIT, MAPI_NT_SERVICE, S_FALSE, S_OK,
    },
};

use crate::{
    Emulator,
    answer::{ACCESS_VIOLATION, Answer, Failure, code},
    policy::{
        BuffersAtTeardown, CountScope, FailedInitialize, ImplicitLogoff, Initialize,
        InitializeArgument, Reinitialize, RepeatedInitialize, TeardownWithObjects, Underflow,
    },
};

/// The count that MAPIInitialize raises and MAPIUninitialize lowers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Subsystem {
    /// One count a scope, sorted by thread; a scope is here while its count is above zero.
    counts: Vec<(Thread, u32)>,
    /// How many times all counts have come back to zero.
    pub(crate) lives: u32,
}

impl Subsystem {
    fn scope(scope: CountScope, thread: Thread) -> Thread {
        match scope {
            CountScope::Process => Thread(0),
            CountScope::Thread => thread,
        }
    }

    fn count(&self, scope: Thread) -> u32 {
        self.counts.iter().find(|(known, _)| *known == scope).map_or(0, |(_, count)| *count)
    }

    fn raise(&mut self, scope: Thread) {
        match self.counts.binary_search_by_key(&scope, |(known, _)| *known) {
            Ok(place) => self.counts[place].1 = self.counts[place].1.saturating_add(1),
            Err(place) => self.counts.insert(place, (scope, 1)),
        }
    }

    fn lower(&mut self, scope: Thread) {
        if let Some((_, count)) = self.counts.iter_mut().find(|(known, _)| *known == scope) {
            *count -= 1;
        }
        self.counts.retain(|(_, count)| *count > 0);
    }
}

/// Where a thread stands with the subsystem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Its count is above zero.
    Initialized,
    /// Nobody has initialized yet.
    Before,
    /// The count was above zero once.
    After,
}

impl Emulator {
    /// Where `thread` stands.
    pub(crate) fn standing(&self, thread: Thread) -> Standing {
        let scope = Subsystem::scope(self.policy.count_scope, thread);
        if self.subsystem.count(scope) > 0 {
            Standing::Initialized
        } else if self.subsystem.lives > 0 {
            Standing::After
        } else {
            Standing::Before
        }
    }

    /// Whether anybody's count is above zero.
    pub(crate) fn initialized(&self) -> bool {
        !self.subsystem.counts.is_empty()
    }

    pub(crate) fn initialize(&mut self, thread: Thread, argument: Option<MapiInit>) -> Answer {
        let scope = Subsystem::scope(self.policy.count_scope, thread);
        let repeated = self.subsystem.count(scope) > 0;
        if !repeated && let Some(failure) = self.refuses_to_initialize(argument) {
            return self.initialize_failed(thread, failure);
        }
        self.subsystem.raise(scope);
        code(match self.policy.repeated_initialize {
            RepeatedInitialize::False if repeated => S_FALSE,
            _ => S_OK,
        })
    }

    /// A MAPIInitialize that fails, for whatever reason.
    pub(crate) fn initialize_failed(&mut self, thread: Thread, failure: Failure) -> Answer {
        if self.policy.failed_initialize == FailedInitialize::Counted {
            let scope = Subsystem::scope(self.policy.count_scope, thread);
            self.subsystem.raise(scope);
        }
        Err(failure)
    }

    fn refuses_to_initialize(&self, argument: Option<MapiInit>) -> Option<Failure> {
        if self.policy.initialize == Initialize::NotInitialized {
            return Some(MAPI_E_NOT_INITIALIZED.into());
        }
        if self.subsystem.lives > 0 && self.policy.reinitialize == Reinitialize::NotInitialized {
            return Some(MAPI_E_NOT_INITIALIZED.into());
        }
        let argument = argument?;
        let known = MAPI_MULTITHREAD_NOTIFICATIONS | MAPI_NO_COINIT | MAPI_NT_SERVICE;
        match self.policy.initialize_argument {
            InitializeArgument::Ignored => None,
            InitializeArgument::Checked if argument.ulVersion != MAPI_INIT_VERSION => {
                Some(MAPI_E_INVALID_PARAMETER.into())
            }
            InitializeArgument::Checked if argument.ulFlags & !known != 0 => {
                Some(MAPI_E_UNKNOWN_FLAGS.into())
            }
            InitializeArgument::Checked => None,
        }
    }

    pub(crate) fn uninitialize(&mut self, thread: Thread) -> Answer {
        let scope = Subsystem::scope(self.policy.count_scope, thread);
        if self.subsystem.count(scope) == 0 {
            return match self.policy.underflow {
                Underflow::Ignored => Ok(Returned::default()),
                Underflow::Aborts => Err(Failure::Died(Death::Abort)),
            };
        }
        self.subsystem.lower(scope);
        if !self.initialized() {
            self.tear_down(thread)?;
        }
        Ok(Returned::default())
    }

    /// What the last MAPIUninitialize does with what is still there.
    fn tear_down(&mut self, thread: Thread) -> Result<(), Failure> {
        self.subsystem.lives += 1;
        if self.live_objects > 0 {
            match self.policy.teardown_with_objects {
                TeardownWithObjects::Returns => {}
                TeardownWithObjects::Hangs => return Err(Failure::Hung),
                TeardownWithObjects::Dies => return Err(ACCESS_VIOLATION),
            }
        }
        if self.policy.implicit_logoff == ImplicitLogoff::Yes {
            for session in self.sessions.clone() {
                self.log_off(thread, session);
            }
        }
        if self.policy.buffers_at_teardown == BuffersAtTeardown::Freed {
            self.free_all();
        }
        Ok(())
    }
}
