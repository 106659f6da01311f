//! Reports: what a run came to, for people and for programs.

mod coverage;
pub mod json;
pub mod junit;
pub mod policies;
mod print;
mod summary;
pub mod text;

pub use coverage::{Coverage, Held, Row, Totals};
pub(crate) use print::{Page, print, print_coloured, printed, printing_is_over, tell_user};
pub use summary::Summary;
