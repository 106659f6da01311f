//! Journals in which strands of events have segments of their own, as several threads write them.

use std::error::Error;

use cemapi_abi::{
    Call, Function, Handle, Reply, Thread,
    registry::{Object, UnknownCall},
};
use cemapi_cts::trace::{End, Journaled, Trace};
use cemapi_journal::{Header, MEANING, Reader, Segment, Track, Writer};

type Outcome = Result<(), Box<dyn Error>>;

/// A file to which several strands write.
struct Loom {
    file: Vec<u8>,
    counted: bool,
    strands: Vec<Strand>,
    stamp: u64,
    /// How long a segment is.
    length: usize,
    /// What was written where, in the order in which it was.
    written: Vec<(usize, Vec<u8>)>,
}

struct Strand {
    track: Track,
    /// Where its segment is written on, and where it ends; and how much of it is written.
    place: usize,
    end: usize,
    filled: u64,
}

impl Loom {
    fn new(strands: u32, counted: bool, length: usize) -> Self {
        let file = Track::beginning(MEANING, &Header::default());
        let written = vec![(0, file.clone())];
        let mut loom = Self { file, counted, strands: Vec::new(), stamp: 0, length, written };
        for number in 0..strands {
            let track = Track::new(counted);
            loom.strands.push(Strand { track, place: 0, end: 0, filled: 0 });
            loom.grow(number as usize);
        }
        loom
    }

    fn grow(&mut self, number: usize) {
        let strand = &mut self.strands[number];
        let end = self.file.len() + self.length;
        let segment = Segment {
            strand: number as u32,
            from: self.stamp,
            counted: self.counted,
            filled: strand.filled,
            end: end as u64,
        };
        self.written.push((self.file.len(), segment.frame()));
        self.file.extend(segment.frame());
        (strand.place, strand.end, strand.filled) = (self.file.len(), end, 0);
        self.file.resize(end, 0);
    }

    /// Writes what has the next stamp, and tells that.
    fn write(&mut self, number: usize, frame: impl Fn(&mut Track, u64) -> &[u8]) -> u64 {
        self.stamp += if self.counted { 1 } else { 10 };
        let stamp = self.stamp;
        loop {
            let strand = &mut self.strands[number];
            let frame = frame(&mut strand.track, stamp);
            if let Some(place) = self.file[..strand.end].get_mut(strand.place..)
                && let Some(place) = place.get_mut(..frame.len())
            {
                place.copy_from_slice(frame);
                self.written.push((strand.place, frame.to_vec()));
                strand.place += frame.len();
                strand.filled += frame.len() as u64;
                strand.track.arrived();
                return if self.counted { 0 } else { stamp };
            }
            self.grow(number);
        }
    }
}

/// Numbers that are spread well, and the same in every run: `splitmix64`.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

/// The same events in a journal with segments, and in one without.
fn woven(seed: u64, counted: bool, most: u64) -> Result<(Loom, Vec<u8>), Box<dyn Error>> {
    let mut dice = Dice(seed);
    let strands = 1 + dice.below(4) as usize;
    let length = 300 + dice.below(10 * most) as usize;
    let mut loom = Loom::new(strands as u32, counted, length);
    let mut plain = Writer::new(Vec::new(), &Header::default())?;
    for number in 0..strands {
        let (thread, name) = (Thread(number as u16), format!("thread {number}"));
        loom.write(number, |track, at| track.thread(at, thread, &name));
        plain.thread(thread, &name)?;
    }
    let call = |thing| Call::Unknown(Handle(thing), UnknownCall::AddRef {});
    let add_ref = Function::named("AddRef").next().ok_or("AddRef is a method")?;
    let (mut things, mut depth) = (0, vec![0; strands]);
    loom.write(0, |track, at| track.signature(at, add_ref));
    for _ in 0..dice.below(most) {
        let number = dice.below(strands as u64) as usize;
        let thread = Thread(number as u16);
        match dice.below(5) {
            0 => {
                let thing = Handle(things);
                things += 1;
                loom.write(number, |track, at| track.thing(at, thing, Object::Store, "a store"));
                plain.thing(thing, Object::Store, "a store")?;
            }
            1 | 2 if depth[number] > 0 => {
                depth[number] -= 1;
                let reply = Reply::of(dice.below(1000) as u32);
                let at = loom.write(number, |track, at| track.left(thread, at, 0, &reply));
                plain.leave(thread, at, &reply)?;
            }
            _ if things > 0 => {
                depth[number] += 1;
                let call = call(dice.below(things.into()) as u32);
                let at = loom.write(number, |track, at| track.entered(thread, at, false, &call));
                plain.enter(thread, at, false, &call)?;
            }
            _ => {}
        }
    }
    // The end stands in the last segment, so that it is missing wherever the file is cut.
    let last = (0..strands).max_by_key(|number| loom.strands[*number].end).unwrap_or(0);
    loom.write(last, |track, at| track.ended(at, End::Ended));
    plain.end(End::Ended)?;
    Ok((loom, plain.into_sink()))
}

