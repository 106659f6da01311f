//! The silent spots of initialization, logon and their ends.

macro_rules! spots_of_life {
    ([$($before:tt)*] $next:ident $($after:ident)*) => { $next! { [$($before)*
    /// Whether the first MAPIInitialize of a process works.
    initialize: Initialize ["INIT-3", "INIT-6"] {
        /// It returns `S_OK`, as CE documents.
        Works,
        /// It returns `MAPI_E_NOT_INITIALIZED`, as a library without a provider does.
        NotInitialized,
    }

    /// What MAPIInitialize does with its argument.
    initialize_argument: InitializeArgument ["INIT-2", "INIT-4"] {
        /// It ignores it, as CE documents.
        Ignored,
        /// It refuses a wrong version and unknown flags, as desktop MAPI does.
        Checked,
    }

    /// What MAPIInitialize returns when the count is above zero already.
    repeated_initialize: RepeatedInitialize ["INIT-5"] {
        /// `S_OK`.
        Ok,
        /// `S_FALSE`.
        False,
    }

    /// Whether a MAPIInitialize that failed raised the count all the same.
    failed_initialize: FailedInitialize ["INIT-7"] {
        /// It did not.
        NotCounted,
        /// It did, so that a second try finds the count raised and does nothing.
        Counted,
    }

    /// What the count belongs to.
    count_scope: CountScope ["INIT-12", "LIFE-24", "LIFE-26"] {
        /// The process.
        Process,
        /// Each thread by itself.
        Thread,
    }

    /// What one MAPIUninitialize too many does.
    underflow: Underflow ["TEARDOWN-6", "LIFE-5", "LIFE-6"] {
        /// Nothing.
        Ignored,
        /// It ends the process.
        Aborts,
    }

    /// What the last MAPIUninitialize does when objects are still alive.
    teardown_with_objects: TeardownWithObjects ["TEARDOWN-8"] {
        /// It returns.
        Returns,
        /// It never returns.
        Hangs,
        /// It touches memory that is gone.
        Dies,
    }

    /// What a method does on an object that outlived the last MAPIUninitialize.
    after_teardown: AfterTeardown ["TEARDOWN-8", "TEARDOWN-10", "LIFE-10"] {
        /// What it does otherwise.
        Works,
        /// It returns `MAPI_E_NOT_INITIALIZED`; reference counts go on working.
        NotInitialized,
        /// It touches memory that is gone.
        Dies,
    }

    /// Whether the last MAPIUninitialize logs live sessions off.
    implicit_logoff: ImplicitLogoff ["TEARDOWN-9"] {
        /// It does not.
        No,
        /// It does.
        Yes,
    }

    /// What becomes of memory that is not freed at the last MAPIUninitialize.
    buffers_at_teardown: BuffersAtTeardown ["TEARDOWN-11"] {
        /// It stays, and can be freed.
        Kept,
        /// It is gone.
        Freed,
    }

    /// Whether the subsystem can be initialized again after the last MAPIUninitialize.
    reinitialize: Reinitialize ["TEARDOWN-10", "LIFE-9"] {
        /// It starts afresh.
        Works,
        /// It returns `MAPI_E_NOT_INITIALIZED`.
        NotInitialized,
    }

    /// What MAPILogonEx does before any MAPIInitialize.
    logon_before_initialize: LogonBeforeInitialize ["LOGON-6", "LOGON-7", "LIFE-2"] {
        /// It logs on, as Microsoft's samples expect.
        Works,
        /// It returns `MAPI_E_NOT_INITIALIZED`, as desktop MAPI documents.
        NotInitialized,
        /// It returns `E_FAIL`.
        Fails,
    }

    /// What MAPILogonEx does after the last MAPIUninitialize.
    logon_after_teardown: LogonAfterTeardown ["TEARDOWN-10", "LIFE-8"] {
        /// It logs on.
        Works,
        /// It returns `MAPI_E_NOT_INITIALIZED`.
        NotInitialized,
        /// It returns `E_FAIL`.
        Fails,
    }

    /// Whether MAPILogonEx looks at its first four arguments.
    logon_arguments: LogonArguments ["LOGON-2"] {
        /// It ignores them, as CE documents.
        Ignored,
        /// It refuses unknown flags and unknown profiles, as desktop MAPI does.
        Checked,
    }

    /// Which MAPILogonEx tests first: its out-pointer or whether MAPI is initialized.
    logon_checks: LogonChecks ["LOGON-9"] {
        /// The out-pointer.
        PointerFirst,
        /// Whether MAPI is initialized.
        InitializedFirst,
    }

    /// What a second MAPILogonEx hands out while a session exists.
    second_logon: SecondLogon ["LOGON-11", "LIFE-17"] {
        /// A session of its own.
        NewSession,
        /// The existing session with one more reference.
        SameSession,
    }

    /// How many sessions a process may hold.
    session_limit: SessionLimit ["LOGON-11"] {
        /// As many as memory allows.
        None,
        /// Thirty-two, then `MAPI_E_SESSION_LIMIT`.
        ThirtyTwo,
    }

    /// What methods do on a session that was logged off, other than those of IUnknown and Logoff.
    after_logoff: AfterLogoff ["LOGOFF-6", "LIFE-14"] {
        /// What they do otherwise.
        Works,
        /// They return `MAPI_E_END_OF_SESSION`.
        EndOfSession,
    }

    /// How a process ends that leaves objects or a count behind.
    unfinished_exit: UnfinishedExit ["TEARDOWN-7", "LIFE-27"] {
        /// As any other.
        Ends,
        /// It dies while the library is unloaded.
        Dies,
        /// It never ends.
        Hangs,
    }
    ] $($after)* } };
}

pub(super) use spots_of_life;
