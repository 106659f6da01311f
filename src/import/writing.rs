use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
};

use cemapi_abi::{
    Call, EntryId, Handle, Output, Place, Pointer, Reference, Reply, Value,
    private::veil_call,
    registry::{Kind, Object},
};

use super::{filling::Filling, missing::Missing, order::Order};
use crate::{
    text::{a, default_value, write_string, write_value},
    trace::{Record, Trace, shown_entries},
};

/// The calls of a scenario that are being written.
pub(super) struct Writing<'a> {
    trace: &'a Trace,
    missing: Missing,
    order: Order,
    /// What has a name by now, and what it is.
    declared: HashMap<Handle, Object>,
    entries: HashSet<String>,
    /// What could not be taken over, a sentence each.
    pub(super) notes: Vec<String>,
    /// What was made up for private data.
    pub(super) filling: Filling,
}

impl<'a> Writing<'a> {
    pub(super) fn new(trace: &'a Trace) -> Self {
        let (declared, entries) = (HashMap::new(), HashSet::new());
        let order = Order::of(trace);
        let (notes, filling) = (order.notes(), Filling::default());
        Self { trace, missing: Missing::of(trace), order, declared, entries, notes, filling }
    }

    /// The text of all calls.
    pub(super) fn calls(&mut self) -> String {
        let mut out = String::new();
        for (place, record) in self.trace.records.iter().enumerate() {
            // What the implementation calls, it calls again by itself.
            if record.callback {
                continue;
            }
            self.sinks(&mut out, record);
            if let Err(why) = self.check_receiver(record) {
                self.notes.push(format!("call {} is left out: {why}", place + 1));
                continue;
            }
            out.push_str("        ");
            self.call(&mut out, place, record);
            out.push_str(",\n");
        }
        out
    }

    /// Sinks that the program brought along are made before they are used.
    fn sinks(&mut self, out: &mut String, record: &Record) {
        for thing in record.uses() {
            let sink = self.trace.names.object(thing) == Some(Object::Sink);
            if sink && self.declared.insert(thing, Object::Sink).is_none() {
                out.push_str("        NewSink(sink: ");
                write_string(out, self.trace.names.name(thing).unwrap_or("?"));
                out.push_str("),\n");
            }
        }
    }

    /// Whether a scenario can make the call on what it was made on; if not, why.
    fn check_receiver(&self, record: &Record) -> Result<(), String> {
        let Some(receiver) = record.call.receiver() else { return Ok(()) };
        let name = self.trace.names.name(receiver).unwrap_or("?");
        let wanted = record.call.function().interface().receiver;
        match (self.declared.get(&receiver), wanted) {
            (None, _) => Err(format!("nothing handed out {name}, on which it is made")),
            (Some(object), Some((_, wanted))) if !object.serves_as(wanted) => {
                let (is, wanted) = (a(object.noun()), a(wanted.noun()));
                Err(format!("{name}, on which it is made, is {is} and not {wanted}"))
            }
            _ => Ok(()),
        }
    }

