use cemapi_abi::{Call, Entry, Function, Handle, Reply, Thread, registry::Object};
use postcard::ser_flavors::Flavor;
use serde::Serialize;

use crate::{
    BYTES, End, Header, MAGIC, Signature,
    cursor::Cursor,
    frame::{close, flag, kind},
    kind::object_number,
    number,
};

/// Makes the frames of events that follow one another, in a file or in one strand of it.
///
/// Each method makes a frame, in which the stamp and the thread are told from those of the latest
/// event that [arrived](Track::arrived).
#[derive(Debug, Default)]
pub struct Track {
    pub(crate) cursor: Cursor,
    /// What the cursor is when the frame has arrived.
    pub(crate) coming: Cursor,
    frame: Vec<u8>,
}

impl Track {
    /// The beginning of a strand whose stamps only count, if so, or are times in nanoseconds.
    #[must_use]
    pub fn new(counted: bool) -> Self {
        let cursor = Cursor { counted, ..Cursor::default() };
        Self { cursor, coming: cursor, frame: Vec::with_capacity(256) }
    }

    /// What a journal begins with: its versions and its header.
    #[must_use]
    pub fn beginning(meaning: u8, header: &Header) -> Vec<u8> {
        let mut track = Self::default();
        track.begin(kind::HEADER, 0);
        track.put(header);
        [&MAGIC, &[BYTES, meaning][..], track.end()].concat()
    }

    /// The frame that was made has arrived where it has to: the next one is told from it.
    pub const fn arrived(&mut self) {
        self.cursor = self.coming;
    }

    /// Any stamp, where an event has to have one and it does not matter which.
    pub(crate) const fn latest(&self) -> u64 {
        self.cursor.at.wrapping_add(self.cursor.counted as u64)
    }

    /// A call is entered.
    pub fn entered(&mut self, thread: Thread, at: u64, callback: bool, call: &Call) -> &[u8] {
        self.begin_call(thread, at, if callback { flag::CALLBACK } else { 0 } | kind::ENTERED);
        self.put(call);
        self.end()
    }

    /// The latest call of the thread is left, and so many before it that were made within never
    /// returned.
    pub fn left(&mut self, thread: Thread, at: u64, skips: u32, reply: &Reply) -> &[u8] {
        self.begin_call(thread, at, if skips > 0 { flag::SKIPS } else { 0 } | kind::LEFT);
        if skips > 0 {
            number::put(&mut self.frame, skips.into());
        }
        self.put(reply);
        self.end()
    }

    /// A function is called for the first time.
    pub fn signature(&mut self, at: u64, function: Function) -> &[u8] {
        self.begin(kind::SIGNATURE, at);
        self.put(&Signature::of(function));
        self.end()
    }

    /// A thing appears. Things are numbered from 0 in the order in which they do.
    pub fn thing(&mut self, at: u64, thing: Handle, object: Object, name: &str) -> &[u8] {
        if let Some(n) = numbered(name, object.noun()) {
            return self.numbered_thing(at, thing, object, n);
        }
        self.begin(kind::THING, at);
        number::put(&mut self.frame, thing.0.into());
        self.frame.push(object_number(object));
        self.frame.extend_from_slice(name.as_bytes());
        self.end()
    }

    /// A thing appears that is called after what it is: `session#1`.
    pub fn numbered_thing(&mut self, at: u64, thing: Handle, object: Object, n: u32) -> &[u8] {
        self.begin(kind::THING | flag::NUMBERED, at);
        number::put(&mut self.frame, thing.0.into());
        self.frame.push(object_number(object));
        number::put(&mut self.frame, n.into());
        self.end()
    }

    /// An entry id appears. They are numbered from 0 in the order in which they do.
    pub fn entry(&mut self, at: u64, entry: Entry, name: &str) -> &[u8] {
        self.named(kind::ENTRY, at, entry.0, name)
    }

    /// A thread appears. They are numbered from 0 in the order in which they do.
    pub fn thread(&mut self, at: u64, thread: Thread, name: &str) -> &[u8] {
        self.named(kind::THREAD, at, thread.0.into(), name)
    }

    /// A thing lies there in memory.
    pub fn address(&mut self, at: u64, thing: Handle, address: u64) -> &[u8] {
        self.begin(kind::ADDRESS, at);
        number::put(&mut self.frame, thing.0.into());
        number::put(&mut self.frame, address);
        self.end()
    }

    /// So many events could not be written down here.
    pub fn lost(&mut self, at: u64, events: u64) -> &[u8] {
        self.begin(kind::LOST, at);
        number::put(&mut self.frame, events);
        self.end()
    }

    /// The process ends; nothing may follow.
    pub fn ended(&mut self, at: u64, end: End) -> &[u8] {
        self.begin(kind::END, at);
        self.put(&end);
        self.end()
    }

    fn named(&mut self, kind: u8, at: u64, number: u32, name: &str) -> &[u8] {
        self.begin(kind, at);
        number::put(&mut self.frame, number.into());
        self.frame.extend_from_slice(name.as_bytes());
        self.end()
    }

    /// Begins a frame; the first byte is for the length.
    fn begin(&mut self, first: u8, at: u64) {
        let (stamped, passed) = self.cursor.stamp(first & kind::MASK, at);
        self.frame.clear();
        self.frame.extend_from_slice(&[0, first | stamped]);
        if let Some(passed) = passed {
            number::put(&mut self.frame, passed);
        }
        self.coming = Cursor { at, ..self.cursor };
    }

    fn begin_call(&mut self, thread: Thread, at: u64, first: u8) {
        let moved = if thread != self.cursor.thread { flag::THREAD } else { 0 };
        self.begin(first | moved, at);
        if moved != 0 {
            number::put(&mut self.frame, thread.0.into());
        }
        self.coming.thread = thread;
    }

    fn put(&mut self, value: &impl Serialize) {
        // Nothing that is put here refuses to be serialized, and memory does not run out politely.
        _ = postcard::serialize_with_flavor(value, Body(&mut self.frame));
    }

    fn end(&mut self) -> &[u8] {
        close(&mut self.frame);
        &self.frame
    }
}

/// The number of a name such as `session#1`, if it is one and is written like this.
fn numbered(name: &str, noun: &str) -> Option<u32> {
    let digits = name.strip_prefix(noun)?.strip_prefix('#')?;
    let n = digits.parse::<u32>().ok()?;
    (!digits.starts_with(['0', '+']) || digits == "0").then_some(n)
}

/// The body of a frame as something that postcard writes to.
struct Body<'a>(&'a mut Vec<u8>);

impl Flavor for Body<'_> {
    type Output = ();

    #[inline]
    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.push(byte);
        Ok(())
    }

    #[inline]
    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<()> {
        Ok(())
    }
}
