//! What frames say but for when: a form in which the same events are the same words.

use crate::{
    cursor::{Cursor, Head},
    frame::{kind, short},
};

/// The words of some frames.
#[derive(Debug, Default)]
pub(crate) struct Timeless {
    pub(crate) words: Vec<u64>,
    /// How many frames were taken, and how many of them enter a call.
    pub(crate) frames: usize,
    pub(crate) calls: usize,
}

impl Timeless {
    /// Takes a frame that begins like this and goes on with these bytes. Where things lay in
    /// memory is left out as well.
    #[inline]
    pub(crate) fn take(&mut self, head: &Head, rest: &[u8]) {
        self.frames += 1;
        if head.kind() == kind::ADDRESS {
            return;
        }
        self.calls += usize::from(head.kind() == kind::ENTERED);
        let (what, thread) = (u64::from(head.timeless()), u64::from(head.thread.0));
        // A frame has fewer than 2^32 bytes.
        self.words.push(what | thread << 8 | (rest.len() as u64) << 32);
        self.put(rest);
    }

    /// Takes frames off the front of some bytes, as long as they are short, whole, and of events
    /// before this one, and there are not so many. Returns how many bytes they have.
    pub(crate) fn take_short(
        &mut self,
        bytes: &[u8],
        cursor: &mut Cursor,
        limit: u64,
        most: usize,
    ) -> usize {
        let mut rest = bytes;
        let mut latest = *cursor;
        while self.frames < most
            && let Some(end) = short(rest)
        {
            let body = &rest[1..end];
            let Ok(head) = latest.head(body) else { break };
            if head.kind() == kind::SEGMENT || head.order() >= limit {
                break;
            }
            latest.pass(&head);
            self.take(&head, &body[body.len() - head.rest..]);
            rest = &rest[end + 1..];
        }
        *cursor = latest;
        bytes.len() - rest.len()
    }

    /// Appends bytes as words that are equal for equal bytes alone, if there are as many of them.
    /// The last words may overlap: copying nothing but whole words takes half the time.
    #[inline]
    fn put(&mut self, bytes: &[u8]) {
        let half = |four: &[u8; 4]| u64::from(u32::from_le_bytes(*four));
        if let Some(last) = bytes.last_chunk() {
            let (words, _) = bytes.as_chunks();
            self.words.extend(words.iter().map(|word| u64::from_le_bytes(*word)));
            self.words.push(u64::from_le_bytes(*last));
        } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            self.words.push(half(first) | half(last) << 32);
        } else {
            self.words.push(bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
        }
    }
}
