use alloc::string::String;

use crate::wide;

/// What the program is started for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// To work through what lies beside it, or to connect to a host if a secret does.
    Begin,
    /// To connect to the host at this address.
    Connect(String),
    /// To start the program on the card, which has been put in.
    Install,
    /// To stop, as the card has been taken out.
    Uninstall,
    /// To be the process of a scenario of the card.
    Scenario(u32),
    /// To be the process of the scenario that came from a host.
    Remote,
}

/// What a child is told that runs a host's scenario.
pub(crate) const REMOTE: &str = "remote";

/// What the shell tells autorun.exe when a card is put in, and when it is taken out.
const INSTALL: &str = "install";
const UNINSTALL: &str = "uninstall";

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
        match line {
            REMOTE => return Self::Remote,
            INSTALL => return Self::Install,
            UNINSTALL => return Self::Uninstall,
            _ => {}
        }
        if let Some(address) = line.strip_prefix(CONNECT) {
            return Self::Connect(address.trim().into());
        }
        line.parse().map_or(Self::Begin, Self::Scenario)
    }
}
