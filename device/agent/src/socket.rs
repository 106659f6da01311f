use core::net::SocketAddrV4;

use crate::ws2::{Address, Raw, Set, Ws2};

const INTERNET: u16 = 2;
const STREAM: u32 = 1;
const TCP: u32 = 6;
const INVALID: Raw = usize::MAX;

/// The version of the interface that is asked for: 1.1, which every device has.
const VERSION: u32 = 0x0101;

/// A connection to a host.
#[derive(Debug)]
pub(crate) struct Socket<'a> {
    functions: &'a Ws2,
    raw: Raw,
}

/// The connection is over, or nothing came in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gone;

/// Gets the system's sockets ready.
pub(crate) fn start() -> Option<Ws2> {
    let functions = Ws2::load()?;
    // What the system says of itself takes 400 bytes, and nobody looks at it.
    let mut told = [0; 128];
    // SAFETY: there is room for what is told.
    (unsafe { (functions.startup)(VERSION, &raw mut told) } == 0).then_some(functions)
}

impl<'a> Socket<'a> {
    /// Connects to a host.
    pub(crate) fn connect(functions: &'a Ws2, host: SocketAddrV4) -> Result<Self, Gone> {
        // SAFETY: it takes numbers.
        let raw = unsafe { (functions.socket)(INTERNET.into(), STREAM, TCP) };
        if raw == INVALID {
            return Err(Gone);
        }
        // From here on the socket is closed whatever happens.
        let socket = Self { functions, raw };
        let (port, address) = (host.port().to_be_bytes(), host.ip().octets());
        let address = Address { family: INTERNET, port, address, zero: [0; 8] };
        // SAFETY: the socket is open, and the address has its size.
        let result =
            unsafe { (functions.connect)(raw, &raw const address, size_of::<Address>() as u32) };
        if result == 0 { Ok(socket) } else { Err(Gone) }
    }

    /// Sends all of some bytes.
    pub(crate) fn send(&self, mut bytes: &[u8]) -> Result<(), Gone> {
        while !bytes.is_empty() {
            // SAFETY: the socket is open, and the bytes are there.
            let sent =
                unsafe { (self.functions.send)(self.raw, bytes.as_ptr(), bytes.len() as u32, 0) };
            let sent = usize::try_from(sent).ok().filter(|sent| *sent > 0).ok_or(Gone)?;
            bytes = bytes.get(sent..).ok_or(Gone)?;
        }
        Ok(())
    }

    /// Fills some bytes with what comes; each piece may be so many seconds away.
    pub(crate) fn receive(&self, mut bytes: &mut [u8], seconds: u32) -> Result<(), Gone> {
        while !bytes.is_empty() {
            self.wait(seconds)?;
            // SAFETY: the socket is open, and there is room for so many bytes.
            let came = unsafe {
                (self.functions.receive)(self.raw, bytes.as_mut_ptr(), bytes.len() as u32, 0)
            };
            let came = usize::try_from(came).ok().filter(|came| *came > 0).ok_or(Gone)?;
            bytes = bytes.get_mut(came..).ok_or(Gone)?;
        }
        Ok(())
    }

    /// Waits until something has come, or the other side has gone.
    fn wait(&self, seconds: u32) -> Result<(), Gone> {
        let mut set = Set { count: 1, sockets: [INVALID; 64] };
        set.sockets[0] = self.raw;
        let time = [seconds, 0];
        let none = core::ptr::null_mut();
        // SAFETY: the socket is open, and the structures are as they should be.
        let ready =
            unsafe { (self.functions.select)(0, &raw mut set, none, none, &raw const time) };
        if ready == 1 { Ok(()) } else { Err(Gone) }
    }
}

impl Drop for Socket<'_> {
    fn drop(&mut self) {
        // SAFETY: the socket is open, and nobody uses it after this.
        unsafe { (self.functions.close)(self.raw) };
    }
}
