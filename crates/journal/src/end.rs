use cemapi_abi::Death;
use serde::{Deserialize, Serialize};

/// The name of the fact that says why a process never started.
pub const NEVER_STARTED: &str = "never started";

/// The name of the fact that says why a recording is cut: what ran the process is lost.
pub const LOST: &str = "lost";

/// How the process came to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum End {
    /// By itself, after its last call.
    #[default]
    Ended,
    /// In the call whose reply says so.
    InCall,
    /// While it was ending: it died.
    DiedAtExit(Death),
    /// While it was ending: it never did.
    HungAtExit,
    /// The scenario stopped: a call returned something else than the rest of it depends on.
    Stopped,
    /// It never started.
    NeverStarted,
    /// The recording was cut; how the process ended is not known.
    Cut,
    /// Between two calls, when none was being made: it died.
    DiedBetweenCalls(Death),
    /// Between two calls, when none was being made: it never made the next.
    HungBetweenCalls,
}

impl End {
    /// Whether the process came to a bad end of its own: it died or hung.
    #[must_use]
    pub const fn is_bad(&self) -> bool {
        match self {
            Self::InCall
            | Self::DiedAtExit(_)
            | Self::HungAtExit
            | Self::DiedBetweenCalls(_)
            | Self::HungBetweenCalls => true,
            Self::Ended | Self::Stopped | Self::NeverStarted | Self::Cut => false,
        }
    }

    /// Whether the process got to its end, so that what it left behind can be told.
    #[must_use]
    pub const fn is_reached(&self) -> bool {
        matches!(self, Self::Ended | Self::DiedAtExit(_) | Self::HungAtExit)
    }
}
