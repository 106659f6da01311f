//! The rules, one file a topic. A new rule stands in the list of its file; a new file in the list
//! below.

mod advise;
mod codes;
mod logon;
mod mail;
mod memory;
mod messages;
mod props;
mod session;
mod stores;
mod subsystem;
mod support;
mod tables;
mod unknown;

use super::{Rule, Side};

/// Every rule.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    [
        subsystem::RULES,
        logon::RULES,
        session::RULES,
        unknown::RULES,
        memory::RULES,
        support::RULES,
        codes::RULES,
        mail::RULES,
        stores::RULES,
        advise::RULES,
        props::RULES,
        tables::RULES,
        messages::RULES,
    ]
    .into_iter()
    .flatten()
}

const CLIENT: Side = Side::Client;
const IMPLEMENTATION: Side = Side::Implementation;
