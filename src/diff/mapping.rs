use super::index::Index;

/// What the things, entry ids and threads of one trace are called in another.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    pub(super) things: Pairs,
    pub(super) entries: Pairs,
    pub(super) threads: Pairs,
}

/// Pairs of numbers, no number in two of them.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    there: Vec<Option<u32>>,
    back: Vec<Option<u32>>,
}

impl Pairs {
    /// Whether the two are a pair; if neither has met anybody yet, they are one from now on.
    fn meet(&mut self, one: u32, other: u32) -> bool {
        let there = slot(&mut self.there, one);
        let back = slot(&mut self.back, other);
        match (*there, *back) {
            (None, None) => {
                (*there, *back) = (Some(other), Some(one));
                true
            }
            (there, _) => there == Some(other),
        }
    }

    /// Makes the two a pair, whoever they were paired with before.
    fn pair(&mut self, one: u32, other: u32) {
        let before = slot(&mut self.there, one).replace(other);
        if let Some(before) = before {
            *slot(&mut self.back, before) = None;
        }
        let before = slot(&mut self.back, other).replace(one);
        if let Some(before) = before.filter(|before| *before != one) {
            *slot(&mut self.there, before) = None;
        }
    }

    /// What this one is on the other side.
    pub(super) fn there(&self, one: u32) -> Option<u32> {
        self.there.get(one as usize).copied().flatten()
    }
}

fn slot(slots: &mut Vec<Option<u32>>, number: u32) -> &mut Option<u32> {
    let place = number as usize;
    if slots.len() <= place {
        // Only what has a name gets here.
        slots.resize(place + 1, None);
    }
    &mut slots[place]
}

impl Mapping {
    /// Whether two calls refer to the same things; those that appear in them are the same from
    /// now on.
    pub(super) fn agree(&mut self, a: &Index<'_>, one: usize, b: &Index<'_>, other: usize) -> bool {
        let (ones, others) = (a.references(one), b.references(other));
        let mut agree = ones.len() == others.len();
        for (one, other) in ones.iter().zip(others) {
            let pairs = match (one.is_entry(), other.is_entry()) {
                (false, false) => &mut self.things,
                (true, true) => &mut self.entries,
                _ => return false,
            };
            agree &= pairs.meet(one.number(), other.number());
        }
        if a.places[one].callback && b.places[other].callback {
            // On which thread the implementation calls may differ from run to run.
            return agree;
        }
        let threads = (a.places[one].thread, b.places[other].thread);
        agree & self.threads.meet(threads.0.into(), threads.1.into())
    }

    /// Takes the threads of two calls for the same one from now on: nothing hands out a thread, so
    /// that it is another one can be told only where it makes a call, and once is enough.
    pub(super) fn go_on(&mut self, a: &Index<'_>, one: usize, b: &Index<'_>, other: usize) {
        if !a.places[one].callback && !b.places[other].callback {
            self.threads.pair(a.places[one].thread.into(), b.places[other].thread.into());
        }
    }
}
