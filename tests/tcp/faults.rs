//! Devices that know the secret, and misbehave: each is a verdict that names the call.

use std::{sync::Arc, thread, time::Duration};

use cemapi_agent::{
    Event,
    card::{Ending, Record},
};
use cemapi_cts::{
    target::tcp::Tcp,
    trace::{End, Trace},
};

use crate::{
    host::{LONG, ONE, SHORT, TWO, Tested, failures, host, judge, run},
    peer::{Peer, bytes, device, ended, until, whole},
};

/// What becomes of two calls on a device that answers so, and then waits until the host hangs up.
fn asked(
    host: &Tcp,
    answer: impl Fn([u8; 32]) -> Vec<u8> + Send + 'static,
) -> Tested<(Trace, Option<String>)> {
    let mut peer = Peer::known(host)?;
    let device = thread::spawn(move || {
        let set = peer.asked().ok().flatten().unwrap_or_default();
        _ = std::io::Write::write_all(&mut peer.0, &answer(set));
        peer.is_closed()
    });
    let ran = run(host, TWO)?;
    assert!(device.join().map_err(|_| "panicked")?, "the host still listens to that device");
    Ok(ran)
}

#[test]
fn another_scenario_than_was_asked_for_is_no_answer() -> Tested {
    let host = host(SHORT, LONG)?;
    let (trace, lost) = asked(&host, |_| bytes(&whole([9; 32], 2)))?;
    let reason = "the device answered another scenario than it was asked for before the first call";
    assert_eq!((lost.as_deref(), trace.records.len(), trace.end), (Some(reason), 0, End::Cut));
    // Nor is the answer of the scenario in the wrong place.
    let (trace, lost) = asked(&host, |set| {
        let mut records = whole(set, 2);
        records[1] = Record::Started { scenario: 1 };
        bytes(&records)
    })?;
    assert_eq!((lost.as_deref(), trace.records.len()), (Some(reason), 0));
    Ok(())
}

#[test]
fn a_length_of_4_gib_takes_no_memory() -> Tested {
    let host = host(SHORT, LONG)?;
    let (trace, lost) = asked(&host, |set| [bytes(&until(set, 2)), vec![0xFF; 4]].concat())?;
    let reason = "the device began a record of 4294967295 bytes in call 2, MAPIUninitialize";
    assert_eq!(lost.as_deref(), Some(reason));
    assert_eq!(trace.records.len(), 2);
    Ok(())
}

#[test]
fn garbage_loses_nothing_that_came_before_it() -> Tested {
    let host = host(SHORT, LONG)?;
    for garbage in [[0; 64], [b'x'; 64], [1; 64]] {
        let (trace, lost) = asked(&host, move |set| {
            let short = [12u32.to_le_bytes().as_slice(), &garbage].concat();
            [bytes(&until(set, 2)), short].concat()
        })?;
        let reason = "the device sent what is no record in call 2, MAPIUninitialize";
        assert_eq!((lost.as_deref(), trace.records.len()), (Some(reason), 2));
    }
    Ok(())
}

#[test]
fn an_answer_without_an_end_is_cut_off() -> Tested {
    let host = host(SHORT, LONG)?;
    let (trace, lost) = asked(&host, |set| {
        let long = Record::Event(Event::NotLoaded("x".repeat(1 << 19))).to_bytes();
        [bytes(&until(set, 1)), long.repeat(33)].concat()
    })?;
    let reason = "the device answered more than 16777216 bytes in call 1, MAPIInitialize";
    assert_eq!((lost.as_deref(), trace.records.len()), (Some(reason), 1));
    Ok(())
}

#[test]
fn who_talks_without_being_asked_is_not_asked() -> Tested {
    let host = host(SHORT, LONG)?;
    let (_, lost) =
        asked(&host, |set| [bytes(&whole(set, 2)), bytes(&[Record::Finished])].concat())?;
    assert_eq!(
        lost.as_deref(),
        Some("the device said more than it was asked after call 2, MAPIUninitialize")
    );
    let (_, lost) =
        asked(&host, |set| bytes(&[until(set, 1).as_slice(), &[Record::Finished]].concat()))?;
    assert_eq!(
        lost.as_deref(),
        Some("the device did not say how the scenario ended in call 1, MAPIInitialize")
    );
    Ok(())
}

