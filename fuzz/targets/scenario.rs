//! Fuzzes what reads a scenario.
#![no_main]

#[allow(dead_code, reason = "each target uses its own part")]
#[path = "../../tests/fuzzed/exercise.rs"]
mod exercise;

libfuzzer_sys::fuzz_target!(|input: &str| {
    if let Err(wrong) = exercise::scenario(input) {
        panic!("{wrong}");
    }
});
