use cemapi_abi::{
    Call, Entry, EntryId, Handle, Pointer, Reference, Reply,
    registry::{FunctionCall, Object, SessionCall, StoreCall, UnknownCall},
};
use cemapi_emulator::Fault;

use super::{
    End, Record, Trace,
    needs::{Needs, set},
};

impl Trace {
    /// The trace of some of the calls, with the names that they need; `keep` tells for each call
    /// whether it is one of them.
    #[must_use]
    pub fn only(&self, keep: &[bool]) -> Self {
        let mut kept = Self {
            made: self.made.clone(),
            scenario: self.scenario.clone(),
            threads: self.threads.clone(),
            end: if self.loses_ends(keep) { End::Cut } else { self.end },
            lost: self.lost,
            faults: self.remaining_faults(keep),
            ..Self::default()
        };
        let mut numbers = Numbers {
            trace: self,
            things: vec![None; self.names.len()],
            entries: vec![None; self.names.entries()],
        };
        let kept_records = || self.records.iter().zip(keep).filter(|(_, keep)| **keep);
        // Events are counted anew, and keep their order.
        let mut events: Vec<u32> = kept_records()
            .flat_map(|(record, _)| {
                [Some(record.when.entered), record.is_left().then_some(record.when.left)]
            })
            .flatten()
            .collect();
        events.sort_unstable();
        let number = |event: u32| events.binary_search(&event).map_or(event, |place| place as u32);
        for (record, _) in kept_records() {
            let mut record = numbers.renamed(record, &mut kept);
            record.when.entered = number(record.when.entered);
            if record.is_left() {
                record.when.left = number(record.when.left);
            }
            kept.records.push(record);
        }
        kept.addresses = self
            .addresses
            .iter()
            .filter_map(|(thing, address)| Some((numbers.things[thing.index()]?, *address)))
            .collect();
        kept
    }

    /// Whether what the kept calls left open at the end is not what was left open: a call is left
    /// out that gave back what they made, or the last one.
    fn loses_ends(&self, keep: &[bool]) -> bool {
        let mut made = vec![false; self.names.len()];
        let mut initialized = false;
        self.records.iter().zip(keep).any(|(record, keep)| {
            if *keep {
                for thing in record.makes() {
                    if let Some(made) = made.get_mut(thing.index()) {
                        *made = true;
                    }
                }
                initialized |= initializes(&record.call);
                return false;
            }
            match &record.call {
                Call::Function(FunctionCall::MAPIUninitialize {}) => initialized,
                call => {
                    gives_back(call).is_some_and(|thing| made.get(thing.index()) == Some(&true))
                }
            }
        }) || keep.last() == Some(&false)
    }

    /// The faults of calls that are kept, counted among those.
    fn remaining_faults(&self, keep: &[bool]) -> Vec<Fault> {
        let remaining = |fault: &Fault| {
            let calls = self.records.iter().zip(keep).filter(|(record, _)| {
                record.reply != Reply::NotMade && record.call.function() == fault.function
            });
            let mut nth = 0;
            for (seen, (_, keep)) in (1..).zip(calls) {
                nth += u32::from(*keep);
                if seen == fault.nth {
                    return keep.then(|| Fault { nth, ..fault.clone() });
                }
            }
            None
        };
        self.faults.iter().filter_map(remaining).collect()
    }

    /// Which calls an object's life needs: its own, those that made what these use, and what ends
    /// all of it.
    #[must_use]
    pub fn needs(&self, object: Handle) -> Vec<bool> {
        let about = |record: &Record| record.things().contains(&object);
        let keep: Vec<bool> = self.records.iter().map(about).collect();
        let mut keep = self.with_makers(keep);
        // What the kept calls hand out is ended too, or it would leak where it did not.
        let mut made = vec![false; self.names.len()];
        for (record, keep) in self.records.iter().zip(&mut keep) {
            *keep |= match &record.call {
                Call::Function(FunctionCall::MAPIUninitialize {}) => true,
                call if initializes(call) => true,
                Call::Unknown(thing, UnknownCall::AddRef {}) => {
                    made.get(thing.index()) == Some(&true)
                }
                call => {
                    gives_back(call).is_some_and(|thing| made.get(thing.index()) == Some(&true))
                }
            };
            if *keep {
                for thing in record.makes() {
                    if let Some(made) = made.get_mut(thing.index()) {
                        *made = true;
                    }
                }
            }
        }
        self.with_makers(keep)
    }

