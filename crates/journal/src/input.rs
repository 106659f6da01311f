use std::io::Read;

use crate::{
    Error, Problem,
    frame::{Split, short, split},
};

/// How much is read at a time.
const CHUNK: u64 = 1 << 16;

/// The most that a frame which is half written can hold.
const TORN: usize = 1 << 12;

/// The fewest zeros behind it that tell it from a frame that was damaged later.
const ZEROS: usize = 32;

/// The bytes of a journal, as far as they were read and not taken yet.
#[derive(Debug)]
pub(crate) struct Input<R> {
    from: R,
    /// What was read; the part from `start` on was not taken yet.
    pub(crate) buffer: Vec<u8>,
    pub(crate) start: usize,
    /// The place in the file of the first byte that was not taken yet.
    pub(crate) offset: u64,
}

/// Whether bytes may be what nobody has written, or a frame that is half written: a process that is
/// killed may leave its last frame in any order of its bytes, but only zeros behind it.
pub(crate) fn is_unwritten(bytes: &[u8]) -> bool {
    let written = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    written == 0 || written <= TORN && bytes.len() - written >= ZEROS
}

impl<R: Read> Input<R> {
    pub(crate) const fn new(from: R) -> Self {
        Self { from, buffer: Vec::new(), start: 0, offset: 0 }
    }

    /// What was read, to be wound back to a place: what comes from there on may have changed.
    pub(crate) fn rewound(&mut self, offset: u64) -> &mut R {
        self.buffer.clear();
        self.start = 0;
        self.offset = offset;
        &mut self.from
    }

    /// The next frame: its body's place among what was not taken, and its length.
    #[inline]
    pub(crate) fn frame(&mut self) -> Result<Option<(usize, usize, usize)>, Error> {
        match short(&self.buffer[self.start..]) {
            Some(end) => Ok(Some((1, end, end + 1))),
            None => self.any_frame(),
        }
    }

    fn any_frame(&mut self) -> Result<Option<(usize, usize, usize)>, Error> {
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
    pub(crate) fn fill(&mut self, needed: usize) -> Result<bool, Error> {
        self.buffer.drain(..self.start);
        self.start = 0;
        while self.buffer.len() < needed {
            // A frame that says it is long gets no memory before its bytes arrive.
            match (&mut self.from).take(CHUNK).read_to_end(&mut self.buffer) {
                Ok(0) => return Ok(false),
                Ok(_) => {}
                Err(error) => return Err(self.error(Problem::Io(error))),
            }
        }
        Ok(true)
    }

    /// Takes so many bytes, or as many as there are.
    pub(crate) fn pour(&mut self, bytes: u64, mut into: impl FnMut(&[u8])) -> Result<(), Error> {
        let mut left = bytes;
        while left > 0 && (self.start < self.buffer.len() || self.fill(1)?) {
            let rest = &self.buffer[self.start..];
            let taken = rest.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            into(&rest[..taken]);
            self.take(taken);
            left -= taken as u64;
        }
        Ok(())
    }

    /// Sees to it that there is nothing but what nobody has written.
    fn unwritten(&mut self) -> Result<(), Error> {
        let offset = self.offset;
        let damaged = || Error { offset, problem: Problem::Damaged };
        self.fill(TORN + ZEROS)?;
        if !is_unwritten(&self.buffer[self.start..]) {
            return Err(damaged());
        }
        let had = self.buffer.len() - self.start;
        loop {
            // They are looked at, and not taken.
            self.buffer.truncate(self.start + had);
            if !self.fill(had + 1)? {
                return Ok(());
            }
            if self.buffer[had..].iter().any(|byte| *byte != 0) {
                return Err(damaged());
            }
        }
    }

    #[inline]
    pub(crate) fn take(&mut self, bytes: usize) {
        self.start += bytes;
        self.offset += bytes as u64;
    }

    pub(crate) const fn error(&self, problem: Problem) -> Error {
        Error { offset: self.offset, problem }
    }
}
