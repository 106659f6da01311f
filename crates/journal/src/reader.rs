use std::io::Read;

use crate::{
    BYTES, End, Error, Event, Header, MAGIC, MEANING, Problem, Segment, Signatures,
    cursor::Cursor,
    frame::kind,
    input::Input,
    ledger::{Ledger, whole_of},
    strand::Strand,
};

/// Reads a journal, an event at a time, in memory that does not grow with the file but for a
/// segment of each strand.
#[derive(Debug)]
pub struct Reader<R> {
    input: Input<R>,
    header: Header,
    ledger: Ledger,
    /// The latest event of a journal that has no segments.
    cursor: Cursor,
    strands: Vec<Strand>,
    /// The strand that is read, and up to where no other one has an event.
    current: usize,
    limit: u64,
    /// The next segment in the file, if it was looked for, and where its frame lies.
    coming: Option<(Segment, u64)>,
}

impl<R: Read> Reader<R> {
    /// Begins to read a journal: its versions and its header.
    ///
    /// # Errors
    ///
    /// It is no journal, or none that this tool reads.
    pub fn new(input: R) -> Result<Self, Error> {
        let mut reader = Self {
            input: Input::new(input),
            header: Header::default(),
            ledger: Ledger::default(),
            cursor: Cursor::default(),
            strands: Vec::new(),
            current: 0,
            limit: 0,
            coming: None,
        };
        reader.begin()?;
        Ok(reader)
    }

    fn begin(&mut self) -> Result<(), Error> {
        let input = &mut self.input;
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
        self.strands.get(self.current).map_or(self.input.offset, Strand::offset)
    }

    /// How the process ended, if the journal says so. One that does not was cut, or still grows.
    #[must_use]
    pub const fn end(&self) -> Option<End> {
        self.ledger.end
    }

    /// The input and the place that it has to be wound back to before more is read: what was read
    /// beyond that is forgotten, because it may have changed meanwhile.
    pub fn rewound(&mut self) -> (&mut R, u64) {
        let offset = self.strands.iter().map(|strand| strand.place).min();
        let offset = offset.unwrap_or(self.input.offset);
        self.coming = None;
        self.limit = 0;
        (self.input.rewound(offset), offset)
    }

    /// The next event; `None` if there is no complete one yet.
    ///
    /// # Errors
    ///
    /// What comes next is no event. The reader stays where it is.
    #[inline]
    #[expect(clippy::should_implement_trait, reason = "an event borrows from the reader")]
    pub fn next(&mut self) -> Result<Option<Event<'_>>, Error> {
        if self.strands.is_empty() {
            let Some((start, end, whole)) = self.input.frame()? else { return Ok(None) };
            let (from, offset) = (self.input.start, self.input.offset);
            let body = from + start..from + end;
            if self.input.buffer[body.start] & kind::MASK != kind::SEGMENT {
                self.input.take(whole);
                let body = &self.input.buffer[body];
                let failed = |problem| Error { offset, problem };
                let head = self.cursor.head(body).map_err(failed)?;
                self.cursor.pass(&head);
                let rest = &body[body.len() - head.rest..];
                let place = offset + (end - head.rest) as u64;
                return self.ledger.event(&head, head.at, rest, place).map(Some).map_err(failed);
            }
        }
        if !self.turn()? {
            return Ok(None);
        }
        let strand = &mut self.strands[self.current];
        let offset = strand.offset();
        let Some(taken) = strand.take() else { return Ok(None) };
        let event = self.ledger.event(&taken.head, taken.time, taken.rest, taken.offset);
        event.map(Some).map_err(|problem| Error { offset, problem })
    }

    /// Turns to the strand whose event comes next; `false` if no strand has one.
    #[inline]
    fn turn(&mut self) -> Result<bool, Error> {
        // Most often it is the same one again.
        if let Some(strand) = self.strands.get_mut(self.current)
            && strand.order()?.is_some_and(|order| order < self.limit)
        {
            return Ok(true);
        }
        self.turn_away()
    }

    fn turn_away(&mut self) -> Result<bool, Error> {
        loop {
            let (mut first, mut second) = (None, u64::MAX);
            for (number, strand) in self.strands.iter_mut().enumerate() {
                let Some(order) = strand.order()? else { continue };
                match first {
                    Some((_, known)) if known <= order => second = second.min(order),
                    _ => {
                        second = first.map_or(second, |(_, known)| known);
                        first = Some((number, order));
                    }
                }
            }
            self.look_ahead()?;
            let coming = self.coming.map(|(segment, _)| segment.from);
            match (first, coming) {
                (Some((number, order)), coming) if coming.is_none_or(|from| order < from) => {
                    // Where a strand may lack an event, nobody can say that this is the end.
                    if order == u64::MAX && self.strands.iter().any(Strand::is_torn) {
                        return Ok(false);
                    }
                    self.current = number;
                    self.limit = coming.unwrap_or(u64::MAX).min(second);
                    return Ok(true);
                }
                (_, Some(_)) if self.go_on()? => {}
                _ => return Ok(false),
            }
        }
    }

    /// Looks what segment comes next in the file.
    fn look_ahead(&mut self) -> Result<(), Error> {
        if self.coming.is_some() {
            return Ok(());
        }
        let Some((start, end, whole)) = self.input.frame()? else { return Ok(()) };
        let offset = self.input.offset;
        let input = &mut self.input;
        let body = &input.buffer[input.start + start..input.start + end];
        let segment = Segment::read(body).map_err(|problem| Error { offset, problem })?;
        input.take(whole);
        self.coming = Some((segment, offset));
        Ok(())
    }

    /// Takes the segment that comes next; `false` if more has to be written first.
    fn go_on(&mut self) -> Result<bool, Error> {
        let Some((segment, place)) = self.coming else { return Ok(false) };
        let failed = |problem| Error { offset: place, problem };
        let offset = self.input.offset;
        let length = segment.end.checked_sub(offset);
        let length = length.ok_or(failed(Problem::Malformed("a segment")))?;
        let number = segment.strand as usize;
        if number > self.strands.len() {
            return Err(failed(Problem::OutOfOrder("strand", segment.strand.into())));
        }
        if number == self.strands.len() {
            self.strands.push(Strand::default());
        }
        let strand = &mut self.strands[number];
        if place > strand.place && !strand.is_through(&segment) {
            return Ok(false);
        }
        self.coming = None;
        if place < strand.place {
            // That was taken, before the input was rewound.
            return self.input.pour(length, |_| {}).map(|()| true);
        }
        let mut bytes = Vec::new();
        self.input.pour(length, |more| bytes.extend_from_slice(more))?;
        strand.go_on(place, &segment, offset, bytes);
        Ok(true)
    }
}
