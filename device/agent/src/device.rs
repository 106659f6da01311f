use alloc::format;
use core::cell::Cell;

use cemapi_abi::Thread;
use cemapi_agent::{Event, Export, Platform, card::Record};

use crate::{
    coredll,
    file::File,
    pages,
    system::{self, System},
    threads::{Alone, Lock, Threads},
    wide::wide,
};

/// The library under test.
pub(crate) const LIBRARY: &str = "cemapi.dll";

/// What a device offers the agent.
pub(crate) struct Device {
    system: &'static System,
    results: File<'static>,
    library: Cell<usize>,
    threads: Threads,
    lock: Lock,
    /// `IsBadReadPtr`, where there is one.
    unreadable: Option<usize>,
}

// SAFETY: the library is set before there is a second thread; files and the system's functions may
// be used by any thread, and only one thread of a plan runs at a time.
unsafe impl Sync for Device {}

impl Device {
    pub(crate) fn new(system: &'static System, results: File<'static>) -> Self {
        Self {
            system,
            results,
            library: Cell::new(0),
            threads: Threads::new(system),
            lock: Lock::new(system),
            unreadable: system.optional("IsBadReadPtr"),
        }
    }

    /// Loads the library, or reports why not.
    pub(crate) fn load(&self) -> bool {
        let name = wide(LIBRARY);
        // SAFETY: the name is a string; this process is there to see what the library does.
        let library = unsafe { coredll::load_library(name.as_ptr()) };
        self.library.set(library);
        if library == 0 {
            // SAFETY: it takes nothing.
            let error = unsafe { (self.system.core.last_error)() };
            self.write(&Event::NotLoaded(format!("error {error}")).to_bytes());
        }
        library != 0
    }
}

impl Platform for Device {
    fn function(&self, export: &Export) -> Option<usize> {
        let name;
        let word = match export {
            Export::Name(text) => {
                name = wide(text);
                name.as_ptr()
            }
            Export::Ordinal(number) => usize::from(*number) as *const u16,
        };
        // SAFETY: the library is loaded, and the word is a string or an ordinal.
        let address = unsafe { coredll::find(self.library.get(), word) };
        (address != 0).then_some(address)
    }

    fn write(&self, event: &[u8]) {
        // A card that takes no more ends the run: a call that nobody hears of must not be made.
        if !self.results.write(&Record::of_event(event)) || !self.results.flush() {
            system::give_up();
        }
    }

    fn readable(&self, address: usize, length: usize) -> bool {
        self.unreadable.is_none_or(|function| {
            // SAFETY: the documentation gives the function of this name this type, and it only
            // looks.
            unsafe {
                let unreadable = core::mem::transmute::<
                    usize,
                    unsafe extern "C" fn(usize, usize) -> u32,
                >(function);
                unreadable(address, length) == 0
            }
        })
    }

    fn thread(&self) -> Option<Thread> {
        self.threads.current()
    }

    fn on(&self, thread: Thread, work: &mut (dyn FnMut() + Send)) {
        self.threads.on(thread, work);
    }

    fn fenced(&self, size: usize) -> Option<usize> {
        pages::fenced(self.system, size)
    }

    type Alone<'a> = Alone<'a>;

    fn alone(&self) -> Alone<'_> {
        self.lock.lock()
    }

    fn now(&self) -> u64 {
        u64::from(self.system.ticks()) * 1_000_000
    }
}
