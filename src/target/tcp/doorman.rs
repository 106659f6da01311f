use std::{
    io::{self, ErrorKind, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use cemapi_agent::tcp::{ANSWER, Nonce, Secret, Side, greeting};

use super::{
    device::{Answer, Device},
    pool::Pool,
};
use crate::card::Results;

/// Lets those in who prove the secret. One thread sees to all who are at the door.
#[derive(Debug)]
pub(super) struct Doorman {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// How many may be at the door at once; who comes when it is full is turned away.
const MOST_VISITORS: usize = 128;

/// How long a visitor may take to prove the secret.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long to sleep while nobody is at the door, and while somebody is.
const QUIET: Duration = Duration::from_millis(20);
const BUSY: Duration = Duration::from_millis(1);

/// Somebody at the door.
struct Visitor {
    stream: TcpStream,
    /// What the host has challenged it with.
    nonce: Nonce,
    /// What it has answered so far.
    answer: [u8; ANSWER],
    answered: usize,
    until: Instant,
}

/// What has become of a visitor.
enum Step {
    Waits,
    Proved,
    Refused,
}

impl Doorman {
    /// Listens at an address, and nowhere else, until this is dropped.
    pub(super) fn new(
        address: SocketAddr,
        secret: Secret,
        silence: Duration,
        pool: Arc<Pool>,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let mut door = Door { listener, secret, silence, pool, visitors: Vec::new(), known: 0 };
        let thread = thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                door.attend();
                thread::sleep(if door.visitors.is_empty() { QUIET } else { BUSY });
            }
        });
        Ok(Self { address, stop, thread: Some(thread) })
    }

    /// Where it listens.
    pub(super) const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Doorman {
    /// Nobody is let in any more.
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            _ = thread.join();
        }
    }
}

struct Door {
    listener: TcpListener,
    secret: Secret,
    silence: Duration,
    pool: Arc<Pool>,
    visitors: Vec<Visitor>,
    /// How many have been let in.
    known: u32,
}

impl Door {
    /// Sees who comes, and how far those are who are there.
    fn attend(&mut self) {
        // An error is one visitor's, or there are too many files open: either way somebody has
        // to go first.
        for _ in 0..MOST_VISITORS {
            let Ok((stream, _)) = self.listener.accept() else { break };
            if self.visitors.len() < MOST_VISITORS
                && let Ok(visitor) = Visitor::greet(stream)
            {
                self.visitors.push(visitor);
            }
        }
        for mut visitor in std::mem::take(&mut self.visitors) {
            match visitor.step(&self.secret) {
                Step::Waits => self.visitors.push(visitor),
                Step::Proved => self.let_in(visitor.stream),
                Step::Refused => self.pool.refuse(),
            }
        }
    }

    /// Lets a device in, once it has told what it still has to tell.
    fn let_in(&mut self, stream: TcpStream) {
        if !self.pool.admit() {
            return;
        }
        self.known += 1;
        let (pool, silence) = (Arc::clone(&self.pool), self.silence);
        let mut device = Device::new(stream, self.known);
        thread::spawn(move || {
            let mut answer = Answer::new();
            let told = device.answer(silence, &mut answer);
            if let [set] = Results::read(&answer).sets.as_slice() {
                pool.tell(set, answer);
            }
            match told {
                Ok(()) => pool.put(device),
                Err(_) => pool.lose(),
            }
        });
    }
}

impl Visitor {
    fn greet(mut stream: TcpStream) -> io::Result<Self> {
        let mut nonce = Nonce::default();
        getrandom::fill(&mut nonce).map_err(io::Error::other)?;
        stream.set_nonblocking(true)?;
        stream.set_nodelay(true)?;
        // A connection that cannot hold so few bytes is of no use.
        stream.write_all(&greeting(&nonce))?;
        let until = Instant::now() + PATIENCE;
        Ok(Self { stream, nonce, answer: [0; ANSWER], answered: 0, until })
    }

    fn step(&mut self, secret: &Secret) -> Step {
        match self.stream.read(&mut self.answer[self.answered..]) {
            Ok(0) => return Step::Refused,
            Ok(read) => self.answered += read,
            Err(error) if error.kind() == ErrorKind::WouldBlock && Instant::now() < self.until => {
                return Step::Waits;
            }
            Err(_) => return Step::Refused,
        }
        match self.answered == ANSWER {
            true => self.prove(secret).unwrap_or(Step::Refused),
            false => Step::Waits,
        }
    }

    /// Sees whether the visitor knows the secret, and only then proves the same to it.
    fn prove(&mut self, secret: &Secret) -> io::Result<Step> {
        let (device, proof) = self.answer.split_at(size_of::<Nonce>());
        let Ok(device) = Nonce::try_from(device) else { return Ok(Step::Refused) };
        if !secret.proves(proof, Side::Device, &self.nonce, &device) {
            return Ok(Step::Refused);
        }
        self.stream.write_all(&secret.proof(Side::Host, &self.nonce, &device))?;
        self.stream.set_nonblocking(false)?;
        Ok(Step::Proved)
    }
}
