use std::io::Read;

use cemapi_abi::{Call, EntryId, Function, HResult, Pointer, Reference, Reply, Returned};
use cemapi_emulator::Fault;
use cemapi_journal::{Entered, Error, Event, Failing, Left, Problem, Reader};

use crate::{
    text::Names,
    trace::{End, Record, Trace, When},
};

/// A trace that is read from a journal, an event at a time.
#[derive(Debug)]
pub struct Journaled {
    /// What was read so far.
    pub trace: Trace,
    /// What is called, by name, and how often, that this tool's registry does not have. These
    /// calls are left out.
    pub unknown: Vec<(String, usize)>,
    /// The place in the file where a journal is cut that does not say how the process ended.
    pub cut: Option<u64>,
    /// The calls that are not left, each with its number in the journal and its place in the trace.
    open: Vec<(u64, usize)>,
    /// How many calls were let go.
    gone: usize,
    /// How many events there have been.
    events: u32,
}

/// What an event came to in the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The call at this place is entered.
    Entered(usize),
    /// The call at this place is left.
    Left(usize),
    /// Nothing that is a call.
    Other,
}

impl Journaled {
    /// Begins with what the journal's header says.
    #[must_use]
    pub fn begin<R: Read>(reader: &Reader<R>) -> Self {
        let header = reader.header();
        let mut unknown = Vec::new();
        let mut faults = Vec::new();
        for failing in &header.faults {
            match fault(failing) {
                Some(fault) => faults.push(fault),
                None => count(&mut unknown, &failing.interface, &failing.function),
            }
        }
        let trace = Trace {
            made: header.made.clone(),
            scenario: header.scenario.clone(),
            faults,
            end: End::Cut,
            ..Trace::default()
        };
        Self { unknown, ..Self::of(trace) }
    }

    /// A trace that is whole.
    pub(in crate::trace) const fn of(trace: Trace) -> Self {
        Self { trace, unknown: Vec::new(), cut: None, open: Vec::new(), gone: 0, events: 0 }
    }

    /// How many calls were let go: the place of the first one that is in the trace.
    pub(in crate::trace) const fn gone(&self) -> usize {
        self.gone
    }

    /// Lets so many of the first calls go, which are left.
    pub(in crate::trace) fn let_go(&mut self, calls: usize) {
        self.trace.records.drain(..calls);
        self.gone += calls;
    }

    /// Takes the next event in; `None` if there is no complete one.
    ///
    /// # Errors
    ///
    /// What comes next is no event, or mentions what has not appeared.
    pub fn step<R: Read>(&mut self, reader: &mut Reader<R>) -> Result<Option<News>, Error> {
        let offset = reader.offset();
        match reader.next()? {
            None => {
                self.cut = reader.end().is_none().then_some(offset);
                Ok(None)
            }
            Some(event) => self.take(event).map(Some).map_err(|problem| Error { offset, problem }),
        }
    }

    /// Reads on to the end.
    ///
    /// # Errors
    ///
    /// The journal is damaged; what was read before stays.
    pub fn rest<R: Read>(&mut self, reader: &mut Reader<R>) -> Result<(), Error> {
        while self.step(reader)?.is_some() {}
        Ok(())
    }

    fn take(&mut self, event: Event<'_>) -> Result<News, Problem> {
        match event {
            Event::Entered(entered) => return self.enter(&entered),
            Event::Left(left) => return self.leave(&left),
            Event::Thing(_, object, name) => _ = self.trace.names.add(name, object),
            Event::Entry(_, name) => _ = self.trace.names.add_entry(name),
            Event::Thread(_, name) => self.trace.threads.push(name.to_owned()),
            Event::Signature => {}
            Event::Address(thing, address) => {
                known(self.trace.names.name(thing), "thing", thing.0)?;
                self.trace.addresses.push((thing, address));
            }
            Event::Lost(events) => self.trace.lost = self.trace.lost.saturating_add(events),
            Event::End(end) => self.trace.end = end,
        }
        Ok(News::Other)
    }

    fn enter(&mut self, entered: &Entered<'_>) -> Result<News, Problem> {
        let Some(mut call) = entered.call.read()? else {
            let signature = entered.call.signature();
            count(&mut self.unknown, &signature.interface, &signature.name);
            return Ok(News::Other);
        };
        named(&mut call, &self.trace.names)?;
        let place = self.gone + self.trace.records.len();
        self.open.push((entered.number, place));
        let when =
            When { entered: self.event(), left: When::NEVER, entered_at: entered.at, left_at: 0 };
        let Entered { thread, callback, .. } = *entered;
        let record = Record { call, reply: Reply::Unfinished, callback, thread, when };
        self.trace.records.push(record);
        Ok(News::Entered(place))
    }

    fn leave(&mut self, left: &Left<'_>) -> Result<News, Problem> {
        let open = self.open.iter().rposition(|(number, _)| *number == left.number);
        let Some(open) = open else { return Ok(News::Other) };
        let (_, place) = self.open.remove(open);
        let mut reply = left.reply.read()?;
        match &mut reply {
            Reply::Returned(returned) => handed_out(returned, &self.trace.names)?,
            Reply::Unfinished => return Err(Problem::Malformed("what came back")),
            _ => {}
        }
        let event = self.event();
        let record = &mut self.trace.records[place - self.gone];
        record.reply = reply;
        record.when.left = event;
        record.when.left_at = left.at;
        Ok(News::Left(place))
    }

    const fn event(&mut self) -> u32 {
        let event = self.events;
        self.events += 1;
        event
    }
}

/// The call that is made to fail, if the registry has it.
fn fault(failing: &Failing) -> Option<Fault> {
    let function = Function::named(&failing.function)
        .find(|function| function.interface().name == failing.interface)?;
    Some(Fault { function, nth: failing.nth, code: HResult(failing.code) })
}

fn count(unknown: &mut Vec<(String, usize)>, interface: &str, function: &str) {
    let name = format!("{interface}::{function}");
    match unknown.iter_mut().find(|(known, _)| *known == name) {
        Some((_, count)) => *count += 1,
        None => unknown.push((name, 1)),
    }
}

fn known<T>(name: Option<T>, what: &'static str, number: u32) -> Result<(), Problem> {
    name.map(|_| ()).ok_or(Problem::Nameless(what, number))
}

/// Everything that a call mentions has a name.
fn named(call: &mut Call, names: &Names) -> Result<(), Problem> {
    let mut outcome = match call.receiver() {
        Some(receiver) => known(names.name(receiver), "thing", receiver.0),
        None => Ok(()),
    };
    call.references(&mut |reference| {
        let found = match reference {
            Reference::Thing(Pointer::To(thing)) => known(names.name(*thing), "thing", thing.0),
            Reference::Entry(EntryId::Known(entry)) => {
                known(names.entry_name(*entry), "entry id", entry.0)
            }
            _ => Ok(()),
        };
        if outcome.is_ok() {
            outcome = found;
        }
    });
    outcome
}

/// Everything that a reply hands out has a name.
fn handed_out(returned: &mut Returned, names: &Names) -> Result<(), Problem> {
    for out in &mut returned.outs {
        if let Some(thing) = out.thing() {
            known(names.name(thing), "thing", thing.0)?;
        }
        let mut outcome = Ok(());
        out.entries(&mut |entry| {
            if outcome.is_ok() {
                outcome = known(names.entry_name(*entry), "entry id", entry.0);
            }
        });
        outcome?;
    }
    Ok(())
}