    fn call(&mut self, out: &mut String, place: usize, record: &Record) {
        let function = record.call.function();
        let signature = function.signature();
        let names = &self.trace.names;
        let call = self.with_foreigners(&record.call);
        let call = veil_call(call.clone(), &mut self.filling).unwrap_or(call);
        out.push_str(signature.name);
        out.push('(');
        let start = out.len();
        let field = |out: &mut String, name: &str| {
            if out.len() > start {
                out.push_str(", ");
            }
            out.push_str(name);
            out.push_str(": ");
        };
        if let (Some((key, _)), Some(receiver)) = (function.interface().receiver, call.receiver()) {
            field(out, key);
            write_string(out, names.name(receiver).unwrap_or("?"));
        }
        let outs = match &record.reply {
            Reply::Returned(returned) => returned.outs.as_slice(),
            _ => &[],
        };
        let mut outs = outs.iter();
        let mut params = signature.params.iter();
        let missing = &mut self.missing;
        let declared = &mut self.declared;
        let notes = &mut self.notes;
        call.values(&mut |value| {
            let Some(param) = params.next() else { return };
            if let (true, Value::Place(Place::Given)) = (param.out, &value) {
                let handed = outs.next().and_then(Output::thing);
                let absent = || missing.take(place, param, names);
                let Some(thing) = handed.or_else(absent) else { return };
                if let Some(object) = param.hands_out()
                    && !declared.contains_key(&thing)
                {
                    declared.insert(thing, object);
                    field(out, param.name);
                    write_string(out, names.name(thing).unwrap_or("?"));
                }
                return;
            }
            if param.out {
                _ = outs.next();
            }
            let value = match (param.kind, value) {
                (Kind::Pointer(wanted), Value::Pointer(Pointer::To(thing)))
                    if declared.get(&thing).is_some_and(|object| !object.serves_as(wanted)) =>
                {
                    let (name, wanted) = (names.name(thing).unwrap_or("?"), a(wanted.noun()));
                    notes.push(format!(
                        "call {} has {name} for {} and that is not {wanted}; here it is `Foreign`",
                        place + 1,
                        param.name
                    ));
                    Value::Pointer(Pointer::Foreign)
                }
                (_, value) => value,
            };
            if value != default_value(param) {
                field(out, param.name);
                write_value(out, param, &value, names);
            }
        });
        if record.thread.0 > 0 {
            field(out, "thread");
            write_string(out, &self.thread(record));
        }
        let entries = self.new_entries(place, record);
        if !entries.is_empty() {
            field(out, "entries");
            _ = write!(out, "{entries:?}");
        }
        out.push(')');
    }

    /// The call, in which what nothing handed out is memory of somebody else's.
    fn with_foreigners(&self, call: &Call) -> Call {
        let mut call = call.clone();
        call.references(&mut |reference| match reference {
            Reference::Thing(pointer) => {
                if let Pointer::To(thing) = pointer
                    && !self.declared.contains_key(thing)
                {
                    *pointer = Pointer::Foreign;
                }
            }
            Reference::Entry(entry) => {
                if let EntryId::Known(known) = entry
                    && !self.knows(self.trace.names.entry_name(*known).unwrap_or_default())
                {
                    *entry = EntryId::Bytes(Vec::new());
                }
            }
        });
        call
    }

    fn knows(&self, entry: &str) -> bool {
        self.entries.contains(entry)
    }

    /// The name of a thread; the first is always `main`.
    fn thread(&self, record: &Record) -> String {
        match self.trace.thread(record.thread) {
            "main" | "" => format!("thread#{}", record.thread.0),
            name => name.to_owned(),
        }
    }

    /// The names of the entry ids in the reply and in what the implementation called meanwhile, up to
    /// the last new one. One that is known already gets another name, as every name is given once.
    fn new_entries(&mut self, place: usize, record: &Record) -> Vec<String> {
        let mut names = Vec::new();
        let mut needed = 0;
        let told = self.order.callbacks(place).iter().filter_map(|at| self.trace.records.get(*at));
        let told = told.flat_map(Record::tells);
        for entry in shown_entries(record).into_iter().chain(told) {
            let name = self.trace.names.entry_name(entry).unwrap_or("?").to_owned();
            if self.entries.insert(name.clone()) {
                names.push(name);
                needed = names.len();
                continue;
            }
            let again = (2..)
                .map(|n| format!("{name} ({n})"))
                .find(|again| !self.entries.contains(again) && !names.contains(again));
            names.extend(again);
        }
        names.truncate(needed);
        let missing = self.missing.entries.iter().filter(|(call, _)| *call == place);
        let missing = missing.filter_map(|(_, entry)| self.trace.names.entry_name(*entry));
        names.extend(missing.map(ToOwned::to_owned));
        self.entries.extend(names.iter().cloned());
        names
    }
}
