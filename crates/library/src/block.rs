use std::{
    alloc::{self, Layout},
    ptr::NonNull,
};

use cemapi_abi::{Handle, layout::Error};

/// What every address is a multiple of (LAYOUT-7).
const ALIGNMENT: usize = 16;

/// Memory for the program, until it is dropped.
#[derive(Debug)]
pub(crate) struct Piece {
    start: NonNull<u8>,
    layout: Layout,
}

// SAFETY: a piece is memory without ties to a thread.
unsafe impl Send for Piece {}

impl Piece {
    /// Memory of so many bytes, each of which is `fill`.
    pub(crate) fn new(size: usize, fill: u8) -> Result<Self, Error> {
        // Even an empty block has an address of its own.
        let layout = Layout::from_size_align(size.max(1), ALIGNMENT).map_err(|_| Error::Full)?;
        // SAFETY: the layout's size is not zero.
        let start = NonNull::new(unsafe { alloc::alloc(layout) }).ok_or(Error::Full)?;
        // SAFETY: the memory was allocated with this size.
        unsafe { start.write_bytes(fill, layout.size()) };
        Ok(Self { start, layout })
    }

    pub(crate) fn address(&self) -> u64 {
        self.start.expose_provenance().get() as u64
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        // SAFETY: the memory was allocated with this layout, and is freed nowhere else.
        unsafe { alloc::dealloc(self.start.as_ptr(), self.layout) }
    }
}

/// The memory of one block of the emulator's.
#[derive(Debug)]
pub(crate) struct Block {
    /// The block itself and what it points to.
    #[expect(dead_code, reason = "it is there to be dropped")]
    pub(crate) pieces: Vec<Piece>,
    /// Where the block itself begins.
    pub(crate) address: u64,
    /// The blocks that are freed with it.
    pub(crate) linked: Vec<Handle>,
}
