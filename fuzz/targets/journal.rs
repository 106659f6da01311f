//! Fuzzes what reads a journal.
#![no_main]

#[allow(dead_code, reason = "each target uses its own part")]
#[path = "../../tests/fuzzed/exercise.rs"]
mod exercise;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Err(wrong) = exercise::journal(input) {
        panic!("{wrong}");
    }
});
