use alloc::{boxed::Box, vec, vec::Vec};

use cemapi_abi::layout::CANARY;

use crate::memory;

/// What stands behind everything in an arena, to see whether it is written past its end.
const GUARD: usize = 8;

/// How many words the first block of an arena has: most calls need no more.
const FIRST: usize = 32;

/// The memory that the agent gives to one call: structures that it passes, and places for what is
/// handed out.
///
/// The library gets addresses in it, so it is only ever touched by address.
#[derive(Debug, Default)]
pub(crate) struct Arena {
    /// Blocks of words, and how many of them are in use.
    blocks: Vec<(*mut [u64], usize)>,
    /// The address and the size of everything in it.
    pieces: Vec<(usize, usize)>,
    /// The address and the size of what was fenced; it is the platform's.
    fenced: Vec<(usize, usize)>,
}

impl Arena {
    /// Finds room for this many bytes, at a multiple of 8.
    pub(crate) fn allocate(&mut self, size: usize) -> usize {
        let address = self.room((size + GUARD).div_ceil(8));
        self.pieces.push((address, size));
        address
    }

    fn room(&mut self, words: usize) -> usize {
        if let Some((block, used)) = self.blocks.last_mut()
            && block.len() - *used >= words
        {
            *used += words;
            return block.cast::<u64>() as usize + (*used - words) * 8;
        }
        let fill = u64::from_ne_bytes([CANARY; 8]);
        let block = Box::into_raw(vec![fill; words.max(FIRST)].into_boxed_slice());
        self.blocks.push((block, words));
        block.cast::<u64>() as usize
    }

    /// Whether something was written past the end of what was allocated at this address.
    pub(crate) fn overrun(&self, address: usize) -> bool {
        let piece = self.pieces.iter().find(|(start, _)| *start == address);
        piece.is_some_and(|(start, size)| {
            let mut guard = [0; GUARD];
            self.read(start + size, &mut guard) && guard != [CANARY; GUARD]
        })
    }

    /// Takes in memory of the platform's.
    pub(crate) fn adopt(&mut self, address: usize, size: usize) {
        self.fenced.push((address, size));
    }

    /// Whether this memory is the arena's.
    fn holds(&self, address: usize, length: usize) -> bool {
        let within = |(start, size): (usize, usize)| {
            address >= start && address <= start + size && start + size - address >= length
        };
        let block =
            |(block, _): &(*mut [u64], usize)| (block.cast::<u64>() as usize, block.len() * 8);
        self.blocks.iter().map(block).any(within) || self.fenced.iter().copied().any(within)
    }

    /// Copies what stands in the arena; `false` if it does not stand there.
    pub(crate) fn read(&self, address: usize, bytes: &mut [u8]) -> bool {
        let held = self.holds(address, bytes.len());
        if held {
            // SAFETY: the block is the arena's and has these bytes.
            unsafe { memory::copy_from(address, bytes) };
        }
        held
    }

    /// Puts bytes into the arena; `false` if they do not fit there.
    pub(crate) fn write(&mut self, address: usize, bytes: &[u8]) -> bool {
        let held = self.holds(address, bytes.len());
        if held {
            // SAFETY: the block is the arena's and has these bytes.
            unsafe { memory::copy_to(address, bytes) };
        }
        held
    }
}

impl Drop for Arena {
    fn drop(&mut self) {
        for (block, _) in self.blocks.drain(..) {
            // SAFETY: the block came from a box and nothing else frees it.
            drop(unsafe { Box::from_raw(block) });
        }
    }
}
