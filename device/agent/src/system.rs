use core::cell::Cell;

use crate::{coredll, coredll::Coredll, heap, wide::wide};

/// What the program has of the system.
#[derive(Debug)]
pub(crate) struct System {
    pub(crate) core: Coredll,
}

/// The handle by which every process knows itself.
const THIS_PROCESS: usize = 0x42;

/// What a process ends with that found a mistake in itself.
const PANICKED: u32 = 101;

/// The system, for whoever panics.
struct Known(Cell<Option<Coredll>>);

// SAFETY: the cell is written once, while there is only one thread.
unsafe impl Sync for Known {}

static KNOWN: Known = Known(Cell::new(None));

impl System {
    /// Finds what the program needs.
    ///
    /// # Safety
    ///
    /// There is one thread only, and nothing has been allocated.
    pub(crate) unsafe fn start() -> Option<Self> {
        let core = Coredll::find()?;
        KNOWN.0.set(Some(core));
        // SAFETY: as the caller says.
        unsafe { heap::start(core) };
        Some(Self { core })
    }

    /// Where coredll.dll has a function that the program can do without.
    pub(crate) fn optional(&self, name: &str) -> Option<usize> {
        let name = wide(name);
        // SAFETY: the DLL is loaded and the name is a string.
        let address = unsafe { coredll::find(self.core.library, name.as_ptr()) };
        (address != 0).then_some(address)
    }

    /// Milliseconds since some moment.
    pub(crate) fn ticks(&self) -> u32 {
        // SAFETY: it takes nothing.
        unsafe { (self.core.ticks)() }
    }
}

/// Ends the process at once.
pub(crate) fn give_up() -> ! {
    if let Some(core) = KNOWN.0.get() {
        // SAFETY: the handle is that of the process itself.
        unsafe { (core.terminate)(THIS_PROCESS, PANICKED) };
    }
    loop {
        core::hint::spin_loop();
    }
}
