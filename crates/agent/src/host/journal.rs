use std::{
    fs::OpenOptions,
    io,
    path::Path,
    ptr,
    sync::{
        Mutex, PoisonError,
        atomic::{Ordering, fence},
    },
    time::Instant,
};

use super::memory;

/// How many bytes a journal's file has: more than any scenario fills, in a file that takes up only
/// what is written.
pub const JOURNAL_SIZE: u64 = 64 << 20;

/// Events in memory that is shared with whoever started the worker.
///
/// The file is all zeros at first. The length that stands before an event is written last, so that
/// whoever reads finds either all of it or the end.
pub(super) struct Journal {
    start: *mut u8,
    size: usize,
    used: Mutex<usize>,
    began: Instant,
}

// SAFETY: the memory is only written through `used`, which one thread at a time holds.
unsafe impl Sync for Journal {}
// SAFETY: the memory stays where it is and is anybody's.
unsafe impl Send for Journal {}

impl Journal {
    /// Opens the file that was made for it.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        let size = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        let start = memory::share(&file, size)?;
        Ok(Self { start, size, used: Mutex::new(0), began: Instant::now() })
    }

    /// Writes an event. One that has no room any more is lost, and with it all later ones.
    pub(super) fn write(&self, event: &[u8]) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        self.append(&mut used, event);
    }

    /// Writes an event while the process dies, unless that happens in the middle of another.
    #[cfg(windows)]
    pub(super) fn write_last(&self, event: &[u8]) {
        if let Ok(mut used) = self.used.try_lock() {
            self.append(&mut used, event);
        }
    }

    fn append(&self, used: &mut usize, event: &[u8]) {
        let Some((length, rest)) = event.split_first_chunk::<4>() else { return };
        if self.size - *used < event.len() {
            *used = self.size;
            return;
        }
        // SAFETY: the memory has room for the event after what is used, and only this thread
        // writes to it now.
        unsafe {
            let place = self.start.add(*used);
            ptr::copy_nonoverlapping(rest.as_ptr(), place.add(length.len()), rest.len());
            fence(Ordering::Release);
            place.cast::<u32>().write_unaligned(u32::from_ne_bytes(*length));
        }
        *used += event.len();
    }

    /// Nanoseconds since it was opened.
    pub(super) fn now(&self) -> u64 {
        self.began.elapsed().as_nanos() as u64
    }
}
