//! Traces: every call that was made, with what came back.

mod end;
mod made;
mod namespace;
mod read;
mod record;
mod recording;
mod trace;
mod write;

pub use end::{End, NEVER_STARTED};
pub use made::Made;
pub use record::{Record, When};
pub use recording::{Called, Recording};
pub use trace::Trace;
