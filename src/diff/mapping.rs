use cemapi_abi::{Entry, Handle};
use cemapi_journal::Visitor;

use super::index::Index;

/// What the things, entry ids and threads of one trace are called in another.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    pub(super) things: Pairs,
    pub(super) entries: Pairs,
    pub(super) threads: Pairs,
}

/// Pairs of numbers, no number in two of them.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    there: Vec<Option<u32>>,
    back: Vec<Option<u32>>,
}

impl Pairs {
    /// Whether the two are a pair; if neither has met anybody yet, they are one from now on.
    fn meet(&mut self, one: u32, other: u32) -> bool {
        let there = slot(&mut self.there, one);
        let back = slot(&mut self.back, other);
        match (*there, *back) {
            (None, None) => {
                (*there, *back) = (Some(other), Some(one));
                true
            }
            (there, _) => there == Some(other),
        }
    }

    /// What this one is on the other side.
    pub(super) fn there(&self, one: u32) -> Option<u32> {
        self.there.get(one as usize).copied().flatten()
    }
}

fn slot(slots: &mut Vec<Option<u32>>, number: u32) -> &mut Option<u32> {
    let place = number as usize;
    if slots.len() <= place {
        // Only what has a name gets here.
        slots.resize(place + 1, None);
    }
    &mut slots[place]
}

/// What a call refers to, in order: things, and entry ids with a bit of their own.
#[derive(Debug, Default)]
struct References(Vec<u64>);

const ENTRY: u64 = 1 << 32;

impl Visitor for References {
    fn number(&mut self, _: u64) {}

    fn bytes(&mut self, _: &[u8]) {}

    fn thing(&mut self, thing: Handle) {
        self.0.push(thing.0.into());
    }

    fn entry(&mut self, entry: Entry) {
        self.0.push(ENTRY | u64::from(entry.0));
    }
}

impl References {
    fn read(&mut self, index: &Index, call: usize) {
        self.0.clear();
        let (bytes, reply) = index.bytes(call);
        let Some(call) = index.signatures.call(bytes) else { return };
        // The index was made of the same bytes.
        _ = call.visit(self);
        if let Some(reply) = reply {
            _ = call.reply(reply).visit(self);
        }
    }
}

/// Compares what calls refer to that are the same otherwise.
#[derive(Debug, Default)]
pub(super) struct Matching {
    pub(super) mapping: Mapping,
    one: References,
    other: References,
}

impl Matching {
    /// Whether two calls refer to the same things; those that appear in them are the same from
    /// now on.
    pub(super) fn agree(&mut self, a: &Index, one: usize, b: &Index, other: usize) -> bool {
        self.one.read(a, one);
        self.other.read(b, other);
        let mut agree = self.one.0.len() == self.other.0.len();
        for (one, other) in self.one.0.iter().zip(&self.other.0) {
            let pairs = match (one & ENTRY, other & ENTRY) {
                (0, 0) => &mut self.mapping.things,
                (ENTRY, ENTRY) => &mut self.mapping.entries,
                _ => return false,
            };
            agree &= pairs.meet(*one as u32, *other as u32);
        }
        let threads = (a.places[one].thread, b.places[other].thread);
        agree & self.mapping.threads.meet(threads.0.into(), threads.1.into())
    }
}
