//! What has happened in a trace up to some call.

mod history;
mod method;
mod take;

pub use history::History;
pub(super) use history::is_given;
