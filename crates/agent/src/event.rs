use alloc::{string::String, vec, vec::Vec};

use cemapi_abi::{Call, Handle, Reply, Thread};
use serde::{Deserialize, Serialize};

/// What an agent reports, in the order in which it happens.
///
/// Handles and entry ids are the agent's own numbers, not the plan's names. Times are in
/// nanoseconds since the agent began, and 0 where there is no clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The library is loaded.
    Loaded,
    /// The library cannot be loaded, for this reason.
    NotLoaded(String),
    /// A call of the plan is about to be made. Nothing of the library has been touched for it.
    Entered {
        /// Its place in the plan.
        step: u32,
        /// When.
        at: u64,
    },
    /// A call of the plan was made, or could not be made.
    Left {
        /// Its place in the plan.
        step: u32,
        /// When.
        at: u64,
        /// What came back.
        reply: Reply,
    },
    /// The library called an object of the program, which answered.
    Called {
        /// The thread, if it is one of the plan's.
        thread: Option<Thread>,
        /// The call.
        #[serde(with = "crate::written")]
        call: Call,
        /// The answer.
        reply: Reply,
    },
    /// Something appeared for the first time, at this address.
    Appeared(Handle, u64),
    /// The process is about to die of an exception.
    Dying(u32),
    /// A call returned something else than the rest of the plan depends on.
    Stopped,
    /// The last call was made.
    Finished,
}

/// How many bytes most events need, with their length.
const SMALL: usize = 64;

/// How many bytes stand before each event and tell its length.
const PREFIX: usize = 4;

impl Event {
    /// The event as it is written.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut made = Vec::new();
        self.with_bytes(|bytes| made.extend_from_slice(bytes));
        made
    }

    /// Does something with the event as it is written: its length, then itself.
    pub fn with_bytes(&self, work: impl FnOnce(&[u8])) {
        let mut small = [0; SMALL];
        if let Ok(written) = postcard::to_slice(self, &mut small[PREFIX..]) {
            let length = written.len();
            small[..PREFIX].copy_from_slice(&(length as u32).to_le_bytes());
            return work(&small[..PREFIX + length]);
        }
        // Writing to memory that grows cannot fail, and all of an event can be written.
        if let Ok(mut bytes) = postcard::to_extend(self, vec![0; PREFIX]) {
            let length = (bytes.len() - PREFIX) as u32;
            bytes[..PREFIX].copy_from_slice(&length.to_le_bytes());
            work(&bytes);
        }
    }
}

/// The events in some bytes, up to the first that is not complete.
#[derive(Clone, Debug)]
pub struct Events<'a> {
    rest: &'a [u8],
}

impl<'a> Events<'a> {
    /// The events in `bytes`.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// How many bytes the next event takes, if all of it is there or not.
    #[must_use]
    pub fn whole(&self) -> usize {
        let length = self.rest.first_chunk::<PREFIX>();
        length.map_or(0, |length| PREFIX + u32::from_le_bytes(*length) as usize)
    }

    /// The bytes that have not been read as events.
    #[must_use]
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

impl Iterator for Events<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        let (prefix, rest) = self.rest.split_first_chunk::<PREFIX>()?;
        let length = u32::from_le_bytes(*prefix) as usize;
        let event = rest.get(..length).filter(|event| !event.is_empty())?;
        let event = postcard::from_bytes(event).ok()?;
        self.rest = &rest[length..];
        Some(event)
    }
}
