use cemapi_abi::{Call, Entry, Function, Handle, Reply, Thread, registry::Object};

use crate::{End, Header, Sink, Track};

/// The version of the meaning of a journal without segments.
const PLAIN: u8 = 1;

/// Writes a journal whose events follow one another.
///
/// If the sink refuses a frame, the event is lost and the journal is in order all the same; the
/// caller counts it and says so with [`Writer::lost`].
#[derive(Debug)]
pub struct Writer<S> {
    sink: S,
    track: Track,
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
        sink.append(&Track::beginning(PLAIN, header))?;
        Ok(Self { sink, track: Track::new(false), written: vec![false; Function::COUNT] })
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
        let function = call.function();
        if !self.written.get(function.index()).copied().unwrap_or(true) {
            self.write(|track| track.signature(track.latest(), function))?;
            self.written[function.index()] = true;
        }
        self.write(|track| track.entered(thread, at, callback, call))
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
        self.write(|track| track.left(thread, at, skips, reply))
    }

    /// A thing appears. Things are numbered from 0 in the order in which they do.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn thing(&mut self, thing: Handle, object: Object, name: &str) -> Result<(), S::Error> {
        self.write(|track| track.thing(track.latest(), thing, object, name))
    }

    /// An entry id appears. They are numbered from 0 in the order in which they do.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn entry(&mut self, entry: Entry, name: &str) -> Result<(), S::Error> {
        self.write(|track| track.entry(track.latest(), entry, name))
    }

    /// A thread appears. They are numbered from 0 in the order in which they do.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn thread(&mut self, thread: Thread, name: &str) -> Result<(), S::Error> {
        self.write(|track| track.thread(track.latest(), thread, name))
    }

    /// A thing lies there in memory.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn address(&mut self, thing: Handle, address: u64) -> Result<(), S::Error> {
        self.write(|track| track.address(track.latest(), thing, address))
    }

    /// So many events could not be written down here.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn lost(&mut self, events: u64) -> Result<(), S::Error> {
        self.write(|track| track.lost(track.latest(), events))
    }

    /// The process ends; nothing may follow.
    ///
    /// # Errors
    ///
    /// The sink's.
    pub fn end(&mut self, end: End) -> Result<(), S::Error> {
        self.write(|track| track.ended(track.latest(), end))
    }

    /// Where the journal goes, to be flushed for example.
    pub const fn sink(&mut self) -> &mut S {
        &mut self.sink
    }

    /// Where the journal went.
    pub fn into_sink(self) -> S {
        self.sink
    }

    /// Writes a frame. Only one that arrived is what the next one is told from.
    fn write(&mut self, frame: impl FnOnce(&mut Track) -> &[u8]) -> Result<(), S::Error> {
        self.sink.append(frame(&mut self.track))?;
        self.track.arrived();
        Ok(())
    }
}