    /// The same calls, those that made what they use, the one that initialized MAPI before, and what
    /// was called on sinks within them.
    #[must_use]
    pub fn with_makers(&self, mut keep: Vec<bool>) -> Vec<bool> {
        keep.resize(self.records.len(), false);
        let first = keep.iter().position(|keep| *keep);
        let begins = self.records.iter().position(|record| initializes(&record.call));
        if let Some(begins) = begins.filter(|begins| first.is_some_and(|first| *begins < first)) {
            keep[begins] = true;
        }
        let parents: Vec<Option<usize>> =
            self.around().map(|around| around.within.last().copied()).collect();
        let mut needs = Needs::new(self);
        for (place, record) in self.records.iter().enumerate().rev() {
            keep[place] |= needs.has(record);
            if keep[place] {
                needs.take(record);
                if let (true, Some(parent)) = (record.callback, parents[place]) {
                    keep[parent] = true;
                }
            }
        }
        // What a kept call was told of to a sink that a kept call registered comes along.
        let mut sinks = vec![false; self.names.len()];
        for (place, record) in self.records.iter().enumerate() {
            let known = |thing: Handle| sinks.get(thing.index()) == Some(&true);
            let within = parents[place].is_some_and(|parent| keep[parent]);
            keep[place] |= record.callback && within && record.call.receiver().is_some_and(known);
            if keep[place] && !record.callback {
                record.uses().into_iter().for_each(|thing| set(&mut sinks, thing.index(), true));
            }
        }
        keep
    }
}

impl Record {
    /// The entry ids that the program is told: in the reply, or on its sinks.
    pub(crate) fn tells(&self) -> Vec<Entry> {
        match self.callback {
            true => taken_entries(&self.call),
            false => shown_entries(self),
        }
    }
}

/// The entry ids that a call takes.
pub(crate) fn taken_entries(call: &Call) -> Vec<Entry> {
    let mut taken = Vec::new();
    call.clone().references(&mut |reference| {
        if let Reference::Entry(EntryId::Known(entry)) = reference {
            taken.push(*entry);
        }
    });
    taken
}

const fn initializes(call: &Call) -> bool {
    matches!(call, Call::Function(FunctionCall::MAPIInitialize { .. }))
}

/// What a call gives back, in whole or in part.
pub(crate) fn gives_back(call: &Call) -> Option<Handle> {
    match call {
        Call::Unknown(object, UnknownCall::Release {}) => Some(*object),
        Call::Session(session, SessionCall::Logoff { .. }) => Some(*session),
        Call::Session(_, SessionCall::Unadvise { ulConnection: Pointer::To(thing) })
        | Call::Store(_, StoreCall::Unadvise { ulConnection: Pointer::To(thing) })
        | Call::Function(
            FunctionCall::MAPIFreeBuffer { lpBuffer: Pointer::To(thing) }
            | FunctionCall::FreeProws { prows: Pointer::To(thing) },
        ) => Some(*thing),
        _ => None,
    }
}

/// The entry ids that a reply shows.
pub(crate) fn shown_entries(record: &Record) -> Vec<Entry> {
    let mut shown = Vec::new();
    for mut out in record.reply.returned().into_iter().flat_map(|returned| returned.outs.clone()) {
        out.entries(&mut |entry| shown.push(*entry));
    }
    shown
}

/// The numbers that things have among those that are kept.
struct Numbers<'a> {
    trace: &'a Trace,
    things: Vec<Option<Handle>>,
    entries: Vec<Option<Entry>>,
}

impl Numbers<'_> {
    fn renamed(&mut self, record: &Record, kept: &mut Trace) -> Record {
        let mut record = record.clone();
        if let Some(receiver) = record.call.receiver() {
            record.call = record.call.on(self.thing(receiver, kept));
        }
        record.call.references(&mut |reference| match reference {
            Reference::Thing(Pointer::To(thing)) => *thing = self.thing(*thing, kept),
            Reference::Entry(EntryId::Known(entry)) => *entry = self.entry(*entry, kept),
            _ => {}
        });
        if let Reply::Returned(returned) = &mut record.reply {
            for out in &mut returned.outs {
                if let Some(thing) = out.thing_mut() {
                    *thing = self.thing(*thing, kept);
                }
                out.entries(&mut |entry| *entry = self.entry(*entry, kept));
            }
        }
        record
    }

    fn thing(&mut self, thing: Handle, kept: &mut Trace) -> Handle {
        let names = &self.trace.names;
        let add = || {
            let name = names.name(thing).unwrap_or("?").to_owned();
            kept.names.add(name, names.object(thing).unwrap_or(Object::Unknown))
        };
        match self.things.get_mut(thing.index()) {
            Some(known) => *known.get_or_insert_with(add),
            None => thing,
        }
    }

    fn entry(&mut self, entry: Entry, kept: &mut Trace) -> Entry {
        let name = self.trace.names.entry_name(entry).unwrap_or("?");
        match self.entries.get_mut(entry.0 as usize) {
            Some(known) => *known.get_or_insert_with(|| kept.names.add_entry(name)),
            None => entry,
        }
    }
}
