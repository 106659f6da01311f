//! The registry: what CE MAPI's headers and pages say of every function, method and constant.
//!
//! One file an interface. To add an interface, write its file with the `interface!` macro, in the
//! header's order, and name it in the list at the end of this file; text, wire form, vtables and
//! the generated headers follow from that.

mod codes;
mod flags;
mod functions;
mod group;
mod iids;
mod interface;
mod session;
mod signature;
mod tags;
pub mod types;
mod unknown;

pub use codes::*;
pub use flags::*;
pub use functions::FunctionCall;
pub use group::Group;
pub use iids::*;
pub use session::{CeSessionCall, SessionCall};
pub use signature::{Interface, Kind, Object, Param, Returns, Signature};
pub use tags::*;
pub use unknown::UnknownCall;

/// Every interface, the global functions first as the one without a receiver.
///
/// A [`Function`](crate::Function) refers to this list by position.
pub static INTERFACES: &[&Interface] =
    &[&functions::INTERFACE, &unknown::INTERFACE, &session::INTERFACE, &session::ce::INTERFACE];
