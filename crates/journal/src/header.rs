use serde::{Deserialize, Serialize};

use crate::Made;

/// The bytes that a journal begins with. The first is no letter and the others change if somebody
/// sends the file as text.
pub const MAGIC: [u8; 8] = *b"\x89CEMJ\r\n\x1A";

/// The version of the bytes: how frames and what is in them are written.
pub const BYTES: u8 = 1;

/// The version of the meaning: what frames there are and what they say.
pub const MEANING: u8 = 2;

/// What the first frame says: where the journal comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// What made it.
    pub made: Made,
    /// The scenario that ran; empty for a program's own recording.
    pub scenario: String,
    /// Which of the calls were made to fail.
    pub faults: Vec<Failing>,
}

/// A call that was made to fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failing {
    /// The interface of what is called.
    pub interface: String,
    /// The name of what is called.
    pub function: String,
    /// Which of the calls fails, counted from 1.
    pub nth: u32,
    /// The result code that it returned.
    pub code: u32,
}
