use std::{io::Read, mem};

use crate::{
    BYTES, End, Error, Event, Header, MAGIC, MEANING, Problem, Signatures,
    frame::kind,
    frames::Frames,
    ledger::{Ledger, whole_of},
    timeless::Timeless,
};

/// Reads a journal, an event at a time, in memory that does not grow with the file but for a
/// segment of each strand.
#[derive(Debug)]
pub struct Reader<R> {
    frames: Frames<R>,
    header: Header,
    ledger: Ledger,
}

impl<R: Read> Reader<R> {
    /// Begins to read a journal: its versions and its header.
    ///
    /// # Errors
    ///
    /// It is no journal, or none that this tool reads.
    pub fn new(input: R) -> Result<Self, Error> {
        let mut reader = Self {
            frames: Frames::new(input),
            header: Header::default(),
            ledger: Ledger::default(),
        };
        reader.begin()?;
        Ok(reader)
    }

    fn begin(&mut self) -> Result<(), Error> {
        let input = &mut self.frames.input;
        let complete = input.fill(MAGIC.len() + 2)?;
        let magic = &input.buffer[..input.buffer.len().min(MAGIC.len())];
        if magic.is_empty() {
            return Err(input.error(Problem::Empty));
        }
        if !MAGIC.starts_with(magic) {
            return Err(input.error(Problem::NotAJournal));
        }
        if !complete {
            return Err(input.error(Problem::NoHeader));
        }
        let (bytes, meaning) = (input.buffer[MAGIC.len()], input.buffer[MAGIC.len() + 1]);
        if bytes != BYTES || meaning == 0 || meaning > MEANING {
            input.offset = MAGIC.len() as u64;
            return Err(input.error(Problem::Version(bytes, meaning)));
        }
        input.take(MAGIC.len() + 2);
        let Some((start, end, whole)) = input.frame()? else {
            return Err(input.error(Problem::NoHeader));
        };
        let body = &input.buffer[input.start + start..input.start + end];
        let header = match body.split_first() {
            Some((&kind::HEADER, header)) => whole_of(header),
            _ => None,
        };
        self.header = header.ok_or_else(|| input.error(Problem::Malformed("a header")))?;
        input.take(whole);
        Ok(())
    }

    /// Where the journal comes from.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The signatures that were read so far.
    #[must_use]
    pub const fn signatures(&self) -> &Signatures {
        &self.ledger.signatures
    }

    /// The signatures that were read, without the reader.
    #[must_use]
    pub fn into_signatures(self) -> Signatures {
        self.ledger.signatures
    }

    /// The place in the file of the first byte that was not taken yet; where strands have segments
    /// of their own, in the one that was read last.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.frames.offset()
    }

    /// How the process ended, if the journal says so. One that does not was cut, or still grows.
    #[must_use]
    pub const fn end(&self) -> Option<End> {
        self.ledger.end
    }

    /// The input and the place that it has to be wound back to before more is read: what was read
    /// beyond that is forgotten, because it may have changed meanwhile.
    pub fn rewound(&mut self) -> (&mut R, u64) {
        self.frames.rewound()
    }

    /// The next event; `None` if there is no complete one yet.
    ///
    /// # Errors
    ///
    /// What comes next is no event. The reader stays where it is.
    #[inline]
    #[expect(clippy::should_implement_trait, reason = "an event borrows from the reader")]
    pub fn next(&mut self) -> Result<Option<Event<'_>>, Error> {
        let Some(frame) = self.frames.next()? else { return Ok(None) };
        let offset = frame.offset;
        self.ledger.event(&frame).map(Some).map_err(|problem| Error { offset, problem })
    }

    /// Takes so many events at most, without looking at what they mean, and replaces the words by
    /// what they say but for times and addresses: the same words for the same events alone.
    ///
    /// Returns how many of them enter a call; `None` at the end.
    ///
    /// # Errors
    ///
    /// As [`next`](Self::next), so far as a frame alone tells.
    pub fn timeless(&mut self, most: usize, words: &mut Vec<u64>) -> Result<Option<usize>, Error> {
        words.clear();
        let mut taken = Timeless { words: mem::take(words), ..Timeless::default() };
        self.frames.timeless(most, &mut taken)?;
        *words = taken.words;
        Ok((taken.frames > 0).then_some(taken.calls))
    }
}
