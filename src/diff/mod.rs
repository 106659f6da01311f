//! Differences of two traces: aligned call by call, and within a call argument by argument.
//!
//! Objects are matched by their role, what handed them out and on what, and then one by one; their
//! names and numbers do not count. Nor do times. Whatever the size, nothing is cut short.

mod align;
mod change;
mod diff;
mod edit;
mod index;
mod line;
mod mapping;
mod references;
mod roles;
mod twins;

pub use change::{Change, Part};
pub use diff::{Difference, Side};
