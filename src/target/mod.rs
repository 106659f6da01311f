//! Targets: what scenarios are run on.

mod emulator;
mod target;

pub use target::{Target, TargetError};
