use std::io::Read;

use crate::{
    Error, Problem, Segment,
    cursor::{Cursor, Head},
    frame::kind,
    input::Input,
    strand::Strand,
    timeless::Timeless,
};

/// The frames of a journal that tell an event, in the order of the events.
#[derive(Debug)]
pub(crate) struct Frames<R> {
    pub(crate) input: Input<R>,
    /// The latest event of a journal that has no segments.
    cursor: Cursor,
    strands: Vec<Strand>,
    /// The strand that is read, and up to where no other one has an event.
    current: usize,
    limit: u64,
    /// The next segment in the file, if it was looked for, and where its frame lies.
    coming: Option<(Segment, u64)>,
}

/// A frame that was taken.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    pub(crate) head: Head,
    /// What follows the head.
    pub(crate) rest: &'a [u8],
    /// Where in the file that lies, and where the frame.
    pub(crate) place: u64,
    pub(crate) offset: u64,
    pub(crate) time: u64,
}

impl<R: Read> Frames<R> {
    pub(crate) fn new(from: R) -> Self {
        Self {
            input: Input::new(from),
            cursor: Cursor::default(),
            strands: Vec::new(),
            current: 0,
            limit: 0,
            coming: None,
        }
    }

    /// The place in the file of the first byte that was not taken yet; where strands have segments
    /// of their own, in the one that was read last.
    pub(crate) fn offset(&self) -> u64 {
        self.strands.get(self.current).map_or(self.input.offset, Strand::offset)
    }

    /// The input and the place that it has to be wound back to before more is read.
    pub(crate) fn rewound(&mut self) -> (&mut R, u64) {
        let offset = self.strands.iter().map(|strand| strand.place).min();
        let offset = offset.unwrap_or(self.input.offset);
        self.coming = None;
        self.limit = 0;
        (self.input.rewound(offset), offset)
    }

    /// The next frame; `None` if there is no complete one yet.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Option<Frame<'_>>, Error> {
        if self.strands.is_empty() {
            let Some((start, end, whole)) = self.input.frame()? else { return Ok(None) };
            let (from, offset) = (self.input.start, self.input.offset);
            let body = from + start..from + end;
            if self.input.buffer[body.start] & kind::MASK != kind::SEGMENT {
                self.input.take(whole);
                let body = &self.input.buffer[body];
                let head = self.cursor.head(body).map_err(|problem| Error { offset, problem })?;
                self.cursor.pass(&head);
                let rest = &body[body.len() - head.rest..];
                let place = offset + (end - head.rest) as u64;
                return Ok(Some(Frame { head, rest, place, offset, time: head.at }));
            }
        }
        if !self.turn()? {
            return Ok(None);
        }
        Ok(self.strands[self.current].take())
    }

    /// Takes so many frames at most for what they say but for when.
    pub(crate) fn timeless(&mut self, most: usize, taken: &mut Timeless) -> Result<(), Error> {
        while taken.frames < most {
            if self.strands.is_empty() {
                let bytes = &self.input.buffer[self.input.start..];
                let length = taken.take_short(bytes, &mut self.cursor, u64::MAX, most);
                self.input.take(length);
            } else if let Some(strand) = self.strands.get_mut(self.current) {
                strand.take_short(self.limit, most, taken);
            }
            let Some(Frame { head, rest, .. }) = self.next()? else { break };
            taken.take(&head, rest);
        }
        Ok(())
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
