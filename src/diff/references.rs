use cemapi_abi::{Entry, Handle};

/// What the calls of a journal refer to: one list behind the other, as there are as many as calls.
#[derive(Debug, Default)]
pub(super) struct References {
    all: Vec<Reference>,
    /// Where the list begins that is being made.
    from: usize,
}

/// Something that a call refers to: the number of a thing or an entry id, and whether it is the
/// last in its list.
///
/// Whatever has a number is named in a frame of four bytes at least, and a journal that is compared
/// has fewer than 2^32; so two bits are free.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reference(u32);

const ENTRY: u32 = 1 << 31;
const LAST: u32 = 1 << 30;

impl Reference {
    pub(super) const fn thing(thing: Handle) -> Self {
        Self(thing.0 & !(ENTRY | LAST))
    }

    pub(super) const fn entry(entry: Entry) -> Self {
        Self(entry.0 & !LAST | ENTRY)
    }

    pub(super) const fn is_entry(self) -> bool {
        self.0 & ENTRY != 0
    }

    pub(super) const fn number(self) -> u32 {
        self.0 & !(ENTRY | LAST)
    }
}

/// Where a list begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct List(u32);

impl List {
    pub(super) const EMPTY: Self = Self(u32::MAX);
}

impl Default for List {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl References {
    pub(super) fn push(&mut self, reference: Reference) {
        self.all.push(reference);
    }

    /// Makes a list of what is in another one, and of all that was pushed since this was called.
    ///
    /// Entry ids come last: whether they are shown in between depends on the age of a journal.
    pub(super) fn list(&mut self, before: List) -> List {
        let from = self.from;
        self.all[from..].sort_by_key(|reference| reference.is_entry());
        let Some(last) = self.all[from..].last_mut() else { return before };
        last.0 |= LAST;
        let mut list = List(from as u32);
        if before != List::EMPTY {
            let mut known = self.of(before).to_vec();
            known.iter_mut().for_each(|reference| reference.0 &= !LAST);
            if before.0 as usize + known.len() == from {
                // Other calls are seldom made within a call.
                self.all[from - 1].0 &= !LAST;
                list = before;
            } else {
                self.all.splice(from..from, known);
            }
        }
        self.from = self.all.len();
        list
    }

    /// What is in a list.
    pub(super) fn of(&self, list: List) -> &[Reference] {
        let rest = self.all.get(list.0 as usize..).unwrap_or_default();
        let last = rest.iter().position(|reference| reference.0 & LAST != 0);
        &rest[..last.map_or(0, |last| last + 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_goes_on_with_the_list_of_its_call() {
        let mut references = References::default();
        let mut list = |before: List, numbers: &[u32]| {
            for number in numbers {
                references.push(Reference::thing(Handle(*number)));
            }
            references.list(before)
        };
        let nothing = list(List::EMPTY, &[]);
        let outer = list(List::EMPTY, &[1, 2]);
        let inner = list(List::EMPTY, &[3]);
        let inner = list(inner, &[4]);
        let late = list(nothing, &[5]);
        let outer = list(outer, &[6, 7]);
        let same = list(outer, &[]);
        let numbers = |list| -> Vec<u32> {
            references.of(list).iter().map(|reference| reference.number()).collect()
        };
        let told: [(List, &[u32]); 5] = [
            (nothing, &[]),
            (inner, &[3, 4]),
            (late, &[5]),
            (outer, &[1, 2, 6, 7]),
            (same, &[1, 2, 6, 7]),
        ];
        for (list, expected) in told {
            assert_eq!(numbers(list), expected);
        }
        references.push(Reference::entry(Entry(8)));
        let entry = references.list(List::EMPTY);
        assert!(matches!(references.of(entry), [one] if one.is_entry() && one.number() == 8));
    }
}
