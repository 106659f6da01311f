use super::*;

impl Policy {
    /// The names that [`Policy::named`] knows.
    pub const PRESETS: &[&str] = &["ce", "extended", "kopano", "wine-no-provider"];

    /// The preset of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "ce" => Some(Self::ce()),
            "extended" => Some(Self::extended()),
            "kopano" => Some(Self::kopano()),
            "wine-no-provider" => Some(Self::wine_no_provider()),
            _ => None,
        }
    }

    /// CE MAPI as documented, and the mildest choice wherever the documents are silent.
    #[must_use]
    pub fn ce() -> Self {
        Self::default()
    }

    /// Extended MAPI as the desktop documentation promises it (INIT-10, LOGON-8, LOGOFF-6,
    /// UNK-7), and the harshest choice wherever that is silent too.
    #[must_use]
    pub fn extended() -> Self {
        Self {
            initialize_argument: InitializeArgument::Checked,
            count_scope: CountScope::Thread,
            after_teardown: AfterTeardown::NotInitialized,
            logon_before_initialize: LogonBeforeInitialize::NotInitialized,
            logon_after_teardown: LogonAfterTeardown::NotInitialized,
            logon_arguments: LogonArguments::Checked,
            session_limit: SessionLimit::ThirtyTwo,
            after_logoff: AfterLogoff::EndOfSession,
            failed_out: FailedOut::Null,
            query_interface: QueryInterface::Own,
            query_interface_null: QueryInterfaceNull::Pointer,
            allocate_uninitialized: AllocateUninitialized::NotInitialized,
            free_linked: FreeLinked::Dies,
            dead_memory: DeadMemory::Dies,
            parent_reference: ParentReference::Held,
            children_after_logoff: ChildrenAfterLogoff::EndOfSession,
            notification_thread: NotificationThread::Own,
            events_after_logoff: EventsAfterLogoff::Withheld,
            unknown_connection: UnknownConnection::NotFound,
            table_view: TableView::Live,
            ..Self::ce()
        }
    }

    /// Kopano's mapi4linux 11.0.2 as it was observed.
    #[must_use]
    pub fn kopano() -> Self {
        Self {
            failed_initialize: FailedInitialize::Counted,
            underflow: Underflow::Aborts,
            logon_before_initialize: LogonBeforeInitialize::NotInitialized,
            logon_after_teardown: LogonAfterTeardown::NotInitialized,
            query_interface: QueryInterface::Own,
            no_interface_out: NoInterfaceOut::Untouched,
            query_interface_null: QueryInterfaceNull::Dies,
            size_overflow: SizeOverflow::Wraps,
            null_parent: NullParent::Block,
            compare_null: CompareNull::InvalidEntryId,
            compare_sizes: CompareSizes::Different,
            notification_thread: NotificationThread::Own,
            unknown_connection: UnknownConnection::Ignored,
            ..Self::ce()
        }
    }

    /// Wine 8.0's mapi32.dll with no provider registered, as it was observed.
    #[must_use]
    pub fn wine_no_provider() -> Self {
        Self {
            initialize: Initialize::NotInitialized,
            reinitialize: Reinitialize::NotInitialized,
            logon_before_initialize: LogonBeforeInitialize::Fails,
            logon_after_teardown: LogonAfterTeardown::Fails,
            logon_checks: LogonChecks::InitializedFirst,
            ..Self::ce()
        }
    }
}
