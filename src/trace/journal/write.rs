use std::{error::Error, fmt};

use cemapi_abi::{Entry, EntryId, Handle, Pointer, Reference, Reply, Thread};
use cemapi_emulator::Fault;
use cemapi_journal::{Failing, Header, Writer};

use crate::trace::{End, Record, Trace, When};

/// A trace whose events could not have happened in the order that it tells.
///
/// Recordings never are like that; texts that somebody edited may be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the messages below say what each is")]
pub enum NotWritable {
    EventNumbers { call: usize },
    LeftInAnother { call: usize },
    NoThread { call: usize },
    NoName { call: usize },
}

impl fmt::Display for NotWritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EventNumbers { call } => write!(
                f,
                "call {}: the numbers of its events do not count on from those before",
                call + 1
            ),
            Self::LeftInAnother { call } => {
                write!(f, "call {}: it is left within another call of its thread", call + 1)
            }
            Self::NoThread { call } => write!(f, "call {}: its thread has no name", call + 1),
            Self::NoName { call } => {
                write!(f, "call {}: something in it has no name", call + 1)
            }
        }
    }
}

impl Error for NotWritable {}

impl Trace {
    /// The trace as a journal.
    ///
    /// # Errors
    ///
    /// It tells of events in an order in which they cannot have happened.
    pub fn journal(&self) -> Result<Vec<u8>, NotWritable> {
        let header = Header {
            made: self.made.clone(),
            scenario: self.scenario.clone(),
            faults: self.faults.iter().map(failing).collect(),
        };
        let Ok(writer) = Writer::new(Vec::new(), &header);
        let mut writing =
            Writing { trace: self, writer, things: 0, addresses: 0, entries: 0, threads: 0 };
        // The calls of each thread that are not left.
        let mut open: Vec<Vec<usize>> = vec![Vec::new(); self.threads.len()];
        for (place, entered) in self.events()? {
            let record = &self.records[place];
            let Some(open) = open.get_mut(usize::from(record.thread.0)) else {
                return Err(NotWritable::NoThread { call: place });
            };
            let written = if entered {
                open.push(place);
                writing.enter(record)
            } else {
                let depth = open.iter().rposition(|known| *known == place);
                let depth = depth.ok_or(NotWritable::LeftInAnother { call: place })?;
                let skips = open.len() - depth - 1;
                let mut within = open.drain(depth..).skip(1);
                if let Some(inner) = within.find(|inner| self.records[*inner].is_left()) {
                    return Err(NotWritable::LeftInAnother { call: inner });
                }
                drop(within);
                writing.leave(record, skips as u32)
            };
            written.ok_or(NotWritable::NoName { call: place })?;
        }
        Ok(writing.end())
    }

    /// What happened in order: the place of a call, and whether it was entered or left.
    fn events(&self) -> Result<Vec<(usize, bool)>, NotWritable> {
        let left = self.records.iter().filter(|record| record.is_left()).count();
        let mut events = vec![None; self.records.len() + left];
        let mut before = None;
        for (place, record) in self.records.iter().enumerate() {
            let When { entered, left, .. } = record.when;
            let ordered = before < Some(entered) && entered < left;
            let known = record.is_left() != (left == When::NEVER);
            let mut happens = |number: u32, event| {
                let free = events.get_mut(number as usize).filter(|known| known.is_none());
                free.map(|free| *free = Some(event)).is_some()
            };
            let fits = happens(entered, (place, true))
                && (!record.is_left() || happens(left, (place, false)));
            if !(ordered && known && fits) {
                return Err(NotWritable::EventNumbers { call: place });
            }
            before = Some(entered);
        }
        // As many events found their own places as there are places.
        Ok(events.into_iter().flatten().collect())
    }
}

fn failing(fault: &Fault) -> Failing {
    Failing {
        interface: fault.function.interface().name.to_owned(),
        function: fault.function.signature().name.to_owned(),
        nth: fault.nth,
        code: fault.code.0,
    }
}

/// A journal that is being written, and which names it has by now.
struct Writing<'a> {
    trace: &'a Trace,
    writer: Writer<Vec<u8>>,
    things: u32,
    addresses: usize,
    entries: u32,
    threads: u16,
}

impl Writing<'_> {
    /// A call is entered; `None` if something in it has no name.
    fn enter(&mut self, record: &Record) -> Option<()> {
        let mut call = record.call.clone();
        if let Some(receiver) = call.receiver() {
            self.thing(receiver)?;
        }
        let mut named = Some(());
        call.references(&mut |reference| {
            let known = match reference {
                Reference::Thing(Pointer::To(thing)) => self.thing(*thing),
                Reference::Entry(EntryId::Known(entry)) => self.entry(*entry),
                _ => Some(()),
            };
            named = named.and(known);
        });
        named?;
        self.thread(record.thread);
        let Record { call, callback, thread, when, .. } = record;
        let Ok(()) = self.writer.enter(*thread, when.entered_at, *callback, call);
        Some(())
    }

    /// A call is left; `None` if something in the reply has no name.
    fn leave(&mut self, record: &Record, skips: u32) -> Option<()> {
        if let Reply::Returned(returned) = &record.reply {
            let mut named = Some(());
            for mut out in returned.outs.iter().cloned() {
                if let Some(thing) = out.thing() {
                    self.thing(thing)?;
                }
                out.entries(&mut |entry| named = named.and(self.entry(*entry)));
            }
            named?;
        }
        let Record { reply, thread, when, .. } = record;
        let Ok(()) = self.writer.leave_past(*thread, when.left_at, skips, reply);
        Some(())
    }

    fn thing(&mut self, thing: Handle) -> Option<()> {
        while self.things <= thing.0 {
            let next = Handle(self.things);
            let names = &self.trace.names;
            let Ok(()) = self.writer.thing(next, names.object(next)?, names.name(next)?);
            self.things += 1;
        }
        // Who reads calls in passing knows by then where a thing lies.
        let addresses = self.trace.addresses.iter().skip(self.addresses);
        for (thing, address) in addresses.take_while(|(thing, _)| thing.0 < self.things) {
            let Ok(()) = self.writer.address(*thing, *address);
            self.addresses += 1;
        }
        Some(())
    }

    fn entry(&mut self, entry: Entry) -> Option<()> {
        while self.entries <= entry.0 {
            let next = Entry(self.entries);
            let Ok(()) = self.writer.entry(next, self.trace.names.entry_name(next)?);
            self.entries += 1;
        }
        Some(())
    }

    fn thread(&mut self, thread: Thread) {
        while self.threads <= thread.0
            && let Some(name) = self.trace.threads.get(usize::from(self.threads))
        {
            let Ok(()) = self.writer.thread(Thread(self.threads), name);
            self.threads += 1;
        }
    }

    /// What no event mentions, and the end.
    fn end(mut self) -> Vec<u8> {
        let Trace { names, threads, lost, end, .. } = self.trace;
        if let Some(last) = (names.len() as u32).checked_sub(1) {
            _ = self.thing(Handle(last));
        }
        if let Some(last) = (names.entries() as u32).checked_sub(1) {
            _ = self.entry(Entry(last));
        }
        if let Some(last) = (threads.len() as u16).checked_sub(1) {
            self.thread(Thread(last));
        }
        if *lost > 0 {
            let Ok(()) = self.writer.lost(*lost);
        }
        // A recording that was cut does not say how the process ended.
        if *end != End::Cut {
            let Ok(()) = self.writer.end(*end);
        }
        self.writer.into_sink()
    }
}
