use std::borrow::Cow;

use cemapi_abi::{Entry, Handle, registry::Object};
use cemapi_journal::{End, Error, Event, Problem, Reader, Signatures, Title};

use super::{
    references::{List, Reference, References},
    roles::Roles,
};
use crate::text::Named;

/// A journal, and what is needed to compare it with another: a number for each call that is the
/// same for calls that do the same to things of the same roles.
#[derive(Debug)]
pub(super) struct Index<'a> {
    journal: &'a [u8],
    pub(super) signatures: Signatures,
    /// For each call, what it does.
    pub(super) tokens: Vec<u64>,
    /// For each call, where it lies in the journal.
    pub(super) places: Vec<Place>,
    references: References,
    pub(super) threads: Vec<String>,
    pub(super) end: End,
    pub(super) lost: u64,
    things: Vec<Name>,
    own_names: Vec<String>,
    entries: Vec<String>,
}

/// Where a call lies in a journal.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    pub(super) entered: u32,
    pub(super) entered_length: u32,
    /// 0 if it is never left: that is the place of no event.
    pub(super) left: u32,
    pub(super) left_length: u32,
    references: List,
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

impl<'a> Index<'a> {
    /// Looks through a journal; one of more than 4 GiB has no places.
    pub(super) fn new(journal: &'a [u8]) -> Result<Self, Error> {
        let mut reader = Reader::new(journal)?;
        // Nearly every call takes more bytes than this.
        let calls = journal.len() / 16;
        let mut index = Self {
            journal,
            signatures: Signatures::default(),
            tokens: Vec::with_capacity(calls),
            places: Vec::with_capacity(calls),
            references: References::default(),
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
                    index.tokens.push(roles.token);
                    makers.push(roles.maker);
                    index.places.push(Place {
                        entered: entered.offset as u32,
                        entered_length: call.bytes().len() as u32,
                        references: roles.references().map_err(failed)?,
                        thread: entered.thread.0,
                        callback: entered.callback,
                        ..Place::default()
                    });
                }
                Event::Left(left) => {
                    let number = left.number as usize;
                    let place = &mut index.places[number];
                    roles.begin_reply(index.tokens[number], makers[number], place.references);
                    left.reply.visit(&mut roles).map_err(failed)?;
                    index.tokens[number] = roles.token;
                    place.references = roles.references().map_err(failed)?;
                    place.left = left.offset as u32;
                    place.left_length = left.reply.bytes().len() as u32;
                }
                Event::Thing(_, object, title) => {
                    index.name(object, title);
                    roles.appears();
                }
                Event::Entry(_, name) => {
                    index.entries.push(name.to_owned());
                    roles.entry_appears();
                }
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
        index.references = roles.into_references();
        index.signatures = reader.into_signatures();
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

    /// What a call and its reply refer to, in order.
    pub(super) fn references(&self, call: usize) -> &[Reference] {
        self.references.of(self.places[call].references)
    }

    /// The bytes of a call, and of its reply if it was left.
    pub(super) fn bytes(&self, call: usize) -> (&'a [u8], Option<&'a [u8]>) {
        let Place { entered, entered_length, left, left_length, .. } = self.places[call];
        let part = |start: u32, length: u32| -> &'a [u8] {
            let start = start as usize;
            self.journal.get(start..start + length as usize).unwrap_or_default()
        };
        (part(entered, entered_length), (left > 0).then(|| part(left, left_length)))
    }
}

impl Named for Index<'_> {
    fn thing(&self, thing: Handle) -> Option<Cow<'_, str>> {
        let Name { object, numbered, number } = self.things.get(thing.index())?;
        Some(match numbered {
            true => format!("{}#{number}", object.noun()).into(),
            false => self.own_names.get(*number as usize)?.into(),
        })
    }

    fn entry(&self, entry: Entry) -> Option<&str> {
        self.entries.get(entry.0 as usize).map(String::as_str)
    }
}
