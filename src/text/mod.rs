//! The text of scenarios and traces: RON, read with the place of every part, and written back.

mod argument;
mod call;
mod fault;
mod names;
mod node;
mod parts;
mod problem;
mod property;
mod reply;
mod scalar;
mod source;
mod structure;

pub(crate) use argument::{default_value, write_value};
pub(crate) use call::{Extra, ReadCall, read_call, write_call, write_call_on};
pub(crate) use fault::read_fault;
pub(crate) use names::Named;
pub use names::Names;
pub(crate) use node::{Node, Shape};
pub use problem::Problem;
pub(crate) use problem::{a, nearest};
pub(crate) use reply::{
    read_death, read_reply, read_returned_value, write_death, write_output, write_reply,
};
pub(crate) use scalar::{in_range, write_code, write_string};
pub use source::ReadError;
pub(crate) use source::{Flaw, Source};
