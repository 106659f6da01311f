//! The contract: what the documents say, in numbered clauses, and the rules that check it.

mod check;
mod clause;
mod ending;
mod finding;
mod history;
mod life;
mod moment;
mod question;
mod rule;
mod rules;
mod signs;
mod story;

pub use check::Check;
pub use clause::{Binds, Clause, Contract, Status};
pub use ending::Ending;
pub use finding::{Finding, Side};
pub use history::History;
pub use life::{At, Count, Life, Particulars};
pub use moment::Moment;
pub use rule::{Ask, Broken, Rule, When};
pub use signs::Signs;
