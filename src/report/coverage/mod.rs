//! Coverage: for every clause what checks it, what shows it, what breaks it, and what each target
//! made of it.

mod coverage;
mod row;
mod table;
mod traces;

pub use coverage::Coverage;
pub use row::{Held, Row, Totals};
