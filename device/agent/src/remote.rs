use alloc::{format, string::String, vec};
use core::{convert::Infallible, net::SocketAddrV4};

use cemapi_agent::{
    card::{FORMAT, Record, Set},
    tcp::{DEFAULT_HOST, DEFAULT_PORT, HOST, MOST_SET, SECRET, Secret},
};

use crate::{
    FAILED,
    answer::{Answer, Full},
    card::Card,
    command::REMOTE,
    facts::{self, Facts},
    file::File,
    link::{Refusal, prove},
    parent::{one, whole},
    screen::Screen,
    socket::{self, Gone, Socket},
    system::System,
};

/// How long to wait before the next attempt to connect, in milliseconds.
const PAUSE: u32 = 2000;

/// How often nobody may answer in a row, and how often this device may be refused.
const ATTEMPTS: u32 = 300;
const REFUSALS: u32 = 5;

/// How long the host may have nothing to do for this device, in seconds.
const IDLE: u32 = 300;

/// How long the host may take to send the rest of what it has begun, in seconds.
const PATIENCE: u32 = 10;

/// Whether the program is meant to connect to a host.
pub(crate) fn wanted(system: &System) -> bool {
    Card::remote(system).read(system, SECRET).is_some()
}

/// Runs the scenarios that a host sends, until it says that there are no more.
pub(crate) fn run(system: System, told: Option<&str>) -> u32 {
    let mut screen = Screen::new(&system);
    match work(&system, &mut screen, told) {
        Ok(count) => {
            screen.end(&format!("Done: {count} scenarios. The host has the results."));
            0
        }
        Err(why) => {
            screen.end(&why);
            FAILED
        }
    }
}

/// Why a connection ended.
enum End {
    /// The host has nothing more to do.
    Done,
    /// It was not to be had, or was lost after both sides had proved the secret.
    Refused(Refusal),
    Gone,
    Full,
}

impl From<Gone> for End {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

impl From<Full> for End {
    fn from(_: Full) -> Self {
        Self::Full
    }
}

fn work(system: &System, screen: &mut Screen<'_>, told: Option<&str>) -> Result<u32, String> {
    let card = Card::remote(system);
    let secret = card.read(system, SECRET).ok_or("secret.txt is not beside agent.exe")?;
    let secret = Secret::read(&secret).ok_or("secret.txt holds no secret of 16 to 1024 bytes")?;
    let file = card.read(system, HOST).unwrap_or_default();
    let host = host(told, &file);
    let address = address(&host).ok_or_else(|| format!("{host} is not like {DEFAULT_HOST}"))?;
    let functions = socket::start().ok_or("this device has no ws2.dll to connect with")?;
    let facts = facts::all(system, &card);
    let answer = Answer::new(system, &card);
    let mut remote = Remote { system, screen, card, facts, answer, count: 0 };
    let (mut attempts, mut refusals) = (0, 0);
    loop {
        remote.screen.show(&format!("connecting to {host}"));
        let end = match Socket::connect(&functions, address) {
            Err(Gone) => End::Refused(Refusal::Nobody),
            Ok(socket) => match prove(system, &socket, &secret) {
                Err(refusal) => End::Refused(refusal),
                Ok(()) => {
                    (attempts, refusals) = (0, 0);
                    let Err(end) = remote.serve(&socket);
                    end
                }
            },
        };
        match end {
            End::Done => return Ok(remote.count),
            End::Full => return Err("the card is full, or has been taken out".into()),
            End::Refused(Refusal::Stranger) => {
                return Err(format!("who answers at {host} does not know the secret"));
            }
            End::Refused(Refusal::Refused) => refusals += 1,
            End::Refused(Refusal::Nobody) => attempts += 1,
            End::Gone => {}
        }
        if refusals == REFUSALS {
            return Err(format!("{host} does not take the secret of this device"));
        }
        if attempts == ATTEMPTS {
            return Err(format!("nobody answers at {host}"));
        }
        // SAFETY: it takes a number.
        unsafe { (system.core.sleep)(PAUSE) };
    }
}

/// Where the host is: what the command line says, or a file on the card, or where it always is.
fn host(told: Option<&str>, file: &[u8]) -> String {
    let file = String::from_utf8_lossy(file);
    let told = [told.unwrap_or_default(), file.trim()].into_iter().find(|told| !told.is_empty());
    told.unwrap_or(DEFAULT_HOST).into()
}

/// The address that a text is, with the port that is meant if it has none.
fn address(text: &str) -> Option<SocketAddrV4> {
    let (address, port) = match text.split_once(':') {
        Some((address, port)) => (address, port.parse().ok()?),
        None => (text, DEFAULT_PORT),
    };
    Some(SocketAddrV4::new(address.parse().ok()?, port))
}

/// A device that does what a host says.
struct Remote<'a, 's> {
    system: &'a System,
    screen: &'a mut Screen<'s>,
    card: Card,
    facts: Facts,
    answer: Answer<'a>,
    count: u32,
}

impl Remote<'_, '_> {
    /// Tells the host what it has not heard yet, and runs what it sends, until something ends it.
    fn serve(&mut self, socket: &Socket<'_>) -> Result<Infallible, End> {
        self.answer.complete()?;
        socket.send(&self.answer.news())?;
        loop {
            self.next(socket)?;
        }
    }

    /// Runs the next scenario.
    fn next(&mut self, socket: &Socket<'_>) -> Result<(), End> {
        self.screen.show(&format!("{} scenarios run\nwaiting for the next", self.count));
        let mut length = [0; 4];
        socket.receive(&mut length, IDLE)?;
        let length = u32::from_le_bytes(length) as usize;
        if length > MOST_SET {
            return Err(End::Gone);
        }
        let mut file = vec![0; length];
        socket.receive(&mut file, PATIENCE)?;
        // That it asks for something means that it has what it asked for before.
        self.answer.clear()?;
        if length == 0 {
            return Err(End::Done);
        }
        let Ok((set, hash)) = Set::read(&file) else { return Err(End::Gone) };
        let name = set.scenarios.first().map_or("", |(name, _)| name);
        self.screen.show(&format!("{} scenarios run\n{name}", self.count));
        self.keep(&file)?;
        let facts = self.facts.clone();
        self.answer.put(&Record::Began { format: FORMAT, set: hash, facts })?;
        self.answer.put(&Record::Started { scenario: 0 })?;
        drop(file);
        self.one(socket)
    }

    /// Puts a set where the scenario's process finds it.
    fn keep(&self, set: &[u8]) -> Result<(), Full> {
        let file = File::append(self.system, &self.card.set()).ok_or(Full)?;
        file.cut(0);
        match file.write(set) && file.flush() {
            true => Ok(()),
            false => Err(Full),
        }
    }

    /// Runs a scenario and tells the host what happens while it does: nobody waits for an answer
    /// to that, and a connection that is lost does not stop the scenario.
    fn one(&mut self, socket: &Socket<'_>) -> Result<(), End> {
        let path = self.answer.path.clone();
        let mut told = socket.send(&self.answer.news());
        let ending = one(self.system, &self.card, REMOTE, &path, &mut || {
            if told.is_ok() {
                told = socket.send(&self.answer.news());
            }
        });
        if let (Some(file), Some(whole)) =
            (File::append(self.system, &path), whole(self.system, &path, 0))
        {
            file.cut(whole);
        }
        self.answer.put(&Record::Ended { scenario: 0, ending })?;
        self.answer.put(&Record::Finished)?;
        self.count += 1;
        told?;
        Ok(socket.send(&self.answer.news())?)
    }
}
