//! The silent spots of the allocator.

macro_rules! spots_of_memory {
    ([$($before:tt)*] $next:ident $($after:ident)*) => { $next! { [$($before)*
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
    ] $($after)* } };
}

pub(super) use spots_of_memory;
