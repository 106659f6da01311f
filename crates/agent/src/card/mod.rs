//! What a storage card holds: the scenarios that go to a device, and what comes back.
//!
//! Both are files that a power loss may cut off anywhere. What can be told of them by their own
//! bytes is told here, for both ends; where the bytes come from is for each end to know.

mod record;
mod salvage;
mod set;

pub use record::{Ending, Record, Records};
pub use salvage::{Piece, Salvage};
pub use set::{Set, SetError, hash};

/// The program on the card.
pub const AGENT: &str = "agent.exe";

/// The folder on a card and the program in it that Windows Mobile starts when the card is put in.
pub const AUTORUN: [&str; 2] = ["2577", "autorun.exe"];

/// The scenarios on the card.
pub const SCENARIOS: &str = "scenario.bin";

/// What comes back.
pub const RESULTS: &str = "results.bin";

/// The version of what the files mean.
pub const FORMAT: u32 = 1;
