//! The structures that arguments point to, each read and written by the names of its members.

mod compose;
mod init;
mod members;
mod name;
mod notification;
mod order;
mod restriction;

pub(super) use compose::{read_compose, write_compose};
pub(super) use init::{read_init, write_init};
use members::Members;
pub(super) use name::{read_name_id, write_name_id};
pub(super) use notification::{read_notification, write_notification};
pub(super) use order::{read_order, write_order};
pub(super) use restriction::{read_restriction, write_restriction};
