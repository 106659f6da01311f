use super::{Record, Trace, taken_entries};

/// What calls that are kept need, seen from the end.
pub(super) struct Needs {
    things: Vec<bool>,
    entries: Vec<bool>,
    /// The sinks that have to be registered.
    sinks: Vec<bool>,
}

impl Needs {
    pub(super) fn new(trace: &Trace) -> Self {
        let things = vec![false; trace.names.len()];
        Self { entries: vec![false; trace.names.entries()], sinks: things.clone(), things }
    }

    /// Whether a call made or told something that is needed.
    pub(super) fn has(&self, record: &Record) -> bool {
        let has = |list: &[bool], place: usize| list.get(place) == Some(&true);
        let tells = record.tells().iter().any(|entry| has(&self.entries, entry.0 as usize));
        if record.callback {
            return tells;
        }
        // Only the call in which it appeared first made it; an earlier one may be kept besides.
        let mut made = record.makes().peekable();
        let registers = made.peek().is_some()
            && record.uses().iter().any(|thing| has(&self.sinks, thing.index()));
        tells || registers || made.any(|thing| has(&self.things, thing.index()))
    }

    /// Takes in a call that is kept.
    pub(super) fn take(&mut self, record: &Record) {
        // Of many calls that tell an entry id the last one before it is used is enough.
        for entry in record.tells() {
            set(&mut self.entries, entry.0 as usize, false);
        }
        for thing in record.uses() {
            set(&mut self.things, thing.index(), true);
        }
        if record.callback {
            record.call.receiver().into_iter().for_each(|sink| {
                set(&mut self.sinks, sink.index(), true);
            });
            return;
        }
        for entry in taken_entries(&record.call) {
            set(&mut self.entries, entry.0 as usize, true);
        }
    }
}

/// Changes what a list says of a place, if it has one.
pub(super) fn set(list: &mut [bool], place: usize, value: bool) {
    if let Some(found) = list.get_mut(place) {
        *found = value;
    }
}
