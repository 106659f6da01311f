//! Targets: what scenarios are run on.

mod arm;
mod emulator;
pub mod library;
mod target;

pub use arm::Arm;
pub use target::{Target, TargetError};
