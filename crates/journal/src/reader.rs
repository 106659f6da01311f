use std::io::{self, Read};

use cemapi_abi::{Entry, Handle, Thread};

use crate::{
    BYTES, End, Entered, Error, Event, Header, Left, MAGIC, MEANING, Problem, RawCall, RawReply,
    Signature, Signatures, Title,
    frame::{Split, flag, kind, split},
    kind::object_of,
    number,
};

/// How much is read at a time.
const CHUNK: usize = 1 << 16;

/// Reads a journal, an event at a time, in memory that does not grow with the file.
#[derive(Debug)]
pub struct Reader<R> {
    input: R,
    /// What was read of the input; the part from `start` on was not taken yet.
    buffer: Vec<u8>,
    start: usize,
    /// The place in the file of the first byte that was not taken yet.
    offset: u64,
    header: Header,
    signatures: Signatures,
    /// For each thread, the calls that are not left, each with its number and signature.
    open: Vec<Vec<(u64, u32)>>,
    calls: u64,
    things: u32,
    entries: u32,
    thread: Thread,
    at: u64,
    end: Option<End>,
}

/// The most that a frame which is half written can hold.
const TORN: usize = 1 << 12;

/// The fewest zeros behind it that tell it from a frame that was damaged later.
const ZEROS: usize = 32;

impl<R: Read> Reader<R> {
    /// Begins to read a journal: its versions and its header.
    ///
    /// # Errors
    ///
    /// It is no journal, or none that this tool reads.
    pub fn new(input: R) -> Result<Self, Error> {
        let mut reader = Self {
            input,
            buffer: Vec::new(),
            start: 0,
            offset: 0,
            header: Header::default(),
            signatures: Signatures::default(),
            open: Vec::new(),
            calls: 0,
            things: 0,
            entries: 0,
            thread: Thread::default(),
            at: 0,
            end: None,
        };
        let complete = reader.fill(MAGIC.len() + 2)?;
        let magic = &reader.buffer[..reader.buffer.len().min(MAGIC.len())];
        if magic.is_empty() {
            return Err(reader.error(Problem::Empty));
        }
        if !MAGIC.starts_with(magic) {
            return Err(reader.error(Problem::NotAJournal));
        }
        if !complete {
            return Err(reader.error(Problem::NoHeader));
        }
        let (bytes, meaning) = (reader.buffer[MAGIC.len()], reader.buffer[MAGIC.len() + 1]);
        if bytes != BYTES || meaning == 0 || meaning > MEANING {
            reader.offset = MAGIC.len() as u64;
            return Err(reader.error(Problem::Version(bytes, meaning)));
        }
        reader.take(MAGIC.len() + 2);
        let Some((start, end, whole)) = reader.frame()? else {
            return Err(reader.error(Problem::NoHeader));
        };
        let body = &reader.buffer[reader.start + start..reader.start + end];
        match body.split_first() {
            Some((&kind::HEADER, header)) => match whole_of(header) {
                Some(header) => reader.header = header,
                None => return Err(reader.error(Problem::Malformed("a header"))),
            },
            _ => return Err(reader.error(Problem::Malformed("a header"))),
        }
        reader.take(whole);
        Ok(reader)
    }

    /// Where the journal comes from.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The signatures that were read so far.
    #[must_use]
    pub const fn signatures(&self) -> &Signatures {
        &self.signatures
    }

    /// The signatures that were read, without the reader.
    #[must_use]
    pub fn into_signatures(self) -> Signatures {
        self.signatures
    }

    /// The place in the file of the first byte that was not taken yet.
    #[must_use]
    pub const fn offset(&self) -> u64 {
        self.offset
    }

    /// How the process ended, if the journal says so. One that does not was cut, or still grows.
    #[must_use]
    pub const fn end(&self) -> Option<End> {
        self.end
    }

    /// The input, to be wound back to [`Reader::offset`]: what was read of it beyond that is
    /// forgotten, because it may have changed meanwhile.
    pub fn rewound(&mut self) -> &mut R {
        self.buffer.clear();
        self.start = 0;
        &mut self.input
    }

