use std::{ops::Range, thread};

use cemapi_abi::Function;
use cemapi_journal::Error;

use super::{
    Change, Part,
    align::{Stretch, align},
    index::Index,
    line::Shown,
    mapping::Mapping,
    twins::twins,
};

/// In what two traces differ.
#[derive(Debug)]
pub struct Difference {
    /// How many calls the first has.
    pub one: usize,
    /// How many the second has.
    pub other: usize,
    /// The differences, in order.
    pub changes: Vec<Change>,
}

/// Which of the two traces a journal's error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The first.
    One,
    /// The second.
    Other,
}

impl Difference {
    /// Compares two journals.
    ///
    /// # Errors
    ///
    /// One of them is damaged.
    pub fn between(one: &[u8], other: &[u8]) -> Result<Self, (Side, Error)> {
        if let Some(calls) = twins(one, other) {
            return Ok(Self { one: calls, other: calls, changes: Vec::new() });
        }
        let (a, b) = thread::scope(|scope| {
            let a = scope.spawn(|| Index::new(one));
            let b = Index::new(other);
            (a.join(), b)
        });
        // A thread that panicked goes on doing so.
        let a = a.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let a = a.map_err(|error| (Side::One, error))?;
        let b = b.map_err(|error| (Side::Other, error))?;
        let changes = Comparison::new(&a, &b).changes();
        Ok(Self { one: a.places.len(), other: b.places.len(), changes })
    }
}

struct Comparison<'a> {
    a: &'a Index<'a>,
    b: &'a Index<'a>,
    mapping: Mapping,
    changes: Vec<Change>,
}

impl<'a> Comparison<'a> {
    fn new(a: &'a Index<'a>, b: &'a Index<'a>) -> Self {
        Self { a, b, mapping: Mapping::default(), changes: Vec::new() }
    }

    fn changes(mut self) -> Vec<Change> {
        for stretch in align(&self.a.tokens, &self.b.tokens) {
            match stretch {
                Stretch::Same(one, other) => {
                    for (one, other) in one.zip(other) {
                        if !self.mapping.agree(self.a, one, self.b, other) {
                            self.changed(one, other);
                        }
                    }
                }
                Stretch::Other(one, other) => self.other(one, other),
            }
        }
        let (a, b) = (self.a, self.b);
        if a.end != b.end {
            let part = Part::of("end", format!("{:?}", a.end), format!("{:?}", b.end));
            self.changes.push(Change::Ended(part));
        }
        if a.lost != b.lost {
            let part = Part::of("lost", a.lost.to_string(), b.lost.to_string());
            self.changes.push(Change::Ended(part));
        }
        self.changes
    }

    /// A stretch that differs: calls of one function are held against each other.
    fn other(&mut self, one: Range<usize>, other: Range<usize>) {
        let functions = |index: &Index<'_>, calls: Range<usize>| -> Vec<u64> {
            calls.map(|call| function(index, call)).collect()
        };
        let (ones, others) = (functions(self.a, one.clone()), functions(self.b, other.clone()));
        for stretch in align(&ones, &others) {
            match stretch {
                Stretch::Same(ones, others) => {
                    for (a, b) in ones.zip(others) {
                        let (a, b) = (one.start + a, other.start + b);
                        _ = self.mapping.agree(self.a, a, self.b, b);
                        self.changed(a, b);
                    }
                }
                Stretch::Other(ones, others) => {
                    for a in ones {
                        let one = one.start + a;
                        let line = Shown { index: self.a, call: one }.line();
                        self.changes.push(Change::Removed { one, line });
                    }
                    for b in others {
                        let other = other.start + b;
                        let line = Shown { index: self.b, call: other }.line();
                        self.changes.push(Change::Added { other, line });
                    }
                }
            }
        }
    }

    fn changed(&mut self, one: usize, other: usize) {
        let (a, b) = self.shown(one, other);
        let parts = a.parts(&b, &self.mapping);
        // What differs only in what it came from has been told there.
        if !parts.is_empty() {
            let line = a.line();
            self.changes.push(Change::Changed { one, other, line, parts });
        }
        self.mapping.go_on(self.a, one, self.b, other);
    }

    const fn shown(&self, one: usize, other: usize) -> (Shown<'a>, Shown<'a>) {
        (Shown { index: self.a, call: one }, Shown { index: self.b, call: other })
    }
}

/// A number for what is called.
fn function(index: &Index<'_>, call: usize) -> u64 {
    let (bytes, _) = index.bytes(call);
    let call = index.signatures.call(bytes).and_then(|call| call.function());
    call.map_or(u64::MAX, |function: Function| function.index() as u64)
}
