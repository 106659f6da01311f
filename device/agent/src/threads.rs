use alloc::{boxed::Box, vec::Vec};
use core::cell::{Cell, UnsafeCell};

use cemapi_abi::Thread;

use crate::{coredll::Handle, system::System};

const FOREVER: u32 = u32::MAX;
const SET: u32 = 3;
/// What asks `TlsCall` for a place.
const ALLOCATE: u32 = 0;

/// Some work, as the pointer that it is passed by.
type Work = *mut (dyn FnMut() + Send);

/// A thread that does work for the first one.
struct Line {
    system: &'static System,
    place: u32,
    thread: Thread,
    work: Cell<Option<Work>>,
    begin: Handle,
    done: Handle,
}

/// The plan's threads. The first is the one that this is made on; the others start when there is
/// work for them, and stay.
pub(crate) struct Threads {
    system: &'static System,
    /// Where each thread keeps its number, and one more: a thread of the library's own has none.
    place: u32,
    lines: UnsafeCell<Vec<&'static Line>>,
}

impl Threads {
    pub(crate) fn new(system: &'static System) -> Self {
        // SAFETY: a place is asked for and used.
        let place = unsafe {
            let place = (system.core.tls_call)(ALLOCATE, 0);
            (system.core.tls_set)(place, 1);
            place
        };
        Self { system, place, lines: UnsafeCell::new(Vec::new()) }
    }

    /// Which of the plan's threads this is.
    pub(crate) fn current(&self) -> Option<Thread> {
        // SAFETY: the place was given.
        let number = unsafe { (self.system.core.tls_get)(self.place) };
        number.checked_sub(1).map(|number| Thread(number as u16))
    }

    /// Does some work on a thread and waits for it.
    pub(crate) fn on(&self, thread: Thread, work: &mut (dyn FnMut() + Send)) {
        let line = self.line(thread);
        let work: *mut (dyn FnMut() + Send + '_) = work;
        // SAFETY: only the lifetime changes, and this function does not return, nor touch the
        // work, before the other thread has said that it is done.
        let work = unsafe { core::mem::transmute::<*mut (dyn FnMut() + Send + '_), Work>(work) };
        line.work.set(Some(work));
        // SAFETY: the events are there as long as the process.
        unsafe {
            (self.system.core.modify_event)(line.begin, SET);
            (self.system.core.wait)(line.done, FOREVER);
        }
    }

    fn line(&self, thread: Thread) -> &'static Line {
        // SAFETY: only the plan's first thread gives others work, and it keeps no reference.
        let lines = unsafe { &mut *self.lines.get() };
        if let Some(line) = lines.iter().find(|line| line.thread == thread) {
            return line;
        }
        // SAFETY: events without names that wake one thread once.
        let event = || unsafe { (self.system.core.create_event)(0, 0, 0, 0) };
        let line: &'static Line = Box::leak(Box::new(Line {
            system: self.system,
            place: self.place,
            thread,
            work: Cell::new(None),
            begin: event(),
            done: event(),
        }));
        lines.push(line);
        let mut id = 0;
        // SAFETY: the function takes a line, which is never freed.
        unsafe {
            let line = core::ptr::from_ref(line) as usize;
            (self.system.core.create_thread)(0, 0, entry(), line, 0, &raw mut id);
        }
        line
    }
}

/// Where a thread enters the program.
#[cfg(target_arch = "arm")]
fn entry() -> unsafe extern "C" fn(usize) -> u32 {
    /// Aligns the stack, as the program's own entry does. The work never returns.
    #[unsafe(naked)]
    unsafe extern "C" fn aligned(_line: usize) -> u32 {
        core::arch::naked_asm!("bic sp, sp, #7", "bl {work}", work = sym work)
    }
    aligned
}

/// Where a thread enters the program.
#[cfg(not(target_arch = "arm"))]
fn entry() -> unsafe extern "C" fn(usize) -> u32 {
    work
}

/// What a thread does: whatever it is given.
///
/// # Safety
///
/// `line` is the address of a line that is never freed.
unsafe extern "C" fn work(line: usize) -> u32 {
    // SAFETY: as the caller says; the first thread waits while this one looks.
    let line = unsafe { &*(line as *const Line) };
    // SAFETY: the place was given.
    unsafe { (line.system.core.tls_set)(line.place, usize::from(line.thread.0) + 1) };
    loop {
        // SAFETY: the event is there as long as the process.
        unsafe { (line.system.core.wait)(line.begin, FOREVER) };
        if let Some(work) = line.work.take() {
            // SAFETY: whoever gave the work waits until it is told below that it is done.
            unsafe { (*work)() };
        }
        // SAFETY: the event is there as long as the process.
        unsafe { (line.system.core.modify_event)(line.done, SET) };
    }
}

/// What lets one thread in at a time.
pub(crate) struct Lock {
    system: &'static System,
    section: *mut [usize; 16],
}

impl Lock {
    pub(crate) fn new(system: &'static System) -> Self {
        // A critical section takes five words; nobody but the system looks at them.
        let section = Box::into_raw(Box::new([0; 16]));
        // SAFETY: there is room, and it is never freed.
        unsafe { (system.core.initialize_section)(section) };
        Self { system, section }
    }

    /// Waits until no other thread has what this returns.
    pub(crate) fn lock(&self) -> Alone<'_> {
        // SAFETY: the section was initialized.
        unsafe { (self.system.core.enter_section)(self.section) };
        Alone(self)
    }
}

/// A lock that is held.
pub(crate) struct Alone<'a>(&'a Lock);

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        // SAFETY: the section was initialized and entered.
        unsafe { (self.0.system.core.leave_section)(self.0.section) };
    }
}
