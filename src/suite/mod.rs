//! The suite: a folder of scenarios, the traces that belong to them, and running the one against
//! the other.

mod folder;
mod orphans;
mod propose;
mod suite;

pub(crate) use folder::below;
pub use folder::{Folder, FolderError};
pub use suite::{Comparing, Suite, SuiteError};
