//! The functions of ws2.dll that the agent uses, over sockets of the machine that this runs on.

use std::{
    io::{self, ErrorKind, Read, Write},
    net::{SocketAddrV4, TcpStream},
    time::Duration,
};

use crate::process::{Process, Stop};

type Served = Result<u32, Stop>;

/// What serves a function.
type Serve = fn(&mut Process<'_>) -> Served;

/// The functions, and what serves each.
pub(crate) const SERVED: &[(&str, Serve)] = &[
    ("WSAStartup", |process| process.startup()),
    ("closesocket", |process| process.close_socket()),
    ("connect", |process| process.connect()),
    ("recv", |process| process.receive()),
    ("select", |process| process.select()),
    ("send", |process| process.send()),
    ("socket", |process| process.socket()),
];

/// A socket: connected, or not yet, or closed.
#[derive(Debug)]
pub(crate) enum Socket {
    New,
    Connected(TcpStream),
    Closed,
}

const FAILED: u32 = u32::MAX;

/// Which words ask for a connection as the agent means it: the internet, a stream, TCP.
const STREAM: [u32; 3] = [2, 1, 6];

/// How many bytes what the system says of itself takes.
const STARTUP: usize = 400;

/// How many bytes may pass at once.
const MOST: u32 = 1 << 20;

/// What the first socket is, and how far apart they are: nothing that is anything else's.
const FIRST: u32 = 0x8001;
const STEP: u32 = 16;

/// How long a host may take to accept a connection.
const PATIENCE: Duration = Duration::from_secs(5);

impl Process<'_> {
    /// Serves a call of ws2.dll.
    pub(crate) fn serve_socket(&mut self, place: usize) -> Result<(), Stop> {
        let Some((_, serve)) = SERVED.get(place) else { return Err(self.wrong("called nothing")) };
        let value = serve(self)?;
        self.leave(value);
        Ok(())
    }

    fn startup(&mut self) -> Served {
        let place = self.argument(1)?;
        self.put(place, &[0; STARTUP])?;
        Ok(0)
    }

    fn socket(&mut self) -> Served {
        if [self.argument(0)?, self.argument(1)?, self.argument(2)?] != STREAM {
            return Err(self.wrong("asked for a socket that is not for TCP"));
        }
        self.sockets.push(Socket::New);
        Ok(FIRST + STEP * (self.sockets.len() as u32 - 1))
    }

    /// The socket that the first argument is.
    fn first_socket(&mut self) -> Result<usize, Stop> {
        let socket = self.argument(0)?;
        self.socket_number(socket)
    }

    fn socket_number(&mut self, socket: u32) -> Result<usize, Stop> {
        let number = (socket.wrapping_sub(FIRST) / STEP) as usize;
        match self.sockets.get(number) {
            None | Some(Socket::Closed) => Err(self.wrong("used a socket that is none")),
            Some(_) => Ok(number),
        }
    }

    fn close_socket(&mut self) -> Served {
        let number = self.first_socket()?;
        self.sockets[number] = Socket::Closed;
        Ok(0)
    }

    /// Connects to the one address that the machine reaches.
    fn connect(&mut self) -> Served {
        let number = self.first_socket()?;
        let (place, length) = (self.argument(1)?, self.argument(2)?);
        let bytes = self.get(place, length)?;
        let [2, 0, high, low, a, b, c, d, ..] = *bytes.as_slice() else {
            return Err(self.wrong("connected to what is no address"));
        };
        let address = SocketAddrV4::new([a, b, c, d].into(), u16::from_be_bytes([high, low]));
        let fact = match self.machine.network {
            Some((known, fact)) if known == address => fact,
            _ => return Ok(FAILED),
        };
        let stream = TcpStream::connect_timeout(&fact, PATIENCE);
        match stream.and_then(|stream| stream.set_nodelay(true).map(|()| stream)) {
            Ok(stream) => {
                self.sockets[number] = Socket::Connected(stream);
                Ok(0)
            }
            Err(_) => Ok(FAILED),
        }
    }

    fn stream(&mut self, number: usize) -> Option<&mut TcpStream> {
        match &mut self.sockets[number] {
            Socket::Connected(stream) => Some(stream),
            _ => None,
        }
    }

    fn send(&mut self) -> Served {
        let number = self.first_socket()?;
        let (place, length) = (self.argument(1)?, self.argument(2)?);
        let bytes = self.get(place, length.min(MOST))?;
        let sent = self.stream(number).map(|stream| stream.write(&bytes));
        Ok(count(sent))
    }

    fn receive(&mut self) -> Served {
        let number = self.first_socket()?;
        let (place, length) = (self.argument(1)?, self.argument(2)?);
        let mut bytes = vec![0; length.min(MOST) as usize];
        let came = count(self.stream(number).map(|stream| stream.read(&mut bytes)));
        if came != FAILED {
            self.put(place, &bytes[..came as usize])?;
        }
        Ok(came)
    }

    /// Waits until something has come on one socket.
    fn select(&mut self) -> Served {
        let (places, time) = (self.argument(1)?, self.argument(4)?);
        let words = [places, places + 4, time].map(|place| self.memory.word(place));
        let [Ok(1), Ok(socket), Ok(seconds)] = words else {
            return Err(self.wrong("waits for something else than one socket"));
        };
        let number = self.socket_number(socket)?;
        let Some(stream) = self.stream(number) else { return Ok(FAILED) };
        // No time at all would be taken for all the time there is.
        let time = Duration::from_secs(seconds.into()).max(Duration::from_millis(1));
        let came = stream.set_read_timeout(Some(time)).and_then(|()| stream.peek(&mut [0]));
        match came {
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                self.put(places, &[0; 4])?;
                Ok(0)
            }
            // That the other side is gone is something to be read too.
            Ok(_) | Err(_) => Ok(1),
        }
    }
}

/// How many bytes passed.
fn count(passed: Option<io::Result<usize>>) -> u32 {
    match passed {
        Some(Ok(count)) => count as u32,
        Some(Err(_)) | None => FAILED,
    }
}
