use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    ops::Range,
};

use imara_diff::{Algorithm, Diff, Token};

/// A stretch of two traces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    /// It is in both.
    Same(Range<usize>, Range<usize>),
    /// The one has this where the other has that; either may be empty.
    Other(Range<usize>, Range<usize>),
}

/// Aligns two sequences, with as few differences as can be found in good time.
pub(super) fn align(one: &[u64], other: &[u64]) -> Vec<Stretch> {
    let alike = |(one, other): &(&u64, &u64)| one == other;
    let before = one.iter().zip(other).take_while(alike).count();
    let ends = one[before..].iter().rev().zip(other[before..].iter().rev());
    let after = ends.take_while(alike).count();
    let (one_end, other_end) = (one.len() - after, other.len() - after);
    let mut stretches = Vec::new();
    let mut at = (0, 0);
    for (removed, added) in hunks(&one[before..one_end], &other[before..other_end]) {
        let removed = removed.start + before..removed.end + before;
        let added = added.start + before..added.end + before;
        same(&mut stretches, at, (removed.start, added.start));
        at = (removed.end, added.end);
        stretches.push(Stretch::Other(removed, added));
    }
    same(&mut stretches, at, (one.len(), other.len()));
    stretches
}

fn same(stretches: &mut Vec<Stretch>, from: (usize, usize), to: (usize, usize)) {
    if from != to {
        stretches.push(Stretch::Same(from.0..to.0, from.1..to.1));
    }
}

/// Where the two differ.
fn hunks(one: &[u64], other: &[u64]) -> Vec<(Range<usize>, Range<usize>)> {
    if one.is_empty() && other.is_empty() {
        return Vec::new();
    }
    let mut known: HashMap<u64, u32, BuildHasherDefault<Itself>> = HashMap::default();
    let mut token = |number: &u64| {
        let next = known.len() as u32;
        Token(*known.entry(*number).or_insert(next))
    };
    let one: Vec<Token> = one.iter().map(&mut token).collect();
    let other: Vec<Token> = other.iter().map(&mut token).collect();
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Myers, &one, &other, known.len() as u32);
    let range = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| (range(hunk.before), range(hunk.after))).collect()
}

/// The hash of a number that is a hash already.
#[derive(Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}
