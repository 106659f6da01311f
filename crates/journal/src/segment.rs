use crate::{
    Problem,
    frame::{close, flag, kind},
    number,
};

/// A part of the file that one strand of events has for itself: what the frame says that stands in
/// front of it.
///
/// Threads that write to segments of their own need not wait for each other. The reader puts their
/// events into one order by their stamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The number of the strand; they are numbered from 0 in the order of their first segments.
    pub strand: u32,
    /// No event in this segment or one behind it in the file has a lesser stamp.
    pub from: u64,
    /// Whether stamps only count. Otherwise they are nanoseconds since the recording began.
    pub counted: bool,
    /// How many bytes of the strand's segment before this one are written.
    pub filled: u64,
    /// The place in the file where the segment ends.
    pub end: u64,
}

impl Segment {
    /// The frame that stands in front of the segment.
    #[must_use]
    pub fn frame(&self) -> Vec<u8> {
        let counted = if self.counted { flag::COUNTED } else { 0 };
        let mut frame = vec![0, kind::SEGMENT | counted];
        for number in [self.strand.into(), self.from, self.filled, self.end] {
            number::put(&mut frame, number);
        }
        close(&mut frame);
        frame
    }

    /// Reads the body of such a frame.
    pub(crate) fn read(body: &[u8]) -> Result<Self, Problem> {
        Self::parse(body).ok_or(Problem::Malformed("a segment"))
    }

    fn parse(body: &[u8]) -> Option<Self> {
        let (first, rest) = body.split_first()?;
        let mut rest = rest;
        let strand = u32::try_from(number::take(&mut rest)?).ok()?;
        let mut number = || number::take(&mut rest);
        let (from, filled, end) = (number()?, number()?, number()?);
        let counted = first & flag::COUNTED != 0;
        let segment = Self { strand, from, counted, filled, end };
        (first & kind::MASK == kind::SEGMENT && rest.is_empty()).then_some(segment)
    }
}
