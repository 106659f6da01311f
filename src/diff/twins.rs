use std::{sync::mpsc, thread};

use cemapi_journal::{Error, Reader};

/// How many events are held against each other at a time.
const EVENTS: usize = 2048;

/// So many times that may the one journal be read before the other.
const AHEAD: usize = 8;

/// How many calls each of two journals has if they hold the same events, whenever these were.
///
/// Most comparisons are of traces that have not changed; what those say need not be understood.
pub(super) fn twins(one: &[u8], other: &[u8]) -> Option<usize> {
    thread::scope(|scope| {
        let (send, parts) = mpsc::sync_channel(AHEAD);
        scope.spawn(move || -> Option<()> {
            let mut reader = Reader::new(other).ok()?;
            // After a difference nobody waits for the rest.
            while send.send(Part::next(&mut reader).ok()?).is_ok() {}
            None
        });
        let mut reader = Reader::new(one).ok()?;
        let mut calls = 0;
        loop {
            let part = Part::next(&mut reader).ok()?;
            if part != parts.recv().ok()? {
                return None;
            }
            match part {
                Some(part) => calls += part.calls,
                None => return Some(calls),
            }
        }
    })
}

/// Some events.
#[derive(PartialEq, Eq)]
struct Part {
    words: Vec<u64>,
    calls: usize,
}

impl Part {
    fn next(reader: &mut Reader<&[u8]>) -> Result<Option<Self>, Error> {
        let mut words = Vec::with_capacity(3 * EVENTS);
        let calls = reader.timeless(EVENTS, &mut words)?;
        Ok(calls.map(|calls| Self { words, calls }))
    }
}
