use std::collections::HashSet;

use cemapi_abi::{
    Entry, Handle, Output, Place, Reply, Value,
    registry::{Kind, Object, Param},
};

use crate::{
    text::Names,
    trace::{Trace, shown_entries, taken_entries},
};

/// What calls should have handed out and did not: it is known by the calls that were not made for
/// the lack of it.
#[derive(Default)]
pub(super) struct Missing {
    /// The call that could have handed a thing out, the latest one.
    things: Vec<(usize, Handle)>,
    /// The call that could have shown an entry id.
    pub(super) entries: Vec<(usize, Entry)>,
}

impl Missing {
    pub(super) fn of(trace: &Trace) -> Self {
        let mut missing = Self::default();
        let mut seen: (HashSet<Handle>, HashSet<Entry>) = Default::default();
        let mut empty: Vec<(usize, Object)> = Vec::new();
        let mut shows_entries = None;
        for (place, record) in trace.records.iter().enumerate() {
            if record.reply == Reply::NotMade {
                for thing in record.uses() {
                    let object = trace.names.object(thing).unwrap_or(Object::Unknown);
                    let maker = empty.iter().rposition(|(_, made)| made.serves_as(object));
                    if let Some(maker) = maker.filter(|_| seen.0.insert(thing)) {
                        missing.things.push((empty.remove(maker).0, thing));
                    }
                }
                for entry in taken_entries(&record.call) {
                    if let Some(call) = shows_entries.filter(|_| seen.1.insert(entry)) {
                        missing.entries.push((call, entry));
                    }
                }
            }
            seen.0.extend(record.makes());
            seen.1.extend(shown_entries(record));
            let mut outs = record.reply.returned().into_iter().flat_map(|returned| &returned.outs);
            let mut params = record.call.function().signature().params.iter();
            record.call.values(&mut |value| {
                let Some(param) = params.next().filter(|param| param.out) else { return };
                let handed = outs.next().and_then(Output::thing);
                if handed.is_none() && value == Value::Place(Place::Given) {
                    empty.extend(param.hands_out().map(|object| (place, object)));
                }
                if matches!(param.kind, Kind::Props | Kind::Rows | Kind::EntryId) {
                    shows_entries = Some(place);
                }
            });
        }
        missing
    }

    /// The thing that this call should have handed out here.
    pub(super) fn take(&mut self, call: usize, param: &Param, names: &Names) -> Option<Handle> {
        let made = param.hands_out()?;
        let fits = |(maker, thing): &(usize, Handle)| {
            *maker == call && names.object(*thing).is_none_or(|object| made.serves_as(object))
        };
        let place = self.things.iter().position(fits)?;
        Some(self.things.remove(place).1)
    }
}
