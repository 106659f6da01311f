//! Devices that come back, and several at once.

use std::{
    collections::BTreeSet,
    sync::{Arc, Barrier},
    thread,
};

use cemapi_agent::card::Ending;
use cemapi_cts::trace::End;

use crate::{
    host::{LONG, ONE, TWO, Tested, failures, host, judge, run},
    peer::{Peer, device, ended, until, whole},
};

#[test]
fn a_device_that_reboots_says_where_it_was_and_goes_on() -> Tested {
    let host = host(LONG, LONG)?;
    let address = host.address();
    let device = device(address, move |mut peer, set| {
        // The second call was entered, and the device went down before that could be sent.
        peer.tell(&until(set, 1))?;
        drop(peer);
        let mut peer = Peer::proved(address)?;
        let left = [until(set, 2).as_slice(), &ended(Ending::Lost)].concat();
        peer.tell(&left)?;
        peer.serve(1)
    });
    let verdicts = judge(&host, &[TWO, ONE, ONE])?;
    drop(host);
    assert_eq!(device.join().map_err(|_| "panicked")??, 2);
    let said: Vec<Vec<String>> = verdicts.iter().map(failures).collect();
    let down = "the device went down in call 2, MAPIUninitialize";
    assert_eq!(said, [vec![down.to_owned()], vec![], vec![]]);
    Ok(())
}

#[test]
fn a_connection_that_is_lost_and_found_again_is_no_harm() -> Tested {
    let host = host(LONG, LONG)?;
    let address = host.address();
    let device = device(address, move |mut peer, set| {
        peer.tell(&until(set, 2))?;
        drop(peer);
        let mut peer = Peer::proved(address)?;
        peer.tell(&whole(set, 2))?;
        peer.serve(1)
    });
    let (trace, lost) = run(&host, TWO)?;
    assert_eq!((lost, trace.end, trace.records.len()), (None, End::Ended, 2));
    drop(host);
    assert_eq!(device.join().map_err(|_| "panicked")??, 0);
    Ok(())
}

#[test]
fn what_nobody_has_asked_for_is_not_listened_to() -> Tested {
    let host = host(LONG, LONG)?;
    let mut peer = Peer::proved(host.address())?;
    peer.tell(&whole([9; 32], 2))?;
    let device = thread::spawn(move || peer.serve(1).map_err(|error| error.to_string()));
    let (trace, lost) = run(&host, ONE)?;
    assert_eq!((lost, trace.records.len()), (None, 1));
    drop(host);
    assert_eq!(device.join().map_err(|_| "panicked")??, 1);
    Ok(())
}

#[test]
fn devices_share_the_scenarios_and_label_their_traces() -> Tested {
    let host = host(LONG, LONG)?;
    // None answers before all have been asked: they work side by side, or nothing goes on.
    let together = Arc::new(Barrier::new(3));
    let mut devices = Vec::new();
    for _ in 0..3 {
        let together = Arc::clone(&together);
        devices.push(device(host.address(), move |mut peer, set| {
            together.wait();
            peer.tell(&whole(set, 1))?;
            peer.serve(1)
        }));
    }
    let runs: Vec<_> = (0..3)
        .map(|number| {
            let host = Arc::clone(&host);
            let text = ONE.replace("one call", &format!("call {number}"));
            thread::spawn(move || run(&host, &text).map_err(|error| error.to_string()))
        })
        .collect();
    let mut labels = BTreeSet::new();
    for run in runs {
        let (trace, lost) = run.join().map_err(|_| "panicked")??;
        assert_eq!((lost, trace.made.by.as_str()), (None, "device"));
        let facts = trace.made.facts.into_iter();
        labels.extend(facts.filter(|(name, _)| name == "connection").map(|(_, number)| number));
    }
    assert_eq!(labels, ["1", "2", "3"].map(str::to_owned).into());
    drop(host);
    for device in devices {
        device.join().map_err(|_| "panicked")??;
    }
    Ok(())
}
