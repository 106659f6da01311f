//! Files that nobody would write: what the fuzzer found, and changes made at random, the same in
//! every run.

mod exercise;

use std::{error::Error, fs};

use cemapi_cts::{suite::Folder, target::Target};

type Outcome = Result<(), Box<dyn Error>>;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// The bytes with a few things changed: bits, bytes, stretches left out, repeated or moved.
    fn mutate(&mut self, bytes: &[u8]) -> Vec<u8> {
        const ODD: [u8; 8] = [0, 1, 0x7F, 0x80, 0xFF, b'(', b'"', b','];
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            let length = 1 + self.below(12);
            let stretch: Vec<u8> = bytes.iter().skip(at).take(length).copied().collect();
            match self.below(5) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 if at < bytes.len() => bytes[at] = ODD[self.below(ODD.len())],
                2 => _ = bytes.drain(at..at + stretch.len()),
                3 => {
                    let to = self.below(bytes.len());
                    bytes.splice(to..to, stretch);
                }
                _ => bytes.insert(at, ODD[self.below(ODD.len())]),
            }
        }
        bytes
    }
}

/// How many changes are tried on each text; a journal is read many times for each.
const TRIES: usize = 12;

/// Tries something on a file made of every scenario and on so many changes of it.
fn on_every(
    tries: usize,
    make: impl Fn(&str) -> Result<Vec<u8>, Box<dyn Error>>,
    holds: impl Fn(&[u8]) -> Result<(), String>,
) -> Outcome {
    let folder = Folder::new("scenarios");
    for (number, name) in folder.names("ron")?.iter().enumerate() {
        let bytes = make(name)?;
        holds(&bytes).map_err(|wrong| format!("{name}: {wrong}"))?;
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ (number as u64 + 1));
        for attempt in 0..tries {
            let changed = dice.mutate(&bytes);
            holds(&changed).map_err(|wrong| format!("{name}, change {attempt}: {wrong}"))?;
        }
    }
    Ok(())
}

fn run(name: &str) -> Result<cemapi_cts::trace::Trace, Box<dyn Error>> {
    let scenario = Folder::new("scenarios").load(name).map_err(|failure| failure.to_string())?;
    Ok(Target::default_target().run(&scenario))
}

/// As the fuzzer does, what is no text is left out.
fn text(bytes: &[u8], holds: fn(&str) -> Result<(), String>) -> Result<(), String> {
    std::str::from_utf8(bytes).map_or(Ok(()), holds)
}

#[test]
fn changed_journals() -> Outcome {
    on_every(TRIES / 4, |name| Ok(run(name)?.journal()?), exercise::journal)
}

#[test]
fn changed_traces() -> Outcome {
    on_every(
        TRIES,
        |name| Ok(run(name)?.complete_text().into_bytes()),
        |bytes| text(bytes, exercise::trace),
    )
}

#[test]
fn changed_scenarios() -> Outcome {
    let folder = Folder::new("scenarios");
    on_every(
        TRIES,
        |name| Ok(fs::read(folder.path(name))?),
        |bytes| text(bytes, exercise::scenario),
    )
}

/// Files in `tests/fuzzed/found` are called after their target: `journal-deep-restriction`.
#[test]
fn what_the_fuzzer_found() -> Outcome {
    for file in fs::read_dir("tests/fuzzed/found")? {
        let file = file?;
        let bytes = fs::read(file.path())?;
        let name = file.file_name().to_string_lossy().into_owned();
        let outcome = match name.split('-').next() {
            Some("journal") => exercise::journal(&bytes),
            Some("trace") => text(&bytes, exercise::trace),
            Some("scenario") => text(&bytes, exercise::scenario),
            _ => continue,
        };
        outcome.map_err(|wrong| format!("{name}: {wrong}"))?;
    }
    Ok(())
}
