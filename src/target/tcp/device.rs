use std::{
    fmt,
    io::{self, ErrorKind, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use cemapi_agent::{
    card::{Record, Records},
    tcp::{MOST_ANSWER, MOST_RECORD, awaited, frame},
};

/// A device that has proved the secret.
#[derive(Debug)]
pub(super) struct Device {
    stream: TcpStream,
    /// Which of the connections this is, counted from 1.
    pub(super) number: u32,
}

/// What a device has said about one scenario: whole records, as they stand on a card.
pub(super) type Answer = Vec<u8>;

/// Why a device is of no use any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    /// The connection ended.
    Ended,
    /// It said nothing for so long.
    Silent(Duration),
    /// It never came to an end.
    Endless,
    /// It said something that no device says.
    Wrong(String),
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ended => f.write_str("the connection to the device was lost"),
            Self::Silent(time) => write!(f, "the device was silent for {} s", time.as_secs_f32()),
            Self::Endless => write!(f, "the device took longer than {} s", LONGEST.as_secs()),
            Self::Wrong(what) => write!(f, "the device {what}"),
        }
    }
}

impl From<io::Error> for Loss {
    fn from(_: io::Error) -> Self {
        Self::Ended
    }
}

/// How long an answer may take. The device itself ends a scenario long before.
const LONGEST: Duration = Duration::from_secs(600);

/// What stands before each record: its length and a check sum.
const PREFIX: usize = 8;

/// How many bytes are read at once.
const PIECE: usize = 16 << 10;

impl Device {
    pub(super) const fn new(stream: TcpStream, number: u32) -> Self {
        Self { stream, number }
    }

    /// Whether the connection is still there, and the device waits to be asked.
    pub(super) fn waits(&self) -> bool {
        let looked = self.stream.set_nonblocking(true).and_then(|()| self.stream.peek(&mut [0]));
        let nothing = looked.is_err_and(|error| error.kind() == ErrorKind::WouldBlock);
        nothing && self.stream.set_nonblocking(false).is_ok()
    }

    /// Asks for what becomes of a set of scenarios.
    pub(super) fn ask(&mut self, set: &[u8], silence: Duration) -> Result<(), Loss> {
        self.stream.set_write_timeout(Some(silence))?;
        Ok(self.stream.write_all(&frame(set))?)
    }

    /// Says that nothing more will be asked. Whoever is gone need not hear it.
    pub(super) fn dismiss(mut self) {
        _ = self.ask(&[], Duration::from_secs(1));
    }

    /// Reads an answer to its end. What there is of it is kept if it does not get there.
    pub(super) fn answer(&mut self, silence: Duration, answer: &mut Answer) -> Result<(), Loss> {
        let began = Instant::now();
        let mut last = began;
        let mut bytes = Vec::new();
        loop {
            let mut records = Records::new(&bytes);
            let finished = records.by_ref().any(|record| record == Record::Finished);
            let whole = bytes.len() - records.rest().len();
            if whole > 0 {
                last = Instant::now();
                answer.extend(bytes.drain(..whole));
            }
            if finished {
                return match bytes.is_empty() {
                    true => Ok(()),
                    false => Err(Loss::Wrong("said more than it was asked".to_owned())),
                };
            }
            if let Some(length) = awaited(&bytes) {
                if length > MOST_RECORD {
                    return Err(Loss::Wrong(format!("began a record of {length} bytes")));
                }
                if bytes.len() >= PREFIX + length {
                    return Err(Loss::Wrong("sent what is no record".to_owned()));
                }
            }
            if answer.len() > MOST_ANSWER {
                return Err(Loss::Wrong(format!("answered more than {MOST_ANSWER} bytes")));
            }
            let left = silence.saturating_sub(last.elapsed());
            if left.is_zero() {
                return Err(Loss::Silent(silence));
            }
            if began.elapsed() > LONGEST {
                return Err(Loss::Endless);
            }
            self.read(left, &mut bytes)?;
        }
    }

    /// Reads what comes, if something does in time.
    fn read(&mut self, time: Duration, bytes: &mut Vec<u8>) -> Result<(), Loss> {
        self.stream.set_read_timeout(Some(time))?;
        let start = bytes.len();
        bytes.resize(start + PIECE, 0);
        let read = self.stream.read(&mut bytes[start..]);
        bytes.truncate(start + read.as_ref().map_or(0, |read| *read));
        match read {
            Ok(0) => Err(Loss::Ended),
            Ok(_) => Ok(()),
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => Ok(()),
                _ => Err(Loss::Ended),
            },
        }
    }
}
