//! Targets: what scenarios are run on.

mod emulator;
pub mod library;
mod target;

pub use target::{Target, TargetError};
