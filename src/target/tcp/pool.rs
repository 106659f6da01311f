use std::{
    collections::{HashMap, VecDeque},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::device::{Answer, Device};

/// The hash that a set of scenarios is known by.
pub(super) type Hash = [u8; 32];

/// How many devices are served at once.
const MOST_DEVICES: usize = 64;

/// How often somebody who waits for a device looks, even if nothing is said to have changed.
const LOOK: Duration = Duration::from_secs(1);

/// The devices that have come, and what they have to tell of scenarios that were asked before.
#[derive(Debug)]
pub(super) struct Pool {
    state: Mutex<State>,
    changed: Condvar,
    /// How long to wait for a device.
    wait: Duration,
}

#[derive(Debug)]
struct State {
    idle: VecDeque<Device>,
    /// How many devices there are, whatever they do.
    present: usize,
    /// Since when there has been none.
    alone: Instant,
    /// The scenarios that run, and what devices that came back have told of them.
    asked: HashMap<Hash, Option<Answer>>,
    /// How many came and did not prove the secret.
    refused: u32,
    closed: bool,
}

impl State {
    fn lose(&mut self) {
        self.present -= 1;
        self.alone = Instant::now();
    }
}

impl Pool {
    pub(super) fn new(wait: Duration) -> Self {
        let state = State {
            idle: VecDeque::new(),
            present: 0,
            alone: Instant::now(),
            asked: HashMap::new(),
            refused: 0,
            closed: false,
        };
        Self { state: Mutex::new(state), changed: Condvar::new(), wait }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sleep<'a>(&self, state: MutexGuard<'a, State>, time: Duration) -> MutexGuard<'a, State> {
        let woken = self.changed.wait_timeout(state, time);
        woken.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Lets one more device in, if there are not too many.
    pub(super) fn admit(&self) -> bool {
        let mut state = self.state();
        let room = state.present < MOST_DEVICES;
        state.present += usize::from(room);
        room
    }

    /// A device has nothing to do.
    pub(super) fn put(&self, device: Device) {
        let mut state = self.state();
        if state.closed {
            drop(state);
            return device.dismiss();
        }
        state.idle.push_back(device);
        self.changed.notify_all();
    }

    /// A device is lost.
    pub(super) fn lose(&self) {
        self.state().lose();
        self.changed.notify_all();
    }

    /// Waits until a device has nothing to do; `None` if for too long there has been none at all.
    pub(super) fn take(&self) -> Option<Device> {
        let mut state = self.state();
        loop {
            while let Some(device) = state.idle.pop_front() {
                if device.waits() {
                    return Some(device);
                }
                state.lose();
            }
            let left = match state.present {
                0 => self.wait.saturating_sub(state.alone.elapsed()),
                _ => LOOK,
            };
            if left.is_zero() || state.closed {
                return None;
            }
            state = self.sleep(state, left);
        }
    }

    /// Somebody came who did not prove the secret.
    pub(super) fn refuse(&self) {
        self.state().refused += 1;
    }

    /// How many came who did not prove the secret.
    pub(super) fn refused(&self) -> u32 {
        self.state().refused
    }

    /// Notes that this set is being asked for.
    pub(super) fn ask(&self, set: Hash) {
        self.state().asked.insert(set, None);
    }

    /// Nobody waits for this set any more.
    pub(super) fn forget(&self, set: &Hash) {
        self.state().asked.remove(set);
    }

    /// Takes what a device that came back tells of a set, if somebody waits for it.
    pub(super) fn tell(&self, set: &Hash, answer: Answer) {
        if let Some(place) = self.state().asked.get_mut(set) {
            *place = Some(answer);
            self.changed.notify_all();
        }
    }

    /// What a device that came back has told of a set; waits for it that long.
    pub(super) fn told(&self, set: &Hash, wait: Duration) -> Option<Answer> {
        let until = Instant::now() + wait;
        let mut state = self.state();
        loop {
            if let Some(answer) = state.asked.get_mut(set).and_then(Option::take) {
                return Some(answer);
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || state.closed {
                return None;
            }
            state = self.sleep(state, left);
        }
    }

    /// Sends all devices home; those that come later are sent home too.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        let idle = std::mem::take(&mut state.idle);
        drop(state);
        self.changed.notify_all();
        idle.into_iter().for_each(Device::dismiss);
    }
}
