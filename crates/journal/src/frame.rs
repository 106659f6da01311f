use crate::{MAGIC, Problem, checksum::checksum, number};

/// How many bytes a frame may have after its length.
///
/// Nothing that MAPI passes comes near; a length beyond it is damage, and is told before anything
/// is reserved for it.
pub const MOST: u64 = 1 << 28;

/// What a frame holds: the low half of the first byte of its body.
pub(crate) mod kind {
    pub(crate) const ENTERED: u8 = 1;
    pub(crate) const LEFT: u8 = 2;
    pub(crate) const THING: u8 = 3;
    pub(crate) const ENTRY: u8 = 4;
    pub(crate) const THREAD: u8 = 5;
    pub(crate) const SIGNATURE: u8 = 6;
    pub(crate) const ADDRESS: u8 = 7;
    pub(crate) const LOST: u8 = 8;
    pub(crate) const END: u8 = 9;
    pub(crate) const HEADER: u8 = 10;
    pub(crate) const SEGMENT: u8 = 11;
    pub(crate) const MASK: u8 = 0x0F;
}

/// What else the first byte of a body says: its upper half.
pub(crate) mod flag {
    /// Time has passed since the event before, and how much follows.
    pub(crate) const TIMED: u8 = 0x10;
    /// The event is on another thread than the one before, and which follows.
    pub(crate) const THREAD: u8 = 0x20;
    /// Of a call that is entered: the implementation makes it.
    pub(crate) const CALLBACK: u8 = 0x40;
    /// Of a call that is left: calls made within it never returned, and how many follows.
    pub(crate) const SKIPS: u8 = 0x40;
    /// Of a thing: it is called after what it is, with a number that follows.
    pub(crate) const NUMBERED: u8 = 0x10;
    /// Of what is no call: the stamp differs from what it would be, and by how much follows.
    pub(crate) const STAMPED: u8 = 0x20;
    /// Of a segment: its stamps are no times, they only count.
    pub(crate) const COUNTED: u8 = 0x10;
}

/// What stands at the beginning of some bytes.
pub(crate) enum Split {
    /// A frame: where its body begins and ends, the checksum following.
    Frame(usize, usize),
    /// The beginning of a frame, of as many bytes at least.
    Part(usize),
    /// A byte that nobody has written yet.
    Unwritten,
}

/// Where the body of the frame ends that stands at the beginning of some bytes, if it is whole and
/// shorter than 128 bytes, as nearly every frame is. Its body begins with the second byte.
#[inline]
pub(crate) fn short(bytes: &[u8]) -> Option<usize> {
    let (&length @ 2..0x80, _) = bytes.split_first()? else { return None };
    let (sum, frame) = bytes.get(..=usize::from(length))?.split_last()?;
    (*sum == checksum(frame)).then_some(frame.len())
}

/// Looks at the beginning of some bytes.
pub(crate) fn split(bytes: &[u8]) -> Result<Split, Problem> {
    let (start, length) = match bytes.first() {
        None => return Ok(Split::Part(1)),
        Some(0) => return Ok(Split::Unwritten),
        Some(&byte @ 1..0x80) => (1, u64::from(byte)),
        Some(_) => {
            let mut rest = bytes;
            match number::take(&mut rest) {
                Some(length) => (bytes.len() - rest.len(), length),
                None if bytes.len() < 10 => return Ok(Split::Part(bytes.len() + 1)),
                None => return Err(Problem::TooLong(u64::MAX)),
            }
        }
    };
    if length > MOST {
        return Err(Problem::TooLong(length));
    }
    if length < 2 {
        return Err(Problem::Damaged);
    }
    let end = start + length as usize - 1;
    match bytes.get(end) {
        None => Ok(Split::Part(end + 1)),
        Some(sum) if *sum == checksum(&bytes[..end]) => Ok(Split::Frame(start, end)),
        Some(_) => Err(Problem::Damaged),
    }
}

/// Makes a frame of a body for whose length a byte was left free in front.
pub(crate) fn close(frame: &mut Vec<u8>) {
    // The checksum counts.
    let length = frame.len() as u64;
    match frame.first_mut() {
        Some(first) if length < 0x80 => *first = length as u8,
        _ => {
            let mut prefix = Vec::new();
            number::put(&mut prefix, length);
            frame.splice(..1, prefix);
        }
    }
    frame.push(checksum(frame));
}

/// The journal with every checksum made right, so far as its frames can be told apart.
///
/// This is for tests: a change in the middle of a frame is then read as what was written.
#[must_use]
pub fn mend(journal: &[u8]) -> Vec<u8> {
    let mut mended = journal.to_vec();
    let mut at = MAGIC.len() + 2;
    while let Some(unwritten) = mended.get(at..)
        && let Some(zeros) = unwritten.iter().position(|byte| *byte != 0)
        && let Some(mut rest) = mended.get(at + zeros..)
        && let Some(length) = number::take(&mut rest)
        && (2..=rest.len() as u64).contains(&length)
    {
        at += zeros;
        let end = mended.len() - rest.len() + length as usize - 1;
        mended[end] = checksum(&mended[at..end]);
        at = end + 1;
    }
    mended
}
