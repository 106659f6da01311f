use std::{
    convert::Infallible,
    io::{self, Write},
};

/// Where a journal goes.
///
/// A frame arrives whole. Somebody who keeps the journal in memory that outlives the process, such
/// as a mapped file full of zeros, stores a frame's first byte last: a length of 0 is a frame that
/// was not written yet, and so a kill at any instant leaves only complete frames.
pub trait Sink {
    /// What can go wrong.
    type Error;

    /// Takes the next frame.
    ///
    /// # Errors
    ///
    /// The sink's own; the frame is lost then.
    fn append(&mut self, frame: &[u8]) -> Result<(), Self::Error>;
}

impl Sink for Vec<u8> {
    type Error = Infallible;

    fn append(&mut self, frame: &[u8]) -> Result<(), Infallible> {
        self.extend_from_slice(frame);
        Ok(())
    }
}

/// A sink that collects frames and hands them on together.
///
/// It writes when more than its size has come together, and when told to.
#[derive(Debug)]
pub struct Buffered<W> {
    to: W,
    waiting: Vec<u8>,
    size: usize,
}

impl<W: Write> Buffered<W> {
    /// A sink before `to` that writes about `size` bytes at a time.
    pub fn new(to: W, size: usize) -> Self {
        Self { to, waiting: Vec::with_capacity(size), size }
    }

    /// Writes what has come together.
    ///
    /// # Errors
    ///
    /// What waits could not be written. It is given up then: part of it may have arrived.
    pub fn flush(&mut self) -> io::Result<()> {
        let written = self.to.write_all(&self.waiting);
        self.waiting.clear();
        written?;
        self.to.flush()
    }
}

impl<W: Write> Sink for Buffered<W> {
    type Error = io::Error;

    fn append(&mut self, frame: &[u8]) -> io::Result<()> {
        if self.waiting.len() + frame.len() > self.size {
            self.flush()?;
        }
        self.waiting.extend_from_slice(frame);
        Ok(())
    }
}
