//! The silent spots of stores, tables and events.

macro_rules! spots_of_messaging {
    ([$($before:tt)*] $next:ident $($after:ident)*) => { $next! { [$($before)*
    /// What a method does with an entry id of the wrong length.
    entry_size: EntrySize ["OPENSTORE-4", "OPENENTRY-3", "CESTORE-2"] {
        /// It returns `E_INVALIDARG`.
        InvalidArgument,
        /// It takes it for an id that it does not know.
        Unknown,
    }

    /// What CompareEntryIDs does when an entry id is NULL.
    compare_null: CompareNull ["COMPARE-1", "COMPARE-5"] {
        /// It returns `E_INVALIDARG`.
        InvalidArgument,
        /// It returns `MAPI_E_INVALID_ENTRYID`.
        InvalidEntryId,
    }

    /// What CompareEntryIDs does with entry ids of different lengths.
    compare_sizes: CompareSizes ["COMPARE-5"] {
        /// It refuses the one of the wrong length as other methods do.
        Refused,
        /// It returns `S_OK` and says that they differ.
        Different,
    }

    /// What CompareEntryIDs does with entry ids that denote nothing.
    compare_unknown: CompareUnknown ["COMPARE-2", "COMPARE-5"] {
        /// It returns `MAPI_E_UNKNOWN_ENTRYID`, as CE documents.
        Unknown,
        /// It compares them byte by byte.
        Compared,
    }

    /// What CreateMsgStore does when there is a store of this name.
    duplicate_store: DuplicateStore ["CESTORE-3"] {
        /// It makes another.
        Created,
        /// It returns `E_INVALIDARG`.
        InvalidArgument,
        /// It opens the one that there is.
        Opened,
    }

    /// What DeleteMsgStore does while the store is open.
    delete_open_store: DeleteOpenStore ["CESTORE-3"] {
        /// It deletes it.
        Deleted,
        /// It returns `E_FAIL`.
        Refused,
    }

    /// What SetProps does with a property that is computed.
    computed_property: ComputedProperty ["PROP-6"] {
        /// It returns `MAPI_E_COMPUTED` and sets none of the properties.
        Computed,
        /// It returns `MAPI_E_NO_ACCESS` and sets none of the properties.
        NoAccess,
        /// It returns `S_OK` and sets the others.
        Skipped,
    }

    /// What becomes of a message or folder that is deleted.
    deletion: Deletion ["FOLDER-6"] {
        /// It is gone.
        Final,
        /// It moves to the Deleted Items, and is gone when it is deleted there.
        Moves,
    }

    /// Whether a table shows what changed after it was opened.
    table_view: TableView ["STORES-6"] {
        /// It shows what there was when it was opened.
        Snapshot,
        /// It shows what there is.
        Live,
    }

    /// Whether tables of messages and folders cut long strings.
    table_strings: TableStrings ["FOLDER-1"] {
        /// After 255 characters.
        Cut,
        /// They do not.
        Whole,
    }

    /// What a method of a table does on a kind of table for which it is not documented.
    wrong_table: WrongTable ["TABLE-4", "TABLE-5", "TABLE-6", "TABLE-7"] {
        /// It returns `MAPI_E_NO_SUPPORT`.
        NoSupport,
        /// It returns `E_INVALIDARG`.
        InvalidArgument,
    }

    /// When a sink is told of an event, seen from the call that caused it.
    notification_moment: NotificationMoment ["THREAD-2"] {
        /// Before the call returns.
        Within,
        /// After it has returned.
        After,
    }

    /// The thread on which a sink is told of an event.
    notification_thread: NotificationThread ["THREAD-2"] {
        /// The one that registered it.
        Registering,
        /// One of CE MAPI's own.
        Own,
    }

    /// Whether a session that was logged off is told of events.
    events_after_logoff: EventsAfterLogoff ["ADVISE-9"] {
        /// It is.
        Delivered,
        /// It is not.
        Withheld,
    }

    /// What Logoff does to the registrations of its session.
    registrations_at_logoff: RegistrationsAtLogoff ["ADVISE-9"] {
        /// Nothing.
        Kept,
        /// It cancels them and releases their sinks.
        Cancelled,
    }

    /// What becomes of registrations at the last Release of what they were made through.
    registrations_at_release: RegistrationsAtRelease ["ADVISE-9"] {
        /// They are cancelled and their sinks released.
        Cancelled,
        /// They stay, and nobody can cancel them.
        Kept,
    }

    /// What Advise does when asked for no event at all.
    zero_mask: ZeroMask ["ADVISE-5"] {
        /// It registers the sink, which is told nothing.
        Accepted,
        /// It returns `E_INVALIDARG`.
        InvalidArgument,
    }

    /// What Advise does when asked for events that CE does not register.
    unregistered_events: UnregisteredEvents ["ADVISE-4", "ADVISE-5", "STORE-6"] {
        /// It ignores them.
        Ignored,
        /// It returns `E_INVALIDARG`.
        InvalidArgument,
        /// It returns `MAPI_E_NO_SUPPORT`, which only a store's method documents.
        NoSupport,
    }

    /// What Advise does without a place for the number.
    null_connection: NullConnection ["ADVISE-3", "ADVISE-5"] {
        /// What other functions do when the pointer for their result is NULL.
        Refused,
        /// It registers the sink, and nobody can cancel that.
        Accepted,
    }

    /// What Unadvise does with a number that is no active registration of the object.
    unknown_connection: UnknownConnection ["ADVISE-8"] {
        /// It returns `E_INVALIDARG`.
        InvalidArgument,
        /// It returns `S_OK`.
        Ignored,
        /// It returns `MAPI_E_NOT_FOUND`.
        NotFound,
    }
    ] $($after)* } };
}

pub(super) use spots_of_messaging;
