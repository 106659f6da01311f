use cemapi_abi::{Entry, Handle, registry::Object};
use cemapi_journal::{End, Error, Event, Problem, Reader, Signatures, Title, Visitor};

use crate::text::Names;

/// A journal, and what is needed to compare it with another: a number for each call that is the
/// same for calls that do the same to things of the same roles.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) journal: Vec<u8>,
    pub(super) signatures: Signatures,
    /// For each call, what it does.
    pub(super) tokens: Vec<u64>,
    /// For each call, where it lies in the journal.
    pub(super) places: Vec<Place>,
    /// A number for all of the calls as they are written.
    pub(super) exact: u64,
    pub(super) threads: Vec<String>,
    pub(super) end: End,
    pub(super) lost: u64,
    things: Vec<Name>,
    own_names: Vec<String>,
    pub(super) entries: Vec<String>,
}

/// Where a call lies in a journal.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) entered: u32,
    pub(super) entered_length: u32,
    /// 0 if it is never left: that is the place of no event.
    pub(super) left: u32,
    pub(super) left_length: u32,
    pub(super) thread: u16,
    pub(super) callback: bool,
}

/// A thing's name, in eight bytes, as there may be a million.
#[derive(Clone, Copy, Debug)]
struct Name {
    object: Object,
    numbered: bool,
    number: u32,
}

impl Index {
    /// Looks through a journal; one of more than 4 GiB has no places.
    pub(super) fn new(journal: Vec<u8>) -> Result<Self, Error> {
        let mut reader = Reader::new(&*journal)?;
        // Nearly every call takes more bytes than this.
        let calls = journal.len() / 16;
        let mut index = Self {
            journal: Vec::new(),
            signatures: Signatures::default(),
            tokens: Vec::with_capacity(calls),
            places: Vec::with_capacity(calls),
            exact: 0,
            threads: Vec::new(),
            end: End::Cut,
            lost: 0,
            things: Vec::new(),
            own_names: Vec::new(),
            entries: Vec::new(),
        };
        let mut roles = Roles::default();
        let mut makers: Vec<u64> = Vec::with_capacity(calls);
        loop {
            let offset = reader.offset();
            let failed = |problem| Error { offset, problem };
            let Some(event) = reader.next()? else { break };
            match event {
                Event::Entered(entered) => {
                    let call = entered.call;
                    let function = call.function().map_or(u64::MAX, |known| known.index() as u64);
                    roles.begin_call(function, call.signature().receiver, entered.callback);
                    call.visit(&mut roles).map_err(failed)?;
                    roles.end().map_err(failed)?;
                    index.tokens.push(roles.token);
                    makers.push(roles.maker);
                    index.places.push(Place {
                        entered: entered.offset as u32,
                        entered_length: call.bytes().len() as u32,
                        thread: entered.thread.0,
                        callback: entered.callback,
                        ..Place::default()
                    });
                }
                Event::Left(left) => {
                    let number = left.number as usize;
                    roles.begin_reply(index.tokens[number], makers[number]);
                    left.reply.visit(&mut roles).map_err(failed)?;
                    roles.end().map_err(failed)?;
                    index.tokens[number] = roles.token;
                    let place = &mut index.places[number];
                    place.left = left.offset as u32;
                    place.left_length = left.reply.bytes().len() as u32;
                }
                Event::Thing(_, object, title) => {
                    index.name(object, title);
                    roles.of.push(0);
                }
                Event::Entry(_, name) => index.entries.push(name.to_owned()),
                Event::Thread(_, name) => index.threads.push(name.to_owned()),
                Event::Lost(events) => index.lost = index.lost.saturating_add(events),
                Event::End(end) => index.end = end,
                Event::Signature | Event::Address(..) => {}
            }
        }
        if u32::try_from(journal.len()).is_err() {
            let problem = Problem::TooLong(journal.len() as u64);
            return Err(Error { offset: u32::MAX.into(), problem });
        }
        index.exact = roles.exact;
        index.signatures = reader.into_signatures();
        index.journal = journal;
        Ok(index)
    }

    fn name(&mut self, object: Object, title: Title<'_>) {
        let (numbered, number) = match title {
            Title::Numbered(_, number) => (true, number),
            Title::Own(name) => {
                self.own_names.push(name.to_owned());
                (false, self.own_names.len() as u32 - 1)
            }
        };
        self.things.push(Name { object, numbered, number });
    }

    /// The names of everything, as calls are written with.
    pub(super) fn names(&self) -> Names {
        let mut names = Names::default();
        for Name { object, numbered, number } in &self.things {
            let name = match numbered {
                true => format!("{}#{number}", object.noun()),
                false => self.own_names.get(*number as usize).cloned().unwrap_or_default(),
            };
            names.add(name, *object);
        }
        for entry in &self.entries {
            names.add_entry(entry.clone());
        }
        names
    }

    /// The bytes of a call, and of its reply if it was left.
    pub(super) fn bytes(&self, call: usize) -> (&[u8], Option<&[u8]>) {
        let Place { entered, entered_length, left, left_length, .. } = self.places[call];
        let part = |start: u32, length: u32| {
            let start = start as usize;
            self.journal.get(start..start + length as usize).unwrap_or_default()
        };
        (part(entered, entered_length), (left > 0).then(|| part(left, left_length)))
    }
}

/// What things are to the program: a thing's role is the function that hands it out, the role of
/// the object that this is called on, and which of its results the thing is.
#[derive(Debug, Default)]
struct Roles {
    /// For each thing that has a name; 0 if it has no role yet.
    of: Vec<u64>,
    /// What the parts so far come to, by roles.
    token: u64,
    /// What all parts come to as they are.
    exact: u64,
    /// What the roles of things that the call hands out are made of.
    maker: u64,
    /// How many things the call or reply has shown.
    shown: u64,
    /// Whether the first thing that is shown is the receiver.
    receiver: bool,
    /// Something that was shown and has no name.
    nameless: Option<Handle>,
}

impl Roles {
    const fn begin_call(&mut self, function: u64, receiver: bool, callback: bool) {
        self.maker = mix(function, callback as u64);
        self.token = self.maker;
        self.exact = mix(self.exact, self.maker);
        self.receiver = receiver;
        self.shown = 0;
    }

    const fn begin_reply(&mut self, token: u64, maker: u64) {
        self.maker = maker;
        self.token = token;
        self.receiver = false;
        self.shown = 0;
    }

    const fn add(&mut self, by_role: u64, exact: u64) {
        self.token = mix(self.token, by_role);
        self.exact = mix(self.exact, exact);
    }

    const fn end(&self) -> Result<(), Problem> {
        match self.nameless {
            None => Ok(()),
            Some(thing) => Err(Problem::Nameless("thing", thing.0)),
        }
    }
}

impl Visitor for Roles {
    #[inline]
    fn number(&mut self, number: u64) {
        self.add(number, number);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        let mut sum = bytes.len() as u64;
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            sum = mix(sum, u64::from_le_bytes(word));
        }
        self.add(sum, sum);
    }

    #[inline]
    fn thing(&mut self, thing: Handle) {
        let Some(role) = self.of.get_mut(thing.index()) else {
            self.nameless = Some(thing);
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
        self.add(role, thing.0 as u64);
    }

    #[inline]
    fn entry(&mut self, entry: Entry) {
        // Entry ids are matched one by one later.
        self.add(3, entry.0 as u64);
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
