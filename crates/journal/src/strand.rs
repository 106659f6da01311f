use crate::{
    Error, Problem, Segment,
    cursor::{Cursor, Head},
    frame::{Split, short, split},
    frames::Frame,
    input::is_unwritten,
    timeless::Timeless,
};

/// One strand of events, as the reader holds it: the segment that it has come to.
#[derive(Debug, Default)]
pub(crate) struct Strand {
    /// The place in the file of the frame in front of the segment.
    pub(crate) place: u64,
    /// What is in the segment, and where that lies in the file.
    bytes: Vec<u8>,
    offset: u64,
    /// Whether the file ends before the segment does.
    cut: bool,
    /// How much of it was taken.
    taken: usize,
    cursor: Cursor,
    /// The next event, if it was looked for: how it begins, and where its body ends.
    next: Option<(Head, usize)>,
    /// Whether there is none.
    through: bool,
    /// Whether there is something all the same: a frame that is half written, or damaged.
    torn: bool,
}

impl Strand {
    /// Whether everything was taken that the strand's next segment says is in this one.
    pub(crate) const fn is_through(&self, next: &Segment) -> bool {
        self.taken as u64 == next.filled
    }

    /// Goes on with another segment, or with more of the same one.
    pub(crate) fn go_on(&mut self, place: u64, segment: &Segment, offset: u64, bytes: Vec<u8>) {
        if place != self.place || self.offset == 0 {
            self.taken = 0;
        }
        self.cursor.counted = segment.counted;
        self.cut = offset + (bytes.len() as u64) < segment.end;
        (self.place, self.offset, self.bytes) = (place, offset, bytes);
        (self.next, self.through, self.torn) = (None, false, false);
    }

    /// Whether something follows the last event that could be read.
    pub(crate) const fn is_torn(&self) -> bool {
        self.torn
    }

    /// Where the next event has its place among all, if there is one.
    #[inline]
    pub(crate) fn order(&mut self) -> Result<Option<u64>, Error> {
        if self.next.is_none() && !self.through {
            self.look().map_err(|problem| Error { offset: self.offset(), problem })?;
        }
        Ok(self.next.as_ref().map(|(head, _)| head.order()))
    }

    #[inline]
    fn look(&mut self) -> Result<(), Problem> {
        let rest = self.bytes.get(self.taken..).unwrap_or_default();
        if let Some(end) = short(rest) {
            let head = self.cursor.head(&rest[1..end])?;
            self.next = Some((head, self.taken + end));
            return Ok(());
        }
        self.look_closely()
    }

    fn look_closely(&mut self) -> Result<(), Problem> {
        let rest = self.bytes.get(self.taken..).unwrap_or_default();
        match split(rest) {
            Ok(Split::Frame(start, end)) => {
                let head = self.cursor.head(&rest[start..end])?;
                self.next = Some((head, self.taken + end));
                return Ok(());
            }
            Ok(Split::Part(_)) if self.cut || rest.is_empty() => {}
            Ok(_) | Err(Problem::Damaged) if is_unwritten(rest) => {}
            Err(problem) => return Err(problem),
            Ok(_) => return Err(Problem::Damaged),
        }
        self.through = true;
        self.torn = rest.iter().any(|byte| *byte != 0);
        Ok(())
    }

    /// Takes the next event, which was looked for.
    #[inline]
    pub(crate) fn take(&mut self) -> Option<Frame<'_>> {
        let (head, end) = self.next.take()?;
        let offset = self.offset();
        self.cursor.pass(&head);
        // Behind the body comes the checksum.
        self.taken = end + 1;
        let start = end - head.rest;
        let place = self.offset + start as u64;
        let rest = &self.bytes[start..end];
        Some(Frame { head, rest, place, offset, time: self.cursor.time() })
    }

    /// Takes frames of events before this one, as long as it is quickly done.
    pub(crate) fn take_short(&mut self, limit: u64, most: usize, taken: &mut Timeless) {
        let bytes = self.bytes.get(self.taken..).unwrap_or_default();
        let length = taken.take_short(bytes, &mut self.cursor, limit, most);
        if length > 0 {
            self.taken += length;
            self.next = None;
        }
    }

    /// The place in the file of the first byte that was not taken.
    pub(crate) const fn offset(&self) -> u64 {
        self.offset + self.taken as u64
    }
}
