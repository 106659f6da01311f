use std::{
    cell::Cell,
    collections::HashMap,
    mem,
    sync::{
        Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread, thread_local,
};

use cemapi_abi::Thread;

thread_local! {
    /// Which of the plan's threads this is.
    static CURRENT: Cell<Option<Thread>> = const { Cell::new(None) };
}

/// Some work of another thread's that it waits for.
struct Work(*mut (dyn FnMut() + Send + 'static));

// SAFETY: the work itself may be sent, and whoever sent it touches nothing of it meanwhile.
unsafe impl Send for Work {}

/// A thread to send work to, and to hear from that it is done.
type Line = (Sender<Work>, Receiver<()>);

/// The plan's threads. The first is the one that this is made on; the others start when there is
/// work for them, and stay.
pub(super) struct Threads(Mutex<HashMap<Thread, Line>>);

impl Threads {
    pub(super) fn new() -> Self {
        CURRENT.set(Some(Thread(0)));
        Self(Mutex::default())
    }

    /// Which of the plan's threads this is.
    pub(super) fn current() -> Option<Thread> {
        // While a thread is ending its own variables are gone, and the library may still call.
        CURRENT.try_with(Cell::get).ok().flatten()
    }

    /// Does some work on a thread and waits for it.
    pub(super) fn on<'a>(&self, thread: Thread, work: &'a mut (dyn FnMut() + Send + 'a)) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (sender, done) = lines.entry(thread).or_insert_with(|| start(thread));
        let work: *mut (dyn FnMut() + Send + 'a) = work;
        // SAFETY: only the lifetime changes, and this function does not return, nor touch the
        // work, before the other thread has said that it is done or is gone.
        let work = Work(unsafe {
            mem::transmute::<*mut (dyn FnMut() + Send + 'a), *mut (dyn FnMut() + Send + 'static)>(
                work,
            )
        });
        if sender.send(work).is_ok() {
            _ = done.recv();
        }
    }
}

fn start(thread: Thread) -> Line {
    let (sender, works) = channel::<Work>();
    let (done, line) = channel();
    thread::spawn(move || {
        CURRENT.set(Some(thread));
        for work in works {
            // SAFETY: whoever sent it waits until it is told below that the work is done.
            unsafe { (*work.0)() };
            if done.send(()).is_err() {
                break;
            }
        }
    });
    (sender, line)
}
