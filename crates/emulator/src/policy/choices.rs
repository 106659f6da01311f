macro_rules! policy {
    ($(
        #[doc = $doc:literal]
        $field:ident: $choice:ident [$($clause:literal),+] {
            #[doc = $first_doc:literal] $first:ident,
            $(#[doc = $variant_doc:literal] $variant:ident,)+
        }
    )*) => {
        /// One choice for each silent spot.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct Policy {
            $(#[doc = $doc] pub $field: $choice,)*
        }

        $(
            #[doc = $doc]
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
            pub enum $choice {
                #[doc = $first_doc]
                #[default]
                $first,
                $(#[doc = $variant_doc] $variant,)+
            }
        )*

        /// Every field with its clauses and choices, for documentation.
        pub static SILENT_SPOTS: &[SilentSpot] = &[$(
            SilentSpot {
                field: stringify!($field),
                doc: $doc,
                clauses: &[$($clause),+],
                choices: &[
                    (stringify!($first), $first_doc),
                    $((stringify!($variant), $variant_doc)),+
                ],
            },
        )*];

        impl Policy {
            /// The name of the choice taken for each field, in the order of [`SILENT_SPOTS`].
            #[must_use]
            pub fn choices(&self) -> Vec<String> {
                vec![$(format!("{:?}", self.$field),)*]
            }
        }
    };
}

/// A field of [`Policy`] as documentation shows it.
#[derive(Debug)]
pub struct SilentSpot {
    /// The field's name.
    pub field: &'static str,
    /// The question that the documents leave open.
    pub doc: &'static str,
    /// The clauses that leave it open or, for a preset that imitates another MAPI, that it breaks.
    pub clauses: &'static [&'static str],
    /// Name and meaning of each choice, the default first.
    pub choices: &'static [(&'static str, &'static str)],
}

policy! {
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

    /// What a method does on a thread other than the one that logged on.
    other_thread: OtherThread ["LOGOFF-13", "LIFE-25"] {
        /// What it does otherwise.
        Works,
        /// It returns `RPC_E_WRONG_THREAD`; reference counts go on working.
        WrongThread,
    }

    /// What an out-pointer holds after a call that failed.
    failed_out: FailedOut ["LOGON-10"] {
        /// What it held before.
        Untouched,
        /// `NULL`, or 0 where it is a number.
        Null,
    }

    /// What a function does when the pointer for its result is NULL.
    null_out: NullOut ["LOGON-9", "STORES-6", "OPENSTORE-4"] {
        /// It returns `E_INVALIDARG`.
        InvalidArgument,
        /// It writes there, and the process dies.
        Dies,
    }

    /// What AddRef and Release return.
    reference_value: ReferenceValue ["SESSION-REF-3", "UNK-5"] {
        /// The new count.
        Count,
        /// One while the object lives, zero when it is gone.
        Liveness,
    }

    /// What a method does on an object after its last Release.
    after_last_release: AfterLastRelease ["UNK-9", "LIFE-16"] {
        /// It touches memory that is gone.
        Dies,
        /// It returns `MAPI_E_INVALID_OBJECT`, and Release returns 0.
        InvalidObject,
    }

    /// What QueryInterface of a session answers.
    query_interface: QueryInterface ["UNK-2", "UNK-4"] {
        /// `E_NOTIMPL`, whatever is asked for.
        NotImplemented,
        /// The session for its own id and IUnknown's, otherwise `E_NOINTERFACE`.
        Own,
    }

    /// What QueryInterface leaves in the out-pointer with `E_NOTIMPL`.
    not_implemented_out: NotImplementedOut ["UNK-4"] {
        /// What it held before.
        Untouched,
        /// `NULL`.
        Null,
    }

    /// What QueryInterface leaves in the out-pointer with `E_NOINTERFACE`.
    no_interface_out: NoInterfaceOut ["UNK-3"] {
        /// `NULL`, as CE documents.
        Null,
        /// What it held before, as one implementation was seen to do.
        Untouched,
    }

    /// What QueryInterface does when its out-pointer is NULL.
    query_interface_null: QueryInterfaceNull ["UNK-4"] {
        /// It returns `E_INVALIDARG`.
        InvalidArgument,
        /// It returns `E_POINTER`.
        Pointer,
        /// It writes there, and the process dies.
        Dies,
    }

    /// What an unsupported method returns.
    unsupported: Unsupported ["SESSION-6"] {
        /// `MAPI_E_NO_SUPPORT`.
        NoSupport,
        /// `E_NOTIMPL`.
        NotImplemented,
        /// It is no code, and the process dies.
        Dies,
    }

    /// Whether the allocator works while the count is zero.
    allocate_uninitialized: AllocateUninitialized ["MEM-7", "LIFE-29"] {
        /// It works.
        Works,
        /// It returns `MAPI_E_NOT_INITIALIZED`.
        NotInitialized,
        /// It returns `E_FAIL`.
        Fails,
    }

    /// What fresh memory holds.
    fresh_memory: FreshMemory ["MEM-3"] {
        /// A pattern that no program can take for its own data.
        Poisoned,
        /// Zeroes.
        Zeroed,
    }

    /// What the allocator hands out for a size of zero.
    zero_size: ZeroSize ["MEM-7"] {
        /// A block without contents.
        Block,
        /// Nothing: it returns `E_INVALIDARG`.
        InvalidArgument,
    }

    /// What the allocator does with sizes so near 2^32 that adding its header overflows.
    size_overflow: SizeOverflow ["MEM-7"] {
        /// It returns `MAPI_E_NOT_ENOUGH_MEMORY`.
        Refused,
        /// It hands out a block that is far too small.
        Wraps,
    }

    /// What MAPIAllocateMore does without a parent.
    null_parent: NullParent ["MEM-7"] {
        /// It returns `E_INVALIDARG`.
        InvalidArgument,
        /// It hands out a block of its own.
        Block,
    }

    /// What MAPIFreeBuffer does with a block that was allocated for another.
    free_linked: FreeLinked ["MEM-7"] {
        /// It returns `S_OK` and leaves the block to its parent.
        Ignored,
        /// It corrupts the heap, and the process dies.
        Dies,
    }

    /// What the memory functions do with memory that is free already or never came from MAPI.
    dead_memory: DeadMemory ["MEM-6", "MEM-7"] {
        /// MAPIFreeBuffer returns `S_OK`, MAPIAllocateMore `E_INVALIDARG`.
        Tolerated,
        /// They corrupt the heap, and the process dies.
        Dies,
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
}
