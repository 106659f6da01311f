use std::{
    sync::{
        Mutex, PoisonError,
        mpsc::{Receiver, sync_channel},
    },
    thread,
};

use super::{Settings, StartError, start, worker::Worker};

/// How many workers wait for a scenario while others run theirs.
const AHEAD: usize = 4;

/// Workers that were started before anybody waits for them.
#[derive(Debug)]
pub(super) struct Pool(Mutex<Receiver<Result<Worker, StartError>>>);

impl Pool {
    /// Begins to start workers. It goes on until the pool is dropped; those that are left then
    /// find that there is no plan for them, and end.
    pub(super) fn new(settings: Settings) -> Self {
        let (sender, ready) = sync_channel(AHEAD);
        thread::spawn(move || while sender.send(start::worker(&settings)).is_ok() {});
        Self(Mutex::new(ready))
    }

    /// Takes a worker out of the pool.
    pub(super) fn take(&self) -> Result<Worker, StartError> {
        let ready = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ready.recv().unwrap_or_else(|_| Err(StartError::NotStarted("is not there".to_owned())))
    }
}
