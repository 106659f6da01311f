use cemapi_abi::{Call, Entry, Function, Handle, Reply, Thread, registry::Object};
use postcard::ser_flavors::Flavor;
use serde::Serialize;

use crate::{
    BYTES, End, Header, MAGIC, MEANING, Signature, Sink,
    frame::{close, flag, kind},
    kind::object_number,
    number,
};

/// Writes a journal.
///
/// Who uses it from several threads puts a lock around it. If the sink refuses a frame, the event
/// is lost and the journal is in order all the same; the caller counts it and says so with
/// [`Writer::lost`].
#[derive(Debug)]
pub struct Writer<S> {
    sink: S,
    /// The frame that is being made.
    frame: Vec<u8>,
    /// The time of the latest event.
    at: u64,
    /// The thread of the latest event.
    thread: Thread,
    /// For each function of the registry, whether its signature is written.
    written: Vec<bool>,
}

impl<S: Sink> Writer<S> {
    /// Begins a journal.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn new(mut sink: S, header: &Header) -> Result<Self, S::Error> {
        let mut beginning = MAGIC.to_vec();
        beginning.extend([BYTES, MEANING]);
        sink.append(&beginning)?;
        let mut writer = Self {
            sink,
            frame: Vec::with_capacity(256),
            at: 0,
            thread: Thread::default(),
            written: vec![false; Function::COUNT],
        };
        writer.begin(kind::HEADER);
        writer.put(header);
        writer.end_frame()?;
        Ok(writer)
    }

    /// A call is entered, at a time in nanoseconds since the recording began, or 0 without a clock.
    ///
    /// # Errors
    ///
    /// The sink's; the event is lost.
    pub fn enter(
        &mut self,
        thread: Thread,
        at: u64,
        callback: bool,
        call: &Call,
    ) -> Result<(), S::Error> {
        self.begin_call(thread, at, callback, call.function())?;
        self.put(call);
        self.end_event(thread, at)
    }

    /// The same for a call of this function that somebody has encoded already.
    ///
    /// # Errors
    ///
    /// The sink's; the event is lost.
    pub fn enter_encoded(
        &mut self,
        thread: Thread,
        at: u64,
        callback: bool,
        function: Function,
        call: &[u8],
    ) -> Result<(), S::Error> {
        self.begin_call(thread, at, callback, function)?;
        self.frame.extend_from_slice(call);
        self.end_event(thread, at)
    }

    fn begin_call(
        &mut self,
        thread: Thread,
        at: u64,
        callback: bool,
        function: Function,
    ) -> Result<(), S::Error> {
        if !self.written.get(function.index()).copied().unwrap_or(true) {
            self.begin(kind::SIGNATURE);
            self.put(&Signature::of(function));
            self.end_frame()?;
            self.written[function.index()] = true;
        }
        let callback = if callback { flag::CALLBACK } else { 0 };
        self.begin_event(kind::ENTERED | callback, thread, at);
        Ok(())
    }

    /// The latest call of this thread that is not left yet is left.
    ///
    /// # Errors
    ///
    /// The sink's; the event is lost.
    pub fn leave(&mut self, thread: Thread, at: u64, reply: &Reply) -> Result<(), S::Error> {
        self.leave_past(thread, at, 0, reply)
    }

    /// A call of this thread is left, and so many that were made within it never returned.
    ///
    /// # Errors
    ///
    /// The sink's; the event is lost.
    pub fn leave_past(
        &mut self,
        thread: Thread,
        at: u64,
        skips: u32,
        reply: &Reply,
    ) -> Result<(), S::Error> {
        self.begin_reply(thread, at, skips);
        self.put(reply);
        self.end_event(thread, at)
    }

    /// The same for a reply that somebody has encoded already.
    ///
    /// # Errors
    ///
    /// The sink's; the event is lost.
    pub fn leave_encoded(
        &mut self,
        thread: Thread,
        at: u64,
        skips: u32,
        reply: &[u8],
    ) -> Result<(), S::Error> {
        self.begin_reply(thread, at, skips);
        self.frame.extend_from_slice(reply);
        self.end_event(thread, at)
    }

    fn begin_reply(&mut self, thread: Thread, at: u64, skips: u32) {
        let flags = if skips > 0 { flag::SKIPS } else { 0 };
        self.begin_event(kind::LEFT | flags, thread, at);
        if skips > 0 {
            number::put(&mut self.frame, skips.into());
        }
    }

    /// A thing appears. Things are numbered from 0 in the order in which they do.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn thing(&mut self, thing: Handle, object: Object, name: &str) -> Result<(), S::Error> {
        if let Some(n) = numbered(name, object.noun()) {
            return self.numbered_thing(thing, object, n);
        }
        self.begin(kind::THING);
        number::put(&mut self.frame, thing.0.into());
        self.frame.push(object_number(object));
        self.frame.extend_from_slice(name.as_bytes());
        self.end_frame()
    }

    /// A thing appears that is called after what it is: `session#1`.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn numbered_thing(
        &mut self,
        thing: Handle,
        object: Object,
        n: u32,
    ) -> Result<(), S::Error> {
        self.begin(kind::THING | flag::NUMBERED);
        number::put(&mut self.frame, thing.0.into());
        self.frame.push(object_number(object));
        number::put(&mut self.frame, n.into());
        self.end_frame()
    }

    /// An entry id appears. They are numbered from 0 in the order in which they do.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn entry(&mut self, entry: Entry, name: &str) -> Result<(), S::Error> {
        self.named(kind::ENTRY, entry.0, name)
    }

    /// A thread appears. They are numbered from 0 in the order in which they do.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn thread(&mut self, thread: Thread, name: &str) -> Result<(), S::Error> {
        self.named(kind::THREAD, thread.0.into(), name)
    }

    /// A thing lies there in memory.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn address(&mut self, thing: Handle, address: u64) -> Result<(), S::Error> {
        self.begin(kind::ADDRESS);
        number::put(&mut self.frame, thing.0.into());
        number::put(&mut self.frame, address);
        self.end_frame()
    }

    /// So many events could not be written down here.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn lost(&mut self, events: u64) -> Result<(), S::Error> {
        self.begin(kind::LOST);
        number::put(&mut self.frame, events);
        self.end_frame()
    }

    /// The process ends; nothing may follow.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn end(&mut self, end: End) -> Result<(), S::Error> {
        self.begin(kind::END);
        self.put(&end);
        self.end_frame()
    }

    /// Where the journal goes, to be flushed for example.
    pub const fn sink(&mut self) -> &mut S {
        &mut self.sink
    }

    /// Where the journal went.
    pub fn into_sink(self) -> S {
        self.sink
    }

    fn named(&mut self, kind: u8, number: u32, name: &str) -> Result<(), S::Error> {
        self.begin(kind);
        number::put(&mut self.frame, number.into());
        self.frame.extend_from_slice(name.as_bytes());
        self.end_frame()
    }

    /// Begins a frame; the first byte is for the length.
    fn begin(&mut self, first: u8) {
        self.frame.clear();
        self.frame.extend_from_slice(&[0, first]);
    }

    fn begin_event(&mut self, first: u8, thread: Thread, at: u64) {
        let passed = at.wrapping_sub(self.at) as i64;
        let timed = if passed != 0 { flag::TIMED } else { 0 };
        let moved = if thread != self.thread { flag::THREAD } else { 0 };
        self.begin(first | timed | moved);
        if passed != 0 {
            number::put(&mut self.frame, number::fold(passed));
        }
        if thread != self.thread {
            number::put(&mut self.frame, thread.0.into());
        }
    }

    fn put(&mut self, value: &impl Serialize) {
        // Nothing that is put here refuses to be serialized, and memory does not run out politely.
        _ = postcard::serialize_with_flavor(value, Body(&mut self.frame));
    }

    fn end_frame(&mut self) -> Result<(), S::Error> {
        close(&mut self.frame);
        self.sink.append(&self.frame)
    }

    /// Ends the frame of an event. Only an event that arrived is what the next one is told from.
    fn end_event(&mut self, thread: Thread, at: u64) -> Result<(), S::Error> {
        self.end_frame()?;
        self.thread = thread;
        self.at = at;
        Ok(())
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
