//! A program at the device's end of a connection, which behaves as well as a test wants it to.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use cemapi_abi::{Reply, Returned};
use cemapi_agent::{
    Event,
    card::{Ending, FORMAT, Record, Set},
    tcp::{ANSWER, GREETING, Nonce, PROOF, Secret, Side, nonce_of},
};

use cemapi_cts::target::tcp::Tcp;

use crate::host::{LONG, Tested, secret};

/// A connection to the host.
pub(crate) struct Peer(pub(crate) TcpStream);

/// What a peer says that knows the secret, and what it expects.
const NONCE: Nonce = [7; 32];

impl Peer {
    /// Connects, and reads the host's greeting.
    pub(crate) fn greeted(address: SocketAddr) -> Tested<(Self, Nonce)> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let mut greeting = [0; GREETING];
        stream.read_exact(&mut greeting)?;
        Ok((Self(stream), nonce_of(&greeting).ok_or("that is no host")?))
    }

    /// What proves that a peer knows a secret.
    pub(crate) fn answer(secret: &Secret, host: &Nonce) -> [u8; ANSWER] {
        let mut answer = [0; ANSWER];
        answer[..32].copy_from_slice(&NONCE);
        answer[32..].copy_from_slice(&secret.proof(Side::Device, host, &NONCE));
        answer
    }

    /// Connects, proves the secret and has the host prove it. Says nothing more.
    pub(crate) fn proved(address: SocketAddr) -> Tested<Self> {
        let (mut peer, host) = Self::greeted(address)?;
        let secret = secret()?;
        peer.0.write_all(&Self::answer(&secret, &host))?;
        let mut proof = [0; PROOF];
        peer.0.read_exact(&mut proof)?;
        match secret.proves(&proof, Side::Host, &host, &NONCE) {
            true => Ok(peer),
            false => Err("the host does not know the secret".into()),
        }
    }

    /// Connects, and says that it has nothing to tell.
    pub(crate) fn ready(address: SocketAddr) -> Tested<Self> {
        let mut peer = Self::proved(address)?;
        peer.tell(&[Record::Finished])?;
        Ok(peer)
    }

    /// The same as soon as the host has room for it.
    pub(crate) fn in_time(address: SocketAddr, time: Duration) -> Tested<Self> {
        let began = Instant::now();
        loop {
            match Self::ready(address) {
                Err(_) if began.elapsed() < time => thread::sleep(Duration::from_millis(50)),
                peer => return peer,
            }
        }
    }

    /// The same, and the host has seen it: no host gives up waiting for who is there.
    pub(crate) fn known(host: &Tcp) -> Tested<Self> {
        let peer = Self::in_time(host.address(), LONG)?;
        let began = Instant::now();
        while let Err(error) = host.try_out() {
            if began.elapsed() > LONG {
                return Err(error.into());
            }
        }
        Ok(peer)
    }

    /// Says something.
    pub(crate) fn tell(&mut self, records: &[Record]) -> Tested {
        Ok(self.0.write_all(&bytes(records))?)
    }

    /// Waits until the host asks for something; the hash by which that is known, or `None` if it
    /// asks no more.
    pub(crate) fn asked(&mut self) -> Tested<Option<[u8; 32]>> {
        let mut length = [0; 4];
        self.0.read_exact(&mut length)?;
        let mut set = vec![0; u32::from_le_bytes(length) as usize];
        self.0.read_exact(&mut set)?;
        Ok(if set.is_empty() { None } else { Some(Set::read(&set)?.1) })
    }

    /// Answers everything as a device does on which every call returns 0, until the host asks no
    /// more; returns how often it was asked.
    pub(crate) fn serve(&mut self, calls: u32) -> Tested<u32> {
        let mut count = 0;
        while let Some(set) = self.asked()? {
            self.tell(&whole(set, calls))?;
            count += 1;
        }
        Ok(count)
    }

    /// Whether the host has closed the connection.
    pub(crate) fn is_closed(&mut self) -> bool {
        !matches!(self.0.read(&mut [0]), Ok(1))
    }
}

/// A device on a thread of its own, which connects to the host, waits until it is asked for its first
/// scenario, and then does this; the hash is that of the scenario.
pub(crate) fn device<T: Send + 'static>(
    host: SocketAddr,
    does: impl FnOnce(Peer, [u8; 32]) -> Tested<T> + Send + 'static,
) -> JoinHandle<Result<T, String>> {
    let asked = move || {
        let mut peer = Peer::ready(host)?;
        let set = peer.asked()?.unwrap_or_default();
        does(peer, set)
    };
    thread::spawn(move || asked().map_err(|error| error.to_string()))
}

/// Records as they are sent.
pub(crate) fn bytes(records: &[Record]) -> Vec<u8> {
    records.iter().flat_map(Record::to_bytes).collect()
}

/// The beginning of an answer: up to the call of this number, counted from 1, which is entered.
pub(crate) fn until(set: [u8; 32], call: u32) -> Vec<Record> {
    let facts = vec![("device".to_owned(), "a test".to_owned())];
    let mut records = vec![
        Record::Began { format: FORMAT, set, facts },
        Record::Started { scenario: 0 },
        Record::Event(Event::Loaded),
    ];
    for step in 0..call {
        records.push(Record::Event(Event::Entered { step, at: 0 }));
        if step + 1 < call {
            records.push(left(step));
        }
    }
    records
}

fn left(step: u32) -> Record {
    let reply = Reply::Returned(Returned::default());
    Record::Event(Event::Left { step, at: 0, reply })
}

/// A whole answer of so many calls.
pub(crate) fn whole(set: [u8; 32], calls: u32) -> Vec<Record> {
    let mut records = until(set, calls);
    records.push(left(calls - 1));
    records.push(Record::Event(Event::Finished));
    records.extend(ended(Ending::Exited(0)));
    records
}

/// The end of an answer.
pub(crate) fn ended(ending: Ending) -> [Record; 2] {
    [Record::Ended { scenario: 0, ending }, Record::Finished]
}
