use std::{
    sync::{
        Mutex, PoisonError,
        mpsc::{Receiver, sync_channel},
    },
    thread::{self, JoinHandle},
};

use super::{Settings, StartError, start, worker::Worker};

/// How many workers wait for a scenario while others run theirs.
const AHEAD: usize = 4;

/// Workers that were started before anybody waits for them.
#[derive(Debug)]
pub(super) struct Pool {
    ready: Option<Mutex<Receiver<Started>>>,
    starter: Option<JoinHandle<()>>,
}

type Started = Result<Worker, StartError>;

impl Pool {
    /// Begins to start workers, and goes on until the pool is dropped.
    pub(super) fn new(settings: Settings) -> Self {
        let (sender, ready) = sync_channel(AHEAD);
        let starter = thread::spawn(move || while sender.send(start::worker(&settings)).is_ok() {});
        Self { ready: Some(Mutex::new(ready)), starter: Some(starter) }
    }

    /// Takes a worker out of the pool.
    pub(super) fn take(&self) -> Started {
        let ready = self.ready.as_ref().map(|ready| ready.lock());
        let worker =
            ready.and_then(|ready| ready.unwrap_or_else(PoisonError::into_inner).recv().ok());
        worker.unwrap_or_else(|| Err(StartError::NotStarted("is not there".to_owned())))
    }
}

impl Drop for Pool {
    /// No worker is left behind.
    fn drop(&mut self) {
        drop(self.ready.take());
        if let Some(starter) = self.starter.take() {
            _ = starter.join();
        }
    }
}