    /// The next event; `None` if there is no complete one yet.
    ///
    /// # Errors
    ///
    /// What comes next is no event. The reader stays where it is.
    #[inline]
    #[expect(clippy::should_implement_trait, reason = "an event borrows from the reader")]
    pub fn next(&mut self) -> Result<Option<Event<'_>>, Error> {
        let Some((start, end, whole)) = self.frame()? else { return Ok(None) };
        if self.end.is_some() {
            return Err(self.error(Problem::AfterEnd));
        }
        let (start, end) = (self.start + start, self.start + end);
        let offset = self.offset;
        self.take(whole);
        match self.event(start, end) {
            Ok(event) => Ok(Some(event)),
            Err(problem) => Err(Error { offset, problem }),
        }
    }

    /// The next frame: its body's place among what was not taken, and its length.
    #[inline]
    fn frame(&mut self) -> Result<Option<(usize, usize, usize)>, Error> {
        loop {
            match split(&self.buffer[self.start..]) {
                Ok(Split::Frame(start, end)) => return Ok(Some((start, end, end + 1))),
                Ok(Split::Part(needed)) => {
                    if !self.fill(needed)? {
                        return Ok(None);
                    }
                }
                Ok(Split::Unwritten) | Err(Problem::Damaged) => {
                    self.unwritten()?;
                    return Ok(None);
                }
                Err(problem) => return Err(self.error(problem)),
            }
        }
    }

    /// Sees to it that so many bytes are there; `false` if the input ends before.
    fn fill(&mut self, needed: usize) -> Result<bool, Error> {
        self.buffer.drain(..self.start);
        self.start = 0;
        while self.buffer.len() < needed {
            let had = self.buffer.len();
            // A frame that says it is long gets no memory before its bytes arrive.
            self.buffer.resize(had + CHUNK, 0);
            let read = loop {
                match self.input.read(&mut self.buffer[had..]) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    read => break read,
                }
            };
            self.buffer.truncate(had + *read.as_ref().unwrap_or(&0));
            match read {
                Ok(0) => return Ok(false),
                Ok(_) => {}
                Err(error) => return Err(self.error(Problem::Io(error))),
            }
        }
        Ok(true)
    }

    /// What nobody has written is zeros to the end. A process that is killed may leave its last
    /// frame half written, in any order of its bytes, but only zeros behind it.
    fn unwritten(&mut self) -> Result<(), Error> {
        let offset = self.offset;
        self.fill(TORN + ZEROS)?;
        let half = &self.buffer[self.start..];
        let written = half.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        let mut zeros = half.len() - written;
        let mut rest = written;
        loop {
            // They are looked at, and not taken.
            self.buffer.truncate(self.start + rest);
            let had = self.buffer.len();
            if !self.fill(had - self.start + 1)? {
                let torn = written <= TORN && (written == 0 || zeros >= ZEROS);
                return if torn {
                    Ok(())
                } else {
                    Err(Error { offset, problem: Problem::Damaged })
                };
            }
            let more = &self.buffer[self.start + rest..];
            if more.iter().any(|byte| *byte != 0) {
                return Err(Error { offset, problem: Problem::Damaged });
            }
            zeros += more.len();
            rest = rest.max(written);
        }
    }

    fn take(&mut self, bytes: usize) {
        self.start += bytes;
        self.offset += bytes as u64;
    }

    const fn error(&self, problem: Problem) -> Error {
        Error { offset: self.offset, problem }
    }

    /// The event whose frame's body lies there in the buffer.
    #[inline]
    fn event(&mut self, start: usize, end: usize) -> Result<Event<'_>, Problem> {
        // A body has a byte at least.
        let first = self.buffer[start];
        let kind = first & kind::MASK;
        if !matches!(kind, kind::ENTERED | kind::LEFT) {
            return self.rare_event(start, end);
        }
        let mut rest = &self.buffer[start + 1..end];
        if first & flag::TIMED != 0 {
            let passed = number::take(&mut rest).ok_or(Problem::Malformed("a time"))?;
            self.at = self.at.wrapping_add_signed(number::unfold(passed));
        }
        if first & flag::THREAD != 0 {
            let thread = u16::try_from(number_of(&mut rest)?);
            self.thread = Thread(thread.map_err(|_| Problem::Malformed("a thread"))?);
        }
        let (thread, at) = (self.thread, self.at);
        let open = self
            .open
            .get_mut(usize::from(thread.0))
            .ok_or(Problem::Nameless("thread", thread.0.into()))?;
        if kind == kind::ENTERED {
            let place = self.signatures.find(rest);
            let (place, known) = place
                .and_then(|place| Some((place, self.signatures.get(place)?)))
                .ok_or(Problem::Malformed("a call that has a signature"))?;
            let number = self.calls;
            self.calls += 1;
            open.push((number, place));
            let callback = first & flag::CALLBACK != 0;
            let call = RawCall { bytes: rest, known };
            // Behind the bytes comes the checksum.
            let offset = self.offset - 1 - rest.len() as u64;
            return Ok(Event::Entered(Entered { number, thread, at, callback, call, offset }));
        }
        let skips = match first & flag::SKIPS {
            0 => 0,
            _ => number_of(&mut rest)? as usize,
        };
        let depth = open.len().checked_sub(skips + 1).ok_or(Problem::NeverEntered)?;
        let (number, place) = open.drain(depth..).next().ok_or(Problem::NeverEntered)?;
        let known = self.signatures.get(place).ok_or(Problem::NeverEntered)?;
        let offset = self.offset - 1 - rest.len() as u64;
        Ok(Event::Left(Left { number, at, reply: RawReply { bytes: rest, known }, offset }))
    }

    /// An event that is no call.
    #[inline(never)]
    fn rare_event(&mut self, start: usize, end: usize) -> Result<Event<'_>, Problem> {
        let (first, mut rest) = (self.buffer[start], &self.buffer[start + 1..end]);
        match first & kind::MASK {
            kind::THING => {
                let thing = number_of(&mut rest)?;
                in_order("thing", thing, &mut self.things)?;
                let (object, mut rest) =
                    rest.split_first().ok_or(Problem::Malformed("a kind of thing"))?;
                let object = object_of(*object);
                let name = match first & flag::NUMBERED {
                    0 => Title::Own(text(rest)?),
                    _ => Title::Numbered(object.noun(), number_of(&mut rest)?),
                };
                Ok(Event::Thing(Handle(thing), object, name))
            }
            kind::ENTRY => {
                let entry = number_of(&mut rest)?;
                in_order("entry id", entry, &mut self.entries)?;
                Ok(Event::Entry(Entry(entry), text(rest)?))
            }
            kind::THREAD => {
                let thread = number_of(&mut rest)?;
                in_order("thread", thread, &mut (self.open.len() as u32))?;
                let thread = u16::try_from(thread).map_err(|_| Problem::Malformed("a thread"))?;
                self.open.push(Vec::new());
                Ok(Event::Thread(Thread(thread), text(rest)?))
            }
            kind::SIGNATURE => {
                let signature: Option<Signature> = whole_of(rest);
                self.signatures.add(signature.ok_or(Problem::Malformed("a signature"))?)?;
                Ok(Event::Signature)
            }
            kind::ADDRESS => {
                let thing = number_of(&mut rest)?;
                let address = number::take(&mut rest).ok_or(Problem::Malformed("an address"))?;
                Ok(Event::Address(Handle(thing), address))
            }
            kind::LOST => {
                let events = number::take(&mut rest).ok_or(Problem::Malformed("a number"))?;
                Ok(Event::Lost(events))
            }
            kind::END => {
                let end = whole_of(rest).ok_or(Problem::Malformed("an end"))?;
                self.end = Some(end);
                Ok(Event::End(end))
            }
            kind => Err(Problem::UnknownKind(kind)),
        }
    }
}

fn number_of(bytes: &mut &[u8]) -> Result<u32, Problem> {
    let number = number::take(bytes).ok_or(Problem::Malformed("a number"))?;
    u32::try_from(number).map_err(|_| Problem::Malformed("a number of 32 bits"))
}

/// What is named has the next number.
fn in_order(what: &'static str, number: u32, next: &mut u32) -> Result<(), Problem> {
    if number != *next {
        return Err(Problem::OutOfOrder(what, number.into()));
    }
    *next += 1;
    Ok(())
}

fn text(bytes: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(bytes).map_err(|_| Problem::Malformed("a name in UTF-8"))
}

fn whole_of<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Some(value),
        _ => None,
    }
}
