//! The registry: what CE MAPI's headers and pages say of every function, method and constant.
//!
//! One file an interface. To add an interface, write its file with the `interface!` macro, in the
//! header's order, and name it in the list at the end of this file; text, wire form, vtables and
//! the generated headers follow from that.

mod attach;
mod client;
mod codes;
mod container;
mod flags;
mod folder;
mod functions;
mod group;
mod iids;
mod interface;
mod message;
mod prop;
mod session;
mod signature;
mod sink;
mod store;
mod stream;
mod table;
mod tags;
pub mod types;
mod unknown;

pub use client::ClientCall;
pub use codes::*;
pub use container::ContainerCall;
pub use flags::*;
pub use folder::FolderCall;
pub use functions::FunctionCall;
pub use group::Group;
pub use iids::*;
pub use message::MessageCall;
pub use prop::PropCall;
pub use session::{CeSessionCall, SessionCall};
pub use signature::{Interface, Kind, Object, Param, Returns, Signature};
pub use sink::SinkCall;
pub use store::StoreCall;
pub use stream::StreamCall;
pub use table::TableCall;
pub use tags::*;
pub use unknown::UnknownCall;

/// Every interface, those without a receiver first.
///
/// A [`Function`](crate::Function) refers to this list by position.
pub static INTERFACES: &[&Interface] = &[
    &functions::INTERFACE,
    &client::INTERFACE,
    &unknown::INTERFACE,
    &session::INTERFACE,
    &session::ce::INTERFACE,
    &prop::INTERFACE,
    &store::INTERFACE,
    &container::INTERFACE,
    &folder::INTERFACE,
    &message::INTERFACE,
    &table::INTERFACE,
    &sink::INTERFACE,
    &stream::INTERFACE,
    &attach::INTERFACE,
];
