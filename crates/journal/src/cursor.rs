use cemapi_abi::Thread;

use crate::{
    Problem,
    frame::{flag, kind},
    number,
};

/// What an event is told from: the one before it, in the same file or the same strand of it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cursor {
    /// The stamp of the latest event: its time, or only a number that grows.
    pub(crate) at: u64,
    /// Its thread.
    pub(crate) thread: Thread,
    /// Whether stamps only count; then each is one more than the one before.
    pub(crate) counted: bool,
}

/// How a frame begins that tells an event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    /// Its kind and its flags.
    pub(crate) first: u8,
    pub(crate) at: u64,
    pub(crate) thread: Thread,
    /// How much of the body follows.
    pub(crate) rest: usize,
}

impl Head {
    pub(crate) const fn kind(&self) -> u8 {
        self.first & kind::MASK
    }

    /// Its kind and the flags that tell neither time nor thread.
    pub(crate) const fn timeless(&self) -> u8 {
        let told = if is_call(self.kind()) { flag::TIMED | flag::THREAD } else { flag::STAMPED };
        self.first & !told
    }

    /// What tells which of several events comes first. Nothing comes after the end.
    pub(crate) const fn order(&self) -> u64 {
        match self.kind() {
            kind::END => u64::MAX,
            _ => self.at,
        }
    }
}

impl Cursor {
    /// The stamp that an event has if its frame does not say.
    const fn expected(&self) -> u64 {
        self.at.wrapping_add(self.counted as u64)
    }

    /// Looks at the beginning of a frame's body, which has a byte at least.
    #[inline]
    pub(crate) fn head(&self, body: &[u8]) -> Result<Head, Problem> {
        let (first, mut rest) = (body[0], &body[1..]);
        let call = is_call(first & kind::MASK);
        let mut head = Head { first, at: self.expected(), thread: self.thread, rest: 0 };
        if first & (if call { flag::TIMED } else { flag::STAMPED }) != 0 {
            let passed = number::take(&mut rest).ok_or(Problem::Malformed("a time"))?;
            head.at = head.at.wrapping_add_signed(number::unfold(passed));
        }
        if call && first & flag::THREAD != 0 {
            let thread = number::take(&mut rest).and_then(|thread| u16::try_from(thread).ok());
            head.thread = Thread(thread.ok_or(Problem::Malformed("a thread"))?);
        }
        head.rest = rest.len();
        Ok(head)
    }

    /// The event with this beginning is the latest from now on.
    #[inline]
    pub(crate) const fn pass(&mut self, head: &Head) {
        self.at = head.at;
        self.thread = head.thread;
    }

    /// The time of the latest event; 0 if there is no telling.
    pub(crate) const fn time(&self) -> u64 {
        if self.counted { 0 } else { self.at }
    }

    /// What the first byte of a frame with this stamp says of it, and the number that follows if
    /// it says something.
    #[inline]
    pub(crate) const fn stamp(&self, kind: u8, at: u64) -> (u8, Option<u64>) {
        match at.wrapping_sub(self.expected()) as i64 {
            0 => (0, None),
            passed => {
                let flag = if is_call(kind) { flag::TIMED } else { flag::STAMPED };
                (flag, Some(number::fold(passed)))
            }
        }
    }
}

/// Whether a frame of this kind tells that a call is entered or left.
pub(crate) const fn is_call(kind: u8) -> bool {
    matches!(kind, kind::ENTERED | kind::LEFT)
}
