//! Targets: what scenarios are run on.

mod arm;
mod emulator;
pub mod library;
mod target;
pub mod tcp;

pub use arm::Arm;
pub(crate) use arm::MAKER;
pub use target::{Target, TargetError};