#[test]
fn a_silent_device_is_lost_in_the_call_that_it_entered() -> Tested {
    let host = host(SHORT, SHORT)?;
    let (trace, lost) = asked(&host, |set| bytes(&until(set, 2)))?;
    let reason = "the device was silent for 0.3 s in call 2, MAPIUninitialize";
    assert_eq!((lost.as_deref(), trace.end), (Some(reason), End::Cut));
    // One that says a byte now and then is as silent as that.
    let mut peer = Peer::known(&host)?;
    let device = thread::spawn(move || {
        let set = peer.asked().ok().flatten().unwrap_or_default();
        for byte in bytes(&whole(set, 2)) {
            if std::io::Write::write_all(&mut peer.0, &[byte]).is_err() {
                return true;
            }
            thread::sleep(Duration::from_millis(10));
        }
        peer.is_closed()
    });
    let (_, lost) = run(&host, TWO)?;
    assert!(lost.is_some() && device.join().map_err(|_| "panicked")?);
    Ok(())
}

#[test]
fn what_the_device_says_of_its_process_is_the_trace() -> Tested {
    let host = host(SHORT, LONG)?;
    let mut ends = Vec::new();
    for ending in [Ending::Hung, Ending::Exited(0xC000_0005), Ending::NotStarted(8), Ending::Lost] {
        let mut peer = Peer::known(&host)?;
        let device = thread::spawn(move || {
            let set = peer.asked().ok().flatten().unwrap_or_default();
            let records = [until(set, 2).as_slice(), &ended(ending)].concat();
            peer.tell(&records).is_ok()
        });
        let (trace, lost) = run(&host, TWO)?;
        assert!(device.join().map_err(|_| "panicked")?);
        ends.push((trace.line(1).unwrap_or_default(), lost.unwrap_or_default()));
    }
    let told = [
        ("MAPIUninitialize(): Hung", ""),
        ("MAPIUninitialize(): Died(AccessViolation)", ""),
        ("", "the device did not start its process: error 8"),
        ("MAPIUninitialize(): Unfinished", "the device went down in call 2, MAPIUninitialize"),
    ];
    assert_eq!(ends, told.map(|(line, lost)| (line.to_owned(), lost.to_owned())));
    Ok(())
}

#[test]
fn a_connection_that_ends_at_any_byte_loses_nothing_that_came() -> Tested {
    let host = host(Duration::from_millis(20), LONG)?;
    let pieces: Vec<usize> =
        whole([0; 32], 2).iter().map(|record| record.to_bytes().len()).collect();
    let length: usize = pieces.iter().sum();
    for cut in 0..=length {
        let mut peer = Peer::known(&host)?;
        let device = thread::spawn(move || {
            let set = peer.asked().ok().flatten().unwrap_or_default();
            std::io::Write::write_all(&mut peer.0, &bytes(&whole(set, 2))[..cut]).is_ok()
        });
        let (trace, lost) = run(&host, TWO)?;
        assert!(device.join().map_err(|_| "panicked")?);
        let came = pieces.iter().scan(0, |sum, piece| {
            *sum += piece;
            Some(*sum)
        });
        // Began, started, loaded, entered, left, entered, left, finished, ended, all.
        let reason = match came.take_while(|end| *end <= cut).count() {
            0 | 1 => Some("there was no device for 0.02 s"),
            2 | 3 => Some("the connection to the device was lost before the first call"),
            4 => Some("the connection to the device was lost in call 1, MAPIInitialize"),
            5 => Some("the connection to the device was lost after call 1, MAPIInitialize"),
            6 => Some("the connection to the device was lost in call 2, MAPIUninitialize"),
            7 | 8 => Some("the connection to the device was lost after call 2, MAPIUninitialize"),
            _ => None,
        };
        assert_eq!(lost.as_deref(), reason, "{cut} of {length} bytes");
        assert_eq!(trace.end == End::Ended, reason.is_none(), "{cut} of {length} bytes");
    }
    Ok(())
}

#[test]
fn a_lost_device_is_a_verdict_and_no_breach_of_the_contract() -> Tested {
    let host = host(SHORT, LONG)?;
    let address = host.address();
    let device = device(address, move |mut peer, set| {
        peer.tell(&until(set, 1))?;
        drop(peer);
        // The next scenario finds another device.
        Peer::ready(address)?.serve(1)
    });
    let verdicts = judge(&host, &[ONE, ONE])?;
    drop(Arc::try_unwrap(host));
    device.join().map_err(|_| "panicked")??;
    let said: Vec<Vec<String>> = verdicts.iter().map(failures).collect();
    let lost = "the connection to the device was lost in call 1, MAPIInitialize";
    assert_eq!(said, [vec![lost.to_owned()], vec![]]);
    Ok(())
}
