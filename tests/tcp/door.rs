//! Who does not prove the secret learns nothing, and gets nowhere.

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
};

use cemapi_agent::tcp::{ANSWER, GREETING, Nonce, Secret, Side};

use crate::{
    host::{LONG, ONE, SHORT, Tested, host, run, secret},
    peer::Peer,
};

/// All that a host says to somebody who answers its challenge so.
fn heard(
    address: std::net::SocketAddr,
    answer: impl Fn(&Nonce) -> Tested<Vec<u8>>,
) -> Tested<Vec<u8>> {
    let (mut peer, nonce) = Peer::greeted(address)?;
    peer.0.write_all(&answer(&nonce)?)?;
    let mut rest = Vec::new();
    _ = peer.0.read_to_end(&mut rest);
    Ok(rest)
}

#[test]
fn who_does_not_know_the_secret_hears_a_nonce_and_nothing_else() -> Tested {
    let host = host(SHORT, SHORT)?;
    let address = host.address();
    let wrong = Secret::read(b"what somebody else knows").ok_or("no secret")?;
    let right = secret()?;
    assert!(heard(address, |nonce| Ok(Peer::answer(&wrong, nonce).into()))?.is_empty());
    // The host's own words, a proof for another connection, and one of the host's side.
    assert!(heard(address, |nonce| Ok([nonce.as_slice(), nonce].concat()))?.is_empty());
    assert!(heard(address, |_| Ok(Peer::answer(&right, &[3; 32]).into()))?.is_empty());
    let host_side = |nonce: &Nonce| [[7; 32], right.proof(Side::Host, nonce, &[7; 32])].concat();
    assert!(heard(address, |nonce| Ok(host_side(nonce)))?.is_empty());
    assert!(
        heard(address, |_| Ok(
            b"GET / HTTP/1.1\r\nHost: a host of devices\r\nAccept: anything at all\r\n\r\n".into()
        ))?
        .is_empty()
    );
    let Err(error) = host.try_out() else { return Err("somebody was let in".into()) };
    assert_eq!(
        error.to_string(),
        "no device came within 0.3 s; 5 came that did not prove the secret"
    );
    Ok(())
}

#[test]
fn every_greeting_has_a_nonce_of_its_own() -> Tested {
    let host = host(SHORT, SHORT)?;
    let nonces = [Peer::greeted(host.address())?.1, Peer::greeted(host.address())?.1];
    assert!(nonces[0] != nonces[1] && !nonces.contains(&[0; 32]));
    Ok(())
}

#[test]
fn who_leaves_in_the_middle_of_a_proof_is_no_harm() -> Tested {
    let host = host(LONG, LONG)?;
    for length in 0..ANSWER {
        let (mut peer, nonce) = Peer::greeted(host.address())?;
        peer.0.write_all(&Peer::answer(&secret()?, &nonce)[..length])?;
    }
    // Some do not even stay for the greeting.
    for _ in 0..GREETING {
        drop(TcpStream::connect(host.address())?);
    }
    let mut peer = Peer::in_time(host.address(), LONG)?;
    let device = thread::spawn(move || peer.serve(1).map_err(|error| error.to_string()));
    let (_, lost) = run(&host, ONE)?;
    assert_eq!(lost, None);
    drop(host);
    assert_eq!(device.join().map_err(|_| "panicked")??, 1);
    Ok(())
}

#[test]
fn nobody_listens_once_the_run_is_over() -> Tested {
    let host = host(SHORT, SHORT)?;
    let address = host.address();
    let mut waiting = Peer::ready(address)?;
    host.try_out()?;
    drop(host);
    assert_eq!(waiting.asked()?, None);
    assert!(waiting.is_closed());
    assert!(TcpStream::connect(address).is_err());
    Ok(())
}
