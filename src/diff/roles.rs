use cemapi_abi::{Entry, Handle};
use cemapi_journal::{Problem, Visitor};

use super::references::{List, Reference, References};

/// What things are to the program: a thing's role is the function that hands it out, the role of
/// the object that this is called on, and which of its results the thing is.
#[derive(Debug, Default)]
pub(super) struct Roles {
    /// For each thing that has a name; 0 if it has no role yet.
    of: Vec<u64>,
    /// What the parts so far come to.
    pub(super) token: u64,
    /// What the roles of things that the call hands out are made of.
    pub(super) maker: u64,
    /// How many things the call or reply has shown.
    shown: u64,
    /// Whether the first thing that is shown is the receiver.
    receiver: bool,
    /// How many entry ids have names.
    entries: u32,
    /// Something that was shown and has no name.
    nameless: Option<(&'static str, u32)>,
    references: References,
    /// Those of the call whose reply is shown.
    given: List,
}

impl Roles {
    /// The next thing has a name from now on.
    pub(super) fn appears(&mut self) {
        self.of.push(0);
    }

    /// The next entry id has a name from now on.
    pub(super) const fn entry_appears(&mut self) {
        self.entries += 1;
    }

    /// A call is shown next.
    pub(super) const fn begin_call(&mut self, function: u64, receiver: bool, callback: bool) {
        self.maker = mix(function, callback as u64);
        self.token = self.maker;
        self.receiver = receiver;
        self.shown = 0;
        self.given = List::EMPTY;
    }

    /// The reply is shown next to a call that came to this.
    pub(super) const fn begin_reply(&mut self, token: u64, maker: u64, given: List) {
        self.maker = maker;
        self.token = token;
        self.receiver = false;
        self.shown = 0;
        self.given = given;
    }

    /// What was shown refers to, and what came before it.
    pub(super) fn references(&mut self) -> Result<List, Problem> {
        match self.nameless {
            None => Ok(self.references.list(self.given)),
            Some((what, number)) => Err(Problem::Nameless(what, number)),
        }
    }

    /// What all calls refer to.
    pub(super) fn into_references(self) -> References {
        self.references
    }
}

impl Visitor for Roles {
    #[inline]
    fn number(&mut self, number: u64) {
        self.token = mix(self.token, number);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let mut sum = bytes.len() as u64;
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            sum = mix(sum, u64::from_le_bytes(word));
        }
        self.token = mix(self.token, sum);
    }

    #[inline]
    fn thing(&mut self, thing: Handle) {
        let Some(role) = self.of.get_mut(thing.index()) else {
            self.nameless = Some(("thing", thing.0));
            return;
        };
        self.shown += 1;
        if *role == 0 {
            *role = mix(self.maker, self.shown) | 1;
        }
        let role = *role;
        if self.receiver && self.shown == 1 {
            self.maker = mix(self.maker, role);
        }
        self.token = mix(self.token, role);
        self.references.push(Reference::thing(thing));
    }

    #[inline]
    fn entry(&mut self, entry: Entry) {
        if entry.0 >= self.entries {
            self.nameless = Some(("entry id", entry.0));
            return;
        }
        // Entry ids are matched one by one later.
        self.token = mix(self.token, 3);
        self.references.push(Reference::entry(entry));
    }
}

/// Two numbers as one, in which every bit of both counts.
#[inline]
const fn mix(one: u64, other: u64) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    const OTHER: u64 = 0xD6E8_FEB8_6659_FD93;
    let product = (one ^ ODD) as u128 * (other ^ OTHER) as u128;
    (product as u64) ^ ((product >> 64) as u64) ^ other.rotate_left(32)
}
