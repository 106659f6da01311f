use alloc::string::String;

use crate::wide;

/// What the program is started for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// To work through what lies beside it, or to connect to a host if a secret does.
    Begin,
    /// To connect to the host at this address.
    Connect(String),
    /// To be the process of a scenario of the card.
    Scenario(u32),
    /// To be the process of the scenario that came from a host.
    Remote,
}

/// What a child is told that runs a host's scenario.
pub(crate) const REMOTE: &str = "remote";

/// What a person writes before the address of a host.
const CONNECT: &str = "tcp";

impl Command {
    /// Reads the command line; what is not understood is no reason not to begin.
    ///
    /// # Safety
    ///
    /// `line` is null or begins a string that ends with a zero.
    pub(crate) unsafe fn read(line: *const u16) -> Self {
        // SAFETY: as the caller says.
        let line = unsafe { wide::string(line) };
        let line = line.trim();
        if line == REMOTE {
            return Self::Remote;
        }
        if let Some(address) = line.strip_prefix(CONNECT) {
            return Self::Connect(address.trim().into());
        }
        line.parse().map_or(Self::Begin, Self::Scenario)
    }
}
