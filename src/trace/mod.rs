//! Traces: every call that was made, with what came back.

mod around;
mod calls;
mod file;
mod filter;
mod journal;
mod namespace;
mod needs;
mod read;
mod record;
mod recording;
mod trace;
mod trim;
mod write;

pub use around::Around;
pub use calls::Calls;
pub use cemapi_journal::{End, LOST, Made, NEVER_STARTED};
pub use file::{OpenError, Opened};
pub use filter::{Filter, NoSuch};
pub use journal::{Journaled, News, NotWritable};
pub use record::{Record, When};
pub use recording::{Called, Recording};
pub use trace::Trace;
pub(crate) use trim::{gives_back, shown_entries, taken_entries};
