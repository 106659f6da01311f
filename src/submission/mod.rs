//! Submissions: one file with all that a device's run came to, which a stranger can check.

mod archive;
mod error;
mod submission;

pub use error::SubmissionError;
pub use submission::{Judged, Submission};
