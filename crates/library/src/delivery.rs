//! Calls on the program's own objects: sinks that are referred to, given back and told of events.

use std::sync::{LazyLock, Mutex, PoisonError, mpsc};

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
        let here = delivery.thread.is_none_or(|wanted| wanted == thread);
        match delivery.moment {
            Moment::Within if here && delivery.thread.is_some() => delivery.make(),
            Moment::Within => {
                let (done, wait) = mpsc::channel();
                elsewhere(move || {
                    delivery.make();
                    // Whoever waited may have ended.
                    let _ = done.send(());
                });
                // An error means that the other thread is gone, and then there is no more to wait
                // for.
                let _ = wait.recv();
            }
            Moment::After => elsewhere(move || delivery.make()),
        }
    }
}

type Errand = Box<dyn FnOnce() + Send>;

/// The way to the thread that notifies, which starts with the first errand.
static ERRANDS: LazyLock<Mutex<mpsc::Sender<Errand>>> = LazyLock::new(|| {
    let (errands, received) = mpsc::channel::<Errand>();
    std::thread::spawn(move || received.into_iter().for_each(|errand| errand()));
    Mutex::new(errands)
});

fn elsewhere(errand: impl FnOnce() + Send + 'static) {
    let errands = ERRANDS.lock().unwrap_or_else(PoisonError::into_inner);
    // It fails when the thread has died of a panic in the program; nobody is notified any more.
    let _ = errands.send(Box::new(errand));
}
