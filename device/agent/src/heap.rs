use core::{
    alloc::{GlobalAlloc, Layout},
    cell::Cell,
};

use crate::coredll::Coredll;

/// Memory of the process's heap.
pub(crate) struct Heap(Cell<Option<Coredll>>);

// SAFETY: the cell is written once, while there is only one thread.
unsafe impl Sync for Heap {}

#[global_allocator]
static HEAP: Heap = Heap(Cell::new(None));

/// What the system's own blocks are aligned to, as far as this program relies on it.
const WORD: usize = size_of::<usize>();

/// Lets memory be allocated from now on.
///
/// # Safety
///
/// There is one thread only.
pub(crate) unsafe fn start(coredll: Coredll) {
    HEAP.0.set(Some(coredll));
}

// SAFETY: every block comes from the system's heap, is as large and as aligned as was asked for,
// and is given back once.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some(coredll) = self.0.get() else { return core::ptr::null_mut() };
        let wide = layout.align() > WORD;
        let more = if wide { layout.align() } else { 0 };
        // SAFETY: the function takes flags and a size.
        let start = unsafe { (coredll.local_alloc)(0, layout.size() + more) };
        if start == 0 || !wide {
            return start as *mut u8;
        }
        let block = (start + more) & !(layout.align() - 1);
        // SAFETY: the block begins at least a word after the start, where it is noted.
        unsafe { ((block - WORD) as *mut usize).write_unaligned(start) };
        block as *mut u8
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let Some(coredll) = self.0.get() else { return };
        let block = block as usize;
        // SAFETY: the block came from `alloc`, which noted the start of one that it aligned.
        unsafe {
            let start = match layout.align() > WORD {
                true => ((block - WORD) as *const usize).read_unaligned(),
                false => block,
            };
            (coredll.local_free)(start);
        }
    }
}
