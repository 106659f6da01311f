//! The silent spots of objects as such.

macro_rules! spots_of_objects {
    ([$($before:tt)*] $next:ident $($after:ident)*) => { $next! { [$($before)*
    /// What a method does on a thread other than the one that opened the object.
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

    /// What QueryInterface answers.
    query_interface: QueryInterface ["UNK-2", "UNK-4"] {
        /// `E_NOTIMPL`, whatever is asked for.
        NotImplemented,
        /// The object for its own id, those of its bases and IUnknown's, otherwise `E_NOINTERFACE`.
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

    /// Whether an object holds a reference to the one that it was opened through.
    parent_reference: ParentReference ["SESSION-REF-6", "OPENSTORE-5"] {
        /// It holds none, and the other's last Release returns 0.
        None,
        /// It holds one for as long as it lives.
        Held,
    }

    /// What a method does on an object when the one that it was opened through is gone, where that
    /// is not a session.
    after_parent_release: AfterParentRelease ["OPENSTORE-5", "FOLDER-3"] {
        /// What it does otherwise, as the how-to expects of a message.
        Works,
        /// It returns `MAPI_E_INVALID_OBJECT`; reference counts go on working.
        InvalidObject,
        /// It touches memory that is gone.
        Dies,
    }

    /// What a method does on an object when the session that it was opened through is gone.
    after_session_release: AfterSessionRelease ["SESSION-REF-6", "LOGOFF-9", "LIFE-12"] {
        /// What it does otherwise.
        Works,
        /// It returns `MAPI_E_INVALID_OBJECT`; reference counts go on working.
        InvalidObject,
        /// It touches memory that is gone.
        Dies,
    }

    /// What a method does on an object when the session that it was opened through was logged off.
    children_after_logoff: ChildrenAfterLogoff ["LOGOFF-7", "LIFE-23"] {
        /// What it does otherwise.
        Works,
        /// It returns `MAPI_E_END_OF_SESSION`; reference counts go on working.
        EndOfSession,
        /// It touches memory that is gone.
        Dies,
    }

    /// What opening a store, folder or message hands out that is open in the session already.
    repeated_open: RepeatedOpen ["OPENSTORE-5"] {
        /// An object of its own.
        New,
        /// The same object with one more reference.
        Same,
    }

    /// What a method does on an object whose store, folder, message or attachment was deleted.
    after_delete: AfterDelete ["CESTORE-3", "FOLDER-6"] {
        /// It returns `MAPI_E_OBJECT_DELETED`; reference counts go on working.
        ObjectDeleted,
        /// It returns `MAPI_E_NOT_FOUND`; reference counts go on working.
        NotFound,
        /// It touches memory that is gone.
        Dies,
    }

    /// What a method does on a message that was submitted through this pointer or another.
    after_submit: AfterSubmit ["MSG-4"] {
        /// It returns `MAPI_E_OBJECT_DELETED`; reference counts go on working.
        ObjectDeleted,
        /// What it does otherwise.
        Works,
        /// It touches memory that is gone.
        Dies,
    }

    /// What a method does when it is told of more array elements than there are.
    overread: Overread ["PROP-6"] {
        /// It reads beyond the array, and the process dies.
        Dies,
        /// It returns `E_INVALIDARG`.
        InvalidArgument,
    }
    ] $($after)* } };
}

pub(super) use spots_of_objects;
