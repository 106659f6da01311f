//! The registry of CE MAPI and the two types that everything else speaks: [`Call`] and [`Reply`].
//!
//! Every signature, vtable slot, result code, flag, property tag and interface id stands once, in
//! [`registry`]. This crate knows no behaviour: what a call does is the emulator's or a library's
//! affair, what it may do is the contract's.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod call;
mod code;
mod entry;
mod handle;
mod iid;
pub mod layout;
mod notification;
#[cfg(feature = "words")]
pub mod private;
mod property;
pub mod registry;
mod reply;
mod restriction;
mod table;
mod tag;
mod text;
mod value;

pub use call::{Call, Function};
pub use code::HResult;
pub use entry::{Entry, EntryId, Size};
pub use handle::{Handle, Place, Pointer, Thread};
pub use iid::Iid;
pub use notification::{ComposeFields, Name, NameId, Notification};
pub use property::{Prop, PropForm, PropValue};
pub use reply::{Death, Output, Reply, Returned};
pub use table::{Restriction, SortOrderSet};
pub use tag::PropTag;
pub use text::Text;
pub use value::{MapiInit, Reference, Value};
