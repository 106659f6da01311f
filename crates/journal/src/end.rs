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
}
