//! The journal: what a recorder writes while a program runs.
//!
//! A journal begins with [`MAGIC`] and two version numbers, and goes on in frames to its end. A
//! frame is its length, a body and a checksum, so that a journal that was cut at any byte is
//! readable up to the last frame that is complete, and a flipped bit is noticed where it is. A
//! call is two frames, entered and left; the signature of a function is written before its first
//! call, and the name of an object before the first event that mentions it. So a journal tells by
//! itself what it holds, and stays readable when the registry grows.
//!
//! `docs/journal.md` describes every byte.
#![forbid(unsafe_code)]

mod checksum;
mod cursor;
mod end;
mod error;
mod event;
mod frame;
mod frames;
mod header;
mod input;
mod kind;
mod ledger;
mod made;
mod number;
mod place;
mod plain;
mod raw;
mod reader;
mod restriction;
mod segment;
mod shape;
mod signature;
mod sink;
mod strand;
mod timeless;
mod track;
mod visit;
mod writer;

pub use end::{End, LOST, NEVER_STARTED};
pub use error::{Error, Problem};
pub use event::{Entered, Event, Left, Title};
pub use frame::{MOST, mend};
pub use header::{BYTES, Failing, Header, MAGIC, MEANING};
pub use made::Made;
pub use place::{Place, ROOM};
pub use plain::Caller;
pub use raw::{RawCall, RawReply};
pub use reader::Reader;
pub use segment::Segment;
pub use shape::{PlainCall, PlainReply};
pub use signature::{Signature, SignatureParam, Signatures};
pub use sink::{Buffered, Sink};
pub use track::Track;
pub use visit::Visitor;
pub use writer::Writer;
