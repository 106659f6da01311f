use cemapi_abi::{
    Handle, Output, Place, Pointer, Returned, Thread,
    registry::{E_FAIL, E_INVALIDARG, MAPI_E_NOT_ENOUGH_MEMORY, MAPI_E_NOT_INITIALIZED, S_OK},
};

use crate::{
    Emulator,
    answer::{ACCESS_VIOLATION, Answer, Failure, code, with},
    policy::{
        AllocateUninitialized, DeadMemory, FreeLinked, FreshMemory, NullOut, NullParent,
        SizeOverflow, ZeroSize,
    },
    subsystem::Standing,
    thing::{Block, Thing},
};

/// What the allocator keeps in front of each block, so that sizes just below 2^32 overflow.
const HEADER: u32 = 16;

/// What a block holds whose size overflowed.
const WRAPPED: u32 = 32;

impl Emulator {
    /// The byte that fresh memory is filled with.
    #[must_use]
    pub fn fill(&self) -> u8 {
        match self.policy.fresh_memory {
            FreshMemory::Poisoned => 0xCD,
            FreshMemory::Zeroed => 0,
        }
    }

    /// How many bytes the block of this handle holds, while it is allocated.
    #[must_use]
    pub fn block_size(&self, block: Handle) -> Option<u32> {
        match self.things.get(block.index()) {
            Some(Thing::Block(block)) if block.live => Some(block.size),
            _ => None,
        }
    }

    pub(crate) fn allocate_buffer(&mut self, thread: Thread, size: u32, place: Place) -> Answer {
        self.allocate(thread, size, None, place)
    }

    pub(crate) fn allocate_more(
        &mut self,
        thread: Thread,
        size: u32,
        parent: Pointer,
        place: Place,
    ) -> Answer {
        let parent = match parent {
            Pointer::Null => match self.policy.null_parent {
                NullParent::InvalidArgument => return Err(E_INVALIDARG.into()),
                NullParent::Block => None,
            },
            Pointer::To(parent) if self.block_size(parent).is_some() => Some(parent),
            Pointer::To(_) | Pointer::Foreign => {
                return Err(match self.policy.dead_memory {
                    DeadMemory::Tolerated => E_INVALIDARG.into(),
                    DeadMemory::Dies => ACCESS_VIOLATION,
                });
            }
        };
        self.allocate(thread, size, parent, place)
    }

    fn allocate(
        &mut self,
        thread: Thread,
        size: u32,
        parent: Option<Handle>,
        place: Place,
    ) -> Answer {
        if place == Place::Null {
            return Err(self.null_out());
        }
        if self.standing(thread) != Standing::Initialized {
            match self.policy.allocate_uninitialized {
                AllocateUninitialized::Works => {}
                AllocateUninitialized::NotInitialized => return Err(MAPI_E_NOT_INITIALIZED.into()),
                AllocateUninitialized::Fails => return Err(E_FAIL.into()),
            }
        }
        let block = self.reserve(size, parent)?;
        with(S_OK, [Output::Object(block)])
    }

    /// Makes a block of `size` bytes that is freed with `parent`.
    pub(crate) fn reserve(&mut self, size: u32, parent: Option<Handle>) -> Result<Handle, Failure> {
        let size = match size {
            0 if self.policy.zero_size == ZeroSize::InvalidArgument => {
                return Err(E_INVALIDARG.into());
            }
            _ if size.checked_add(HEADER).is_some() => size,
            _ => match self.policy.size_overflow {
                SizeOverflow::Refused => return Err(MAPI_E_NOT_ENOUGH_MEMORY.into()),
                SizeOverflow::Wraps => WRAPPED,
            },
        };
        let block = self.take(size, 0, parent.is_some())?;
        if let Some(parent) = parent
            && let Some(Thing::Block(parent)) = self.things.get_mut(parent.index())
        {
            parent.linked.push(block);
        }
        Ok(block)
    }

    /// Makes a block for what a method hands out, with rows of so many bytes.
    pub(crate) fn hand_out(&mut self, size: u64, rows: u64) -> Result<Handle, Failure> {
        match (u32::try_from(size), u32::try_from(rows)) {
            (Ok(size), Ok(rows)) => self.take(size, rows, false),
            _ => Err(MAPI_E_NOT_ENOUGH_MEMORY.into()),
        }
    }

    fn take(&mut self, size: u32, rows: u32, is_linked: bool) -> Result<Handle, Failure> {
        let allocated = self.allocated + u64::from(size) + u64::from(rows);
        if allocated > self.limits.memory {
            return Err(MAPI_E_NOT_ENOUGH_MEMORY.into());
        }
        self.allocated = allocated;
        let block = Block { size, rows, is_linked, linked: Vec::new(), live: true };
        Ok(self.add(Thing::Block(block)))
    }

    pub(crate) fn free_buffer(&mut self, pointer: Pointer) -> Answer {
        let block = match pointer {
            Pointer::Null => return code(S_OK),
            Pointer::Foreign => return self.free_dead(),
            Pointer::To(block) => block,
        };
        match self.things.get(block.index()) {
            Some(Thing::Block(Block { live: true, is_linked: false, .. })) => {
                self.free(block);
                code(S_OK)
            }
            Some(Thing::Block(Block { live: true, .. })) => match self.policy.free_linked {
                FreeLinked::Ignored => code(S_OK),
                FreeLinked::Dies => Err(ACCESS_VIOLATION),
            },
            _ => self.free_dead(),
        }
    }

    /// Frees a set of rows: each row, then the set (UTIL-1).
    pub(crate) fn free_rows(&mut self, pointer: Pointer) -> Answer {
        if let Pointer::To(set) = pointer
            && let Some(Thing::Block(block)) = self.things.get_mut(set.index())
            && block.live
        {
            self.allocated -= u64::from(std::mem::take(&mut block.rows));
        }
        // FreeProws returns nothing, so that what freeing the set returns is lost.
        self.free_buffer(pointer)?;
        Ok(Returned::default())
    }

    fn free_dead(&self) -> Answer {
        match self.policy.dead_memory {
            DeadMemory::Tolerated => code(S_OK),
            DeadMemory::Dies => Err(ACCESS_VIOLATION),
        }
    }

    /// Frees a block and all that is linked to it, directly or through others. Rows in it stay
    /// allocated: nobody can free them any more.
    fn free(&mut self, block: Handle) {
        let mut freed = vec![block];
        while let Some(next) = freed.pop() {
            if let Some(Thing::Block(block)) = self.things.get_mut(next.index())
                && block.live
            {
                block.live = false;
                self.allocated -= u64::from(block.size);
                freed.append(&mut block.linked);
            }
        }
    }

    /// Frees every block.
    pub(crate) fn free_all(&mut self) {
        for thing in self.things.iter_mut() {
            if let Thing::Block(block) = thing {
                block.live = false;
                block.linked.clear();
            }
        }
        self.allocated = 0;
    }

    /// What becomes of a call whose result has nowhere to go.
    pub(crate) fn null_out(&self) -> Failure {
        match self.policy.null_out {
            NullOut::InvalidArgument => E_INVALIDARG.into(),
            NullOut::Dies => ACCESS_VIOLATION,
        }
    }
}
