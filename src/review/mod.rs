//! The review of a program by its trace: what the contract forbids, and habits that end badly.

mod desktop;
mod habits;
mod remark;
mod review;

pub use remark::{Remark, Severity};
pub use review::{Profile, Review, review};