fn read(journal: &[u8]) -> Result<Trace, cemapi_journal::Error> {
    let mut reader = Reader::new(journal)?;
    let mut read = Journaled::begin(&reader);
    read.rest(&mut reader).map(|()| read.trace)
}

#[test]
fn strands_are_read_in_the_order_of_their_stamps() -> Outcome {
    let mut calls = 0;
    for seed in 0..40 {
        for counted in [false, true] {
            let (woven, plain) = woven(seed, counted, 300)?;
            let trace = read(&woven.file).map_err(|error| format!("seed {seed}: {error}"))?;
            assert_eq!(trace, read(&plain)?, "seed {seed}");
            calls += trace.records.len();
        }
    }
    assert!(calls > 2_000, "{calls}");
    Ok(())
}

/// A process may be killed after each byte that it writes; the one that makes a frame is the last.
#[test]
fn a_kill_at_any_instant_leaves_all_events_before_it() -> Outcome {
    for seed in 0..6 {
        let woven = woven(seed, seed % 2 == 0, 60)?.0;
        let (mut file, mut calls) = (Vec::new(), 0);
        let mut writes = woven.written.into_iter();
        grow(&mut file, writes.next());
        for (place, bytes) in writes {
            let mut half = bytes.clone();
            half[0] = 0;
            grow(&mut file, Some((place, half)));
            file.resize(file.len() + 100, 0);
            let trace = read(&file).map_err(|error| format!("seed {seed}: {error}"))?;
            assert_eq!(trace.records.len(), calls, "seed {seed}");
            grow(&mut file, Some((place, bytes)));
            let trace = read(&file).map_err(|error| format!("seed {seed}: {error}"))?;
            assert!((calls..calls + 2).contains(&trace.records.len()), "seed {seed}");
            calls = trace.records.len();
            file.truncate(file.len() - 100);
        }
        assert_eq!(calls, read(&woven.file)?.records.len());
    }
    Ok(())
}

/// A file that somebody has cut lacks the segments behind that place.
#[test]
fn cut_anywhere_they_are_read_or_refused() -> Outcome {
    let woven = woven(5, true, 60)?.0.file;
    let whole = read(&woven)?;
    for end in 0..woven.len() {
        if let Ok(trace) = read(&woven[..end]) {
            assert!(trace.end == End::Cut || trace == whole, "byte {end}");
        }
    }
    Ok(())
}

#[test]
fn no_flipped_bit_goes_unnoticed() -> Outcome {
    for seed in 0..2 {
        let mut woven = woven(seed, seed % 2 == 0, 40)?.0.file;
        let whole = read(&woven)?;
        for bit in (0..8 * woven.len()).step_by(7) {
            woven[bit / 8] ^= 1 << (bit % 8);
            // What nobody has written may say anything, as long as it is not read.
            if let Ok(read) = read(&woven) {
                assert!(read.end == End::Cut || read == whole, "seed {seed}, bit {bit}");
            }
            woven[bit / 8] ^= 1 << (bit % 8);
        }
    }
    Ok(())
}

/// Somebody reads a journal while it is written, and looks again from time to time.
#[test]
fn a_journal_that_grows_is_read_as_it_grows() -> Outcome {
    for seed in 0..20 {
        let woven = woven(seed, seed % 2 == 0, 300)?.0;
        let whole = read(&woven.file)?;
        let mut dice = Dice(seed);
        let mut writes = woven.written.into_iter();
        let mut file = Vec::new();
        grow(&mut file, writes.next());
        let mut reader = Reader::new(Found { bytes: file.clone(), place: 0 })?;
        let mut read = Journaled::begin(&reader);
        while reader.end().is_none() {
            if read.step(&mut reader)?.is_none() {
                (0..=dice.below(30)).for_each(|_| grow(&mut file, writes.next()));
                let (found, offset) = reader.rewound();
                *found = Found { bytes: file.clone(), place: offset as usize };
            }
        }
        assert_eq!(read.trace, whole, "seed {seed}");
    }
    Ok(())
}

fn grow(file: &mut Vec<u8>, write: Option<(usize, Vec<u8>)>) {
    let Some((place, bytes)) = write else { return };
    // Behind what is written there is room that is mapped.
    file.resize(file.len().max(place + bytes.len()), 0);
    file[place..place + bytes.len()].copy_from_slice(&bytes);
}

/// A file as somebody finds it who looks at it now.
#[derive(Debug)]
struct Found {
    bytes: Vec<u8>,
    place: usize,
}

impl std::io::Read for Found {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let rest = self.bytes.get(self.place..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.place += length;
        Ok(length)
    }
}
