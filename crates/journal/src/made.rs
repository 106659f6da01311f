use serde::{Deserialize, Serialize};

/// What made a trace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The kind of maker: `emulator`, `agent-in-emulator`, `library`, `device` or `recorder`.
    pub by: String,
    /// The target as it was asked for: `emulator:ce`; for a recording, the program.
    pub target: String,
    /// The version of this tool.
    pub tool: String,
    /// Further facts, such as hashes and versions of what was run: name and value.
    pub facts: Vec<(String, String)>,
}
