use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    ops::Range,
};

/// A stretch of the one sequence that the other has another stretch for.
pub(super) type Edit = (Range<usize>, Range<usize>);

/// So many equal calls in a row are no chance: a search that has found them is over.
const SURE: usize = 48;

/// After so many differences in a row a search gives up. What two sequences cost that have nothing
/// in common is this times their length.
const FAR: usize = 512;

/// The differences of two sequences, in order.
///
/// This is the search of E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", begun
/// anew after each difference that it has left behind: traces differ here and there, and a search
/// over the whole would cost the square of all differences. Where a search goes astray, calls that
/// are in both sequences exactly once show the way.
pub(super) fn edits(one: &[u64], other: &[u64]) -> Vec<Edit> {
    let mut walk = Walk { one, other, at: (0, 0), edits: Vec::new(), landmarks: false };
    walk.to((one.len(), other.len()));
    walk.edits
}

/// How far the two sequences are aligned.
struct Walk<'a> {
    one: &'a [u64],
    other: &'a [u64],
    at: (usize, usize),
    edits: Vec<Edit>,
    /// Whether landmarks have been looked for.
    landmarks: bool,
}

impl Walk<'_> {
    fn to(&mut self, end: (usize, usize)) {
        loop {
            let (one, other) = (&self.one[self.at.0..end.0], &self.other[self.at.1..end.1]);
            let alike = one.iter().zip(other).take_while(|(one, other)| one == other).count();
            self.at = (self.at.0 + alike, self.at.1 + alike);
            let (one, other) = (&one[alike..], &other[alike..]);
            if one.is_empty() || other.is_empty() {
                self.edit(one.len(), other.len());
                return;
            }
            let search = Search::new(one, other);
            if search.gave_up && !self.landmarks {
                self.landmarks = true;
                let at = self.at;
                for (x, y) in landmarks(one, other) {
                    self.to((at.0 + x, at.1 + y));
                }
                continue;
            }
            let at = self.at;
            for (x, y, removed) in search.steps() {
                self.at = (at.0 + x, at.1 + y);
                self.edit(usize::from(removed), usize::from(!removed));
            }
            self.at = (at.0 + search.end.0, at.1 + search.end.1);
        }
    }

    /// The next so many calls of each sequence have no counterpart.
    fn edit(&mut self, removed: usize, added: usize) {
        let (x, y) = self.at;
        self.at = (x + removed, y + added);
        match self.edits.last_mut() {
            Some((ones, others)) if (ones.end, others.end) == (x, y) => {
                (ones.end, others.end) = self.at;
            }
            _ if removed + added > 0 => self.edits.push((x..self.at.0, y..self.at.1)),
            _ => {}
        }
    }
}

/// How far two sequences get that begin with a difference, for each number of differences.
struct Search {
    /// For each number of differences, how far the one sequence gets on each diagonal: the first
    /// is that on which everything was added, the last that on which everything was removed.
    rows: Vec<Vec<u32>>,
    /// The diagonal on which the search ended.
    diagonal: usize,
    end: (usize, usize),
    gave_up: bool,
}

/// A diagonal that leads out of the sequences.
const NOWHERE: u32 = u32::MAX;

impl Search {
    fn new(one: &[u64], other: &[u64]) -> Self {
        let mut search = Self { rows: Vec::new(), diagonal: 0, end: (0, 0), gave_up: false };
        for differences in 0..=FAR {
            let mut row = Vec::with_capacity(differences + 1);
            let mut best = (0, 0, (0, 0));
            for diagonal in 0..=differences {
                let Some((mut x, mut y)) = search.reach(differences, diagonal) else {
                    row.push(NOWHERE);
                    continue;
                };
                if x > one.len() || y > other.len() {
                    row.push(NOWHERE);
                    continue;
                }
                let alike = one[x..].iter().zip(&other[y..]).take_while(|(a, b)| a == b).count();
                (x, y) = (x + alike, y + alike);
                row.push(x as u32);
                if alike >= SURE || (x, y) == (one.len(), other.len()) {
                    search.rows.push(row);
                    return Self { diagonal, end: (x, y), ..search };
                }
                if x + y >= best.0 {
                    best = (x + y, diagonal, (x, y));
                }
            }
            search.rows.push(row);
            (_, search.diagonal, search.end) = best;
        }
        search.gave_up = true;
        search
    }

    /// Where a diagonal begins with so many differences: one further than with one fewer.
    fn reach(&self, differences: usize, diagonal: usize) -> Option<(usize, usize)> {
        let (x, _) = match differences {
            0 => (0, false),
            _ => self.step(differences, diagonal)?,
        };
        Some((x, (x + differences).checked_sub(2 * diagonal)?))
    }

    /// The step that begins a diagonal: how far the one sequence is after it, and whether it
    /// removed a call.
    fn step(&self, differences: usize, diagonal: usize) -> Option<(usize, bool)> {
        let before = &self.rows[differences - 1];
        let at = |place: Option<usize>| {
            let x = *before.get(place?)?;
            (x != NOWHERE).then_some(x as usize)
        };
        let (added, removed) = (at(Some(diagonal)), at(diagonal.checked_sub(1)));
        match (added, removed.map(|x| x + 1)) {
            (Some(added), Some(removed)) if removed > added => Some((removed, true)),
            (Some(added), _) => Some((added, false)),
            (None, removed) => removed.map(|x| (x, true)),
        }
    }

    /// Each difference on the way to the end: where it is, and whether it removed a call.
    fn steps(&self) -> Vec<(usize, usize, bool)> {
        let mut steps = Vec::new();
        let mut diagonal = self.diagonal;
        for differences in (1..self.rows.len()).rev() {
            let Some((x, removed)) = self.step(differences, diagonal) else { break };
            let y = x + differences - 2 * diagonal;
            steps.push((x - usize::from(removed), y - usize::from(!removed), removed));
            diagonal -= usize::from(removed);
        }
        steps.reverse();
        steps
    }
}

/// Places of what is in both sequences exactly once, in the same order in both: as many of them as
/// possible.
fn landmarks(one: &[u64], other: &[u64]) -> Vec<(usize, usize)> {
    #[derive(Default)]
    struct Seen {
        times: [u32; 2],
        places: [u32; 2],
    }
    let mut seen: HashMap<u64, Seen, BuildHasherDefault<Itself>> = HashMap::default();
    for (side, sequence) in [one, other].into_iter().enumerate() {
        for (place, number) in sequence.iter().enumerate() {
            let seen = seen.entry(*number).or_default();
            seen.times[side] += 1;
            seen.places[side] = place as u32;
        }
    }
    let mut pairs: Vec<[u32; 2]> =
        seen.into_values().filter(|seen| seen.times == [1, 1]).map(|seen| seen.places).collect();
    pairs.sort_unstable();
    // The longest sequence that rises on the other side too: for each length the pair that ends
    // one so long lowest, and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    for (number, [_, place]) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end][1] < *place);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = number,
            None => ends.push(number),
        }
    }
    let mut next = ends.last().copied();
    let mut landmarks = Vec::with_capacity(ends.len());
    while let Some(number) = next {
        let [x, y] = pairs[number];
        landmarks.push((x as usize, y as usize));
        next = before[number];
    }
    landmarks.reverse();
    landmarks
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
