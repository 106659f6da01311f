use std::{collections::HashMap, iter};

use cemapi_abi::{
    Call, Entry, EntryId, Handle, Pointer, Reference, Reply, Thread, registry::Object,
};

use super::{End, Made, Record, Trace, When, namespace::Namespace};
use crate::scenario::{Scenario, Step};

/// A scenario that is being run: what its names stand for so far, and the trace that grows.
///
/// The target numbers things as it likes; in the trace they are numbered anew, in the order in
/// which their names appear.
#[derive(Debug)]
pub struct Recording<'a> {
    scenario: &'a Scenario,
    trace: Trace,
    things: Namespace,
    entries: Namespace,
    /// For each kind of thing, the number of the one that got a number for a name last.
    numbers: HashMap<&'static str, u32>,
    /// How many events there have been.
    events: u32,
    /// Where the target's things lie in memory.
    addresses: Vec<(Handle, u64)>,
}

/// A call that the implementation makes on an object of the program, with the target's numbers.
#[derive(Debug)]
pub struct Called {
    /// The call.
    pub call: Call,
    /// What the program's object replied.
    pub reply: Reply,
    /// The thread; `None` is one of the implementation's own.
    pub thread: Option<Thread>,
}

impl<'a> Recording<'a> {
    /// Begins a recording.
    #[must_use]
    pub fn new(scenario: &'a Scenario, made: Made) -> Self {
        let trace = Trace {
            made,
            scenario: scenario.name.clone(),
            faults: scenario.faults.clone(),
            threads: scenario.threads.clone(),
            records: Vec::with_capacity(scenario.steps.len()),
            ..Trace::default()
        };
        Self {
            scenario,
            trace,
            things: Namespace::new(scenario.names.len()),
            entries: Namespace::new(scenario.names.entries()),
            numbers: HashMap::new(),
            events: 0,
            addresses: Vec::new(),
        }
    }

    /// The call of a step with the target's numbers; `None` if something in it has not appeared.
    #[must_use]
    pub fn resolve(&self, step: &Step) -> Option<Call> {
        let mut call = step.call.clone();
        if let Some(receiver) = call.receiver() {
            call = call.on(Handle(self.things.target(receiver.0)?));
        }
        let mut complete = true;
        call.references(&mut |reference| {
            let (number, target) = match reference {
                Reference::Thing(Pointer::To(thing)) => {
                    let target = self.things.target(thing.0);
                    (&mut thing.0, target)
                }
                Reference::Entry(EntryId::Known(entry)) => {
                    let target = self.entries.target(entry.0);
                    (&mut entry.0, target)
                }
                _ => return,
            };
            match target {
                Some(target) => *number = target,
                None => complete = false,
            }
        });
        complete.then_some(call)
    }

    /// How the run ends with this reply, if it does.
    #[must_use]
    pub fn end_after(&self, step: &Step, reply: &Reply) -> Option<End> {
        match (reply, step.returns) {
            (Reply::Died(_) | Reply::Hung, _) => Some(End::InCall),
            (Reply::Returned(returned), Some(wanted)) if returned.value != wanted => {
                Some(End::Stopped)
            }
            (Reply::NotMade, Some(_)) => Some(End::Stopped),
            _ => None,
        }
    }

    /// Takes in the reply to a step, and what was called on the program's objects meanwhile.
    pub fn record(&mut self, step: &Step, reply: Reply, called: Vec<Called>) {
        let place = self.trace.records.len();
        let call = self.show_step(&step.call);
        let entered = self.event();
        let record = Record {
            call,
            reply: Reply::NotMade,
            callback: false,
            thread: step.thread,
            when: When::default(),
        };
        self.trace.records.push(record);
        // The names of what the reply shows come first, though it comes last.
        let shown = if step.entries.is_empty() { 0 } else { shown(&reply).min(step.entries.len()) };
        let (shown, told) = step.entries.split_at(shown);
        let mut told = told.iter().copied();
        for called in called {
            self.called(called, step.thread, &mut told);
        }
        let reply = self.show_reply(step, reply, shown);
        let left = self.event();
        let record = &mut self.trace.records[place];
        record.reply = reply;
        record.when = When { entered, left, ..When::default() };
    }

    /// Takes in when the call was entered and left that was recorded last.
    pub fn time(&mut self, entered_at: u64, left_at: u64) {
        let last = self.trace.records.iter_mut().rfind(|record| !record.callback);
        if let Some(record) = last {
            record.when = When { entered_at, left_at, ..record.when };
        }
    }

    /// Takes in where one of the target's things lies in memory.
    pub fn address(&mut self, thing: Handle, address: u64) {
        self.addresses.push((thing, address));
    }

    /// Takes in a call that the implementation made on an object of the program.
    pub fn callback(&mut self, called: Called, during: Thread) {
        self.called(called, during, &mut iter::empty());
    }

    fn called(
        &mut self,
        called: Called,
        during: Thread,
        entries: &mut impl Iterator<Item = Entry>,
    ) {
        let call = self.show_callback(called.call, entries);
        let (entered, left) = (self.event(), self.event());
        let when = When { entered, left, ..When::default() };
        let thread = called.thread.unwrap_or(during);
        self.trace.records.push(Record { call, reply: called.reply, callback: true, thread, when });
    }

