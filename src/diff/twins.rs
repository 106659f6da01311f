use std::{sync::mpsc, thread};

use cemapi_journal::Reader;

/// How many events are held against each other at a time.
const EVENTS: usize = 4096;

/// So many times that may the one journal be read before the other.
const AHEAD: usize = 64;

/// How many calls each of two journals has if they hold the same events, whenever these were.
///
/// Most comparisons are of traces that have not changed; what those say need not be understood.
pub(super) fn twins(one: &[u8], other: &[u8]) -> Option<usize> {
    thread::scope(|scope| {
        let (send, parts) = mpsc::sync_channel(AHEAD);
        let (back, spare) = mpsc::channel::<Vec<u64>>();
        scope.spawn(move || -> Option<()> {
            let mut reader = Reader::new(other).ok()?;
            loop {
                // Memory that goes from thread to thread is dear, so it comes back.
                let mut words = spare.try_recv().unwrap_or_default();
                let entered = reader.timeless(EVENTS, &mut words).ok()?;
                // After a difference nobody waits for the rest.
                send.send((entered, words)).ok()?;
            }
        });
        let mut reader = Reader::new(one).ok()?;
        let (mut calls, mut words) = (0, Vec::new());
        loop {
            let entered = reader.timeless(EVENTS, &mut words).ok()?;
            let (theirs, their_words) = parts.recv().ok()?;
            if (entered, &words) != (theirs, &their_words) {
                return None;
            }
            match entered {
                Some(entered) => calls += entered,
                None => return Some(calls),
            }
            _ = back.send(their_words);
        }
    })
}

#[cfg(test)]
mod tests {
    use cemapi_abi::{
        Call, HResult, Handle, Reply, Thread,
        registry::{FunctionCall, MAPI_E_NOT_INITIALIZED, Object, S_OK},
    };
    use cemapi_journal::{End, Header, Writer};

    use super::*;

    /// More calls than are compared at a time, each taking so long; the last returns this.
    fn journal(took: u64, address: u64, last: HResult) -> Vec<u8> {
        const CALLS: u64 = EVENTS as u64 + 7;
        let Ok(mut writer) = Writer::new(Vec::new(), &Header::default());
        let Ok(()) = writer.thread(Thread(0), "main");
        let Ok(()) = writer.thing(Handle(0), Object::Session, "session#1");
        let Ok(()) = writer.address(Handle(0), address);
        for number in 1..=CALLS {
            let call = Call::Function(FunctionCall::MAPIInitialize { lpMapiInit: None });
            let Ok(()) = writer.enter(Thread(0), number * took, false, &call);
            let code = if number == CALLS { last } else { S_OK };
            let Ok(()) = writer.leave(Thread(0), number * took + took / 2, &Reply::code(code));
        }
        let Ok(()) = writer.end(End::Ended);
        writer.into_sink()
    }

    #[test]
    fn journals_are_twins_if_they_differ_in_times_and_addresses_alone() {
        let one = journal(0, 16, S_OK);
        assert_eq!(twins(&one, &one), Some(EVENTS + 7));
        assert_eq!(twins(&one, &journal(900, 4096, S_OK)), Some(EVENTS + 7));
        assert_eq!(twins(&one, &journal(0, 16, MAPI_E_NOT_INITIALIZED)), None);
        // Without its end, and with a flipped bit in the other or in both.
        assert_eq!(twins(&one, &one[..one.len() - 4]), None);
        let mut damaged = one.clone();
        damaged[one.len() / 2] ^= 1;
        assert_eq!(twins(&one, &damaged), None);
        assert_eq!(twins(&damaged, &damaged), None);
    }
}
