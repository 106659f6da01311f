//! A trace as a journal, and back.

mod read;
mod write;

pub use read::{Journaled, News};
pub use write::NotWritable;