    const fn event(&mut self) -> u32 {
        let event = self.events;
        self.events += 1;
        event
    }

    /// The call of a step as the trace shows it: names of what has not appeared stay names.
    fn show_step(&mut self, call: &Call) -> Call {
        let Self { scenario, trace, things, entries, .. } = self;
        let mut show_thing = |thing: &mut Handle| {
            thing.0 = things.show(thing.0, || {
                let name = scenario.names.name(*thing).unwrap_or("?").to_owned();
                let object = scenario.names.object(*thing).unwrap_or(Object::Other);
                trace.names.add_absent(name, object).0
            });
        };
        let mut call = call.clone();
        if let Some(mut receiver) = call.receiver() {
            show_thing(&mut receiver);
            call = call.on(receiver);
        }
        // Things and entry ids are shown one after the other, as both may be added to the names.
        call.references(&mut |reference| {
            if let Reference::Thing(Pointer::To(thing)) = reference {
                show_thing(thing);
            }
        });
        call.references(&mut |reference| {
            if let Reference::Entry(EntryId::Known(entry)) = reference {
                entry.0 = entries.show(entry.0, || {
                    let name = scenario.names.entry_name(*entry).unwrap_or("?").to_owned();
                    trace.names.add_entry(name).0
                });
            }
        });
        call
    }

    fn show_reply(&mut self, step: &Step, mut reply: Reply, entries: &[Entry]) -> Reply {
        let Reply::Returned(returned) = &mut reply else { return reply };
        let params = step.call.function().signature().outs();
        for ((param, out), name) in params.zip(&mut returned.outs).zip(&step.outs) {
            if let Some(thing) = out.thing_mut() {
                let object = param.hands_out().unwrap_or(Object::Other);
                *thing = self.appeared(*thing, *name, object);
            }
        }
        let mut entry_names = entries.iter();
        for out in &mut returned.outs {
            out.entries(&mut |entry| {
                *entry = self.entry_appeared(*entry, entry_names.next().copied());
            });
        }
        reply
    }

    fn show_callback(&mut self, mut call: Call, entries: &mut impl Iterator<Item = Entry>) -> Call {
        if let Some(receiver) = call.receiver() {
            call = call.on(self.appeared(receiver, None, Object::Sink));
        }
        call.references(&mut |reference| match reference {
            Reference::Thing(Pointer::To(thing)) => {
                *thing = self.appeared(*thing, None, Object::Unknown);
            }
            Reference::Entry(EntryId::Known(entry)) => {
                *entry = self.entry_appeared(*entry, entries.next());
            }
            _ => {}
        });
        call
    }

    /// The number in the trace of a thing that the target handed out.
    fn appeared(&mut self, thing: Handle, name: Option<Handle>, object: Object) -> Handle {
        let Self { scenario, trace, things, numbers, .. } = self;
        let (names, own) = (&mut trace.names, &scenario.names);
        Handle(things.appear(thing.0, name.map(|name| name.0), || {
            let given = name.and_then(|name| own.name(name));
            let name = given.map_or_else(
                || {
                    unused(object.noun(), numbers, |name| {
                        names.find(name).or_else(|| own.find(name)).is_some()
                    })
                },
                ToOwned::to_owned,
            );
            names.add(name, object).0
        }))
    }

    /// The number in the trace of an entry id that the target handed out.
    fn entry_appeared(&mut self, entry: Entry, name: Option<Entry>) -> Entry {
        let Self { scenario, trace, entries, numbers, .. } = self;
        let (names, own) = (&mut trace.names, &scenario.names);
        Entry(entries.appear(entry.0, name.map(|name| name.0), || {
            let given = name.and_then(|name| own.entry_name(name));
            let name = given.map_or_else(
                || {
                    unused("entry", numbers, |name| {
                        names.find_entry(name).or_else(|| own.find_entry(name)).is_some()
                    })
                },
                ToOwned::to_owned,
            );
            names.add_entry(name).0
        }))
    }

    /// Ends the recording.
    #[must_use]
    pub fn end(mut self, end: End) -> Trace {
        self.trace.end = end;
        let shown = |(thing, address): (Handle, u64)| {
            Some((Handle(self.things.in_trace(thing.0)?), address))
        };
        self.trace.addresses = self.addresses.into_iter().filter_map(shown).collect();
        self.trace
    }
}

/// How many entry ids a reply shows.
fn shown(reply: &Reply) -> usize {
    let mut number = 0;
    for mut out in reply.returned().into_iter().flat_map(|returned| returned.outs.clone()) {
        out.entries(&mut |_| number += 1);
    }
    number
}

/// The next of `noun#1`, `noun#2` and so on that is not taken; what was taken once remains so.
fn unused(
    noun: &'static str,
    numbers: &mut HashMap<&'static str, u32>,
    taken: impl Fn(&str) -> bool,
) -> String {
    let number = numbers.entry(noun).or_default();
    loop {
        *number += 1;
        let name = format!("{noun}#{number}");
        if !taken(&name) {
            return name;
        }
    }
}
