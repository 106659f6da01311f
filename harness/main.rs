//! `cargo test`: the conformance scenarios on the emulator, or on what CEMAPI_TARGET names.

use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    cemapi_cts::harness::main(Path::new(env!("CARGO_MANIFEST_DIR")))
}
