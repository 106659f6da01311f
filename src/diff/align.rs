use std::ops::Range;

use super::edit::edits;

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
    for (removed, added) in edits(&one[before..one_end], &other[before..other_end]) {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What the stretches say has to be true of the sequences, and nothing may be left out.
    fn differences(one: &[u64], other: &[u64]) -> usize {
        let (mut at, mut differences) = ((0, 0), 0);
        for stretch in align(one, other) {
            let (Stretch::Same(ones, others) | Stretch::Other(ones, others)) = &stretch;
            assert_eq!((ones.start, others.start), at);
            at = (ones.end, others.end);
            match &stretch {
                Stretch::Same(ones, others) => assert_eq!(one[ones.clone()], other[others.clone()]),
                Stretch::Other(ones, others) => differences += ones.len() + others.len(),
            }
        }
        assert_eq!(at, (one.len(), other.len()));
        differences
    }

    /// A loop of five calls, as programs make them, that begins with this one.
    fn round(first: u64, times: usize) -> Vec<u64> {
        (0..5 * times as u64).map(|call| first + call % 5).collect()
    }

    #[test]
    fn small_ones_are_aligned_with_the_fewest_differences() {
        let told: [(&[u64], &[u64], usize); 6] = [
            (&[], &[], 0),
            (&[1], &[], 1),
            (&[1, 2, 3], &[1, 3], 1),
            (&[1, 2, 3], &[4, 5], 5),
            (&[1, 2, 3, 1, 2, 2, 1], &[3, 2, 1, 2, 1, 3], 5),
            (&[1, 2, 3, 4], &[3, 4, 1, 2], 4),
        ];
        for (one, other, fewest) in told {
            assert_eq!(differences(one, other), fewest, "{one:?} {other:?}");
        }
    }

    #[test]
    fn changes_here_and_there_are_found_one_by_one() {
        let one = round(0, 20_000);
        let mut other = one.clone();
        other.iter_mut().step_by(333).for_each(|call| *call += 10);
        assert_eq!(differences(&one, &other), 2 * one.len().div_ceil(333));
        let fewer: Vec<u64> = one
            .iter()
            .copied()
            .enumerate()
            .filter(|(at, _)| at % 333 != 7)
            .map(|(_, c)| c)
            .collect();
        assert_eq!(differences(&one, &fewer), one.len() - fewer.len());
    }

    /// More rounds of a loop than a search goes: what is there only once shows the way.
    #[test]
    fn a_long_stretch_that_is_only_in_one_is_told_as_one() {
        let before = [round(0, 3000), vec![77], round(20, 2000), vec![78], round(0, 9)].concat();
        let after = [round(0, 1000), vec![77], round(20, 2500), vec![78], round(0, 9)].concat();
        assert_eq!(differences(&before, &after), 5 * (2000 + 500));
    }

    #[test]
    fn what_has_nothing_in_common_is_aligned_too() {
        let one: Vec<u64> = (0..5000).map(|call| call * call % 7).collect();
        let other: Vec<u64> = (0..4000).map(|call| 3 + call * call * call % 9).collect();
        differences(&one, &other);
        let strange: Vec<u64> = (0..4000).map(|call| 100 + call).collect();
        assert_eq!(differences(&one, &strange), one.len() + strange.len());
    }
}
