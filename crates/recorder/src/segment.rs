use std::{
    fs::File,
    io, ptr,
    sync::atomic::{AtomicU8, Ordering},
};

use cemapi_journal::{Place, ROOM};

use crate::platform;

/// How much of a segment is kept for what is said last: what was lost, and that the process ended.
const RESERVE: usize = 64;

/// A part of the file as memory: what is stored there is in the file, without a system call, and
/// stays there if the process is killed.
#[derive(Debug)]
pub(crate) struct Segment {
    start: *mut u8,
    length: usize,
    /// Where it begins in the file.
    offset: u64,
    /// How much of it is written, and where in it the strand's own begins.
    written: usize,
    begun: usize,
}

// SAFETY: the memory is this value's alone and without ties to a thread.
unsafe impl Send for Segment {}

impl Segment {
    /// Makes a part of a file memory, and the file longer by it.
    pub(crate) fn map(file: &File, offset: u64, length: usize) -> io::Result<Self> {
        let start = platform::map(file, offset, length)?;
        Ok(Self { start, length, offset, written: 0, begun: 0 })
    }

    /// Puts something in front of what the strand writes.
    pub(crate) fn begin(&mut self, frame: &[u8]) {
        self.put(frame);
        self.begun = self.written;
    }

    /// How many bytes the strand has written.
    pub(crate) const fn filled(&self) -> usize {
        self.written - self.begun
    }

    pub(crate) const fn length(&self) -> usize {
        self.length
    }

    /// Where it ends in the file.
    pub(crate) const fn end(&self) -> u64 {
        self.offset + self.length as u64
    }

    /// Whether there is room for so many bytes.
    #[inline]
    pub(crate) const fn has_room(&self, bytes: usize) -> bool {
        self.length - self.written >= bytes + RESERVE
    }

    /// The place for the next frame; who asks has seen that there is room.
    #[inline]
    pub(crate) fn place(&mut self) -> Option<&mut Place> {
        if !self.has_room(ROOM) {
            return None;
        }
        // SAFETY: there are as many bytes, they are this value's alone, and any bytes make a place.
        Some(unsafe { &mut *self.start.add(self.written).cast::<Place>() })
    }

    /// A frame is in the place for it but for its first byte, which says how many follow.
    #[inline]
    pub(crate) fn commit(&mut self, first: u8) {
        // SAFETY: the byte lies in the segment and is this value's alone.
        unsafe { AtomicU8::from_ptr(self.start.add(self.written)) }.store(first, Ordering::Release);
        self.written += usize::from(first) + 1;
    }

    /// Appends a frame, of which what is kept for the end may be used.
    pub(crate) fn put(&mut self, frame: &[u8]) -> bool {
        let Some((first, rest)) = frame.split_first() else { return true };
        if self.length - self.written < frame.len() {
            return false;
        }
        // SAFETY: there is room for the frame, and it is this value's alone. The byte that makes
        // the frame one is written last.
        unsafe {
            let place = self.start.add(self.written);
            ptr::copy_nonoverlapping(rest.as_ptr(), place.add(1), rest.len());
            AtomicU8::from_ptr(place).store(*first, Ordering::Release);
        }
        self.written += frame.len();
        true
    }

    /// Gives the memory back, and tells where in the file the last frame ends.
    pub(crate) fn close(self) -> u64 {
        self.offset + self.written as u64
    }
}

impl Drop for Segment {
    fn drop(&mut self) {
        // SAFETY: nobody else has the memory, and this value goes.
        unsafe { platform::unmap(self.start, self.length) };
    }
}
