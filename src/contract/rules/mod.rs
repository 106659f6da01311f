//! The rules, one file a topic. A new rule stands in the list of its file; a new file in the list
//! below.

mod logon;
mod memory;
mod session;
mod subsystem;
mod unknown;

use super::{Rule, Side};

/// Every rule.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    [subsystem::RULES, logon::RULES, session::RULES, unknown::RULES, memory::RULES]
        .into_iter()
        .flatten()
}

const CLIENT: Side = Side::Client;
const IMPLEMENTATION: Side = Side::Implementation;
