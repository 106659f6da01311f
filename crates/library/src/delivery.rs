//! Calls on the program's own objects: sinks that are referred to, given back and told of events.

use std::{
    sync::{Mutex, OnceLock, PoisonError, mpsc},
    thread::{self, ThreadId},
};

use cemapi_abi::{
    Call, Thread,
    layout::{Codec, Layout},
    registry::{SinkCall, UnknownCall},
};
use cemapi_emulator::{Callback, Moment};

use crate::{block::Piece, host, process::Process};

/// One call on a sink, ready to be made without the emulator.
#[derive(Debug)]
pub(crate) struct Delivery {
    sink: u64,
    slot: usize,
    arguments: [u64; 2],
    /// What the arguments point to; it has to live until the call returns.
    memory: Vec<Piece>,
    thread: Option<Thread>,
    moment: Moment,
}

impl Delivery {
    fn make(self) {
        // SAFETY: the program passed this sink to Advise, and has to keep it alive until CE MAPI
        // has given back what it referred to.
        unsafe { host::invoke(self.sink, self.slot, self.arguments) };
        drop(self.memory);
    }
}

/// Turns what the emulator calls into calls on the program's objects.
pub(crate) fn prepare(process: &mut Process, callbacks: Vec<Callback>) -> Vec<Delivery> {
    callbacks.into_iter().filter_map(|callback| one(process, callback)).collect()
}

fn one(process: &mut Process, callback: Callback) -> Option<Delivery> {
    let slot = usize::from(callback.call.function().signature().slot?);
    let sink = *process.sinks.get(&callback.call.receiver()?)?;
    let arguments = match &callback.call {
        Call::Unknown(_, UnknownCall::AddRef {} | UnknownCall::Release {}) => [0, 0],
        Call::Sink(_, SinkCall::OnNotify { .. }) => {
            let words = Codec::new(Layout::HOST, process).arguments(&callback.call).ok()?;
            words.try_into().ok()?
        }
        _ => return None,
    };
    let memory = std::mem::take(&mut process.loose);
    let (thread, moment) = (callback.thread, callback.moment);
    Some(Delivery { sink, slot, arguments, memory, thread, moment })
}

/// Makes the calls: here those that belong to this thread and this call, the others on a thread
/// of this library's own.
pub(crate) fn run(thread: Thread, deliveries: Vec<Delivery>) {
    for delivery in deliveries {
        let within = delivery.moment == Moment::Within;
        if within && delivery.thread == Some(thread) {
            // Whoever gets a sink back may destroy it: nothing may be under way to it any more.
            if delivery.slot == RELEASE {
                Notifier::wait();
            }
            delivery.make();
        } else {
            Notifier::started().send(Box::new(|| delivery.make()));
            if within {
                Notifier::wait();
            }
        }
    }
}

/// The slot of `IUnknown::Release`.
const RELEASE: usize = 2;

type Errand = Box<dyn FnOnce() + Send>;

/// The thread that notifies, and the way to it.
#[derive(Debug)]
struct Notifier {
    thread: ThreadId,
    errands: Mutex<mpsc::Sender<Errand>>,
}

static NOTIFIER: OnceLock<Notifier> = OnceLock::new();

impl Notifier {
    /// The thread, which starts when it is first needed.
    fn started() -> &'static Self {
        NOTIFIER.get_or_init(|| {
            let (errands, received) = mpsc::channel::<Errand>();
            let thread = thread::spawn(move || received.into_iter().for_each(|errand| errand()));
            Self { thread: thread.thread().id(), errands: Mutex::new(errands) }
        })
    }

    /// Has something done after all that is to be done already.
    fn send(&self, errand: Errand) {
        let errands = self.errands.lock().unwrap_or_else(PoisonError::into_inner);
        // It fails when the thread has died in the program's code; nobody is notified any more.
        let _ = errands.send(errand);
    }

    /// Waits until all is done that is to be done, unless this is the thread that does it.
    fn wait() {
        let Some(notifier) = NOTIFIER.get() else { return };
        if notifier.thread == thread::current().id() {
            return;
        }
        let (done, wait) = mpsc::channel();
        notifier.send(Box::new(move || {
            // Whoever waited may be gone.
            let _ = done.send(());
        }));
        // An error means that the thread is gone, and then there is nothing to wait for.
        let _ = wait.recv();
    }
}
