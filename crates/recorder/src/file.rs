use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    ptr,
    sync::atomic::{AtomicU8, Ordering},
};

use cemapi_journal::Sink;

use crate::platform;

/// How much of the file is memory at a time.
const WINDOW: usize = 1 << 20;

/// A file that is written through memory: no frame waits anywhere, and a kill at any instant
/// leaves all frames that were appended.
#[derive(Debug)]
pub(crate) struct Mapped {
    file: File,
    /// The memory of the window.
    start: *mut u8,
    length: usize,
    /// Where the window begins in the file.
    offset: u64,
    /// How much of the window is written.
    written: usize,
}

/// Copies bytes, few of them without a call.
///
/// # Safety
///
/// The place has room for them and is nobody else's.
unsafe fn copy(bytes: &[u8], place: *mut u8) {
    let (source, length) = (bytes.as_ptr(), bytes.len());
    // SAFETY: both halves lie within the bytes; they overlap, with the same bytes in both.
    match length {
        4..8 => unsafe {
            let last = source.add(length - 4).cast::<u32>().read_unaligned();
            place.cast::<u32>().write_unaligned(source.cast::<u32>().read_unaligned());
            place.add(length - 4).cast::<u32>().write_unaligned(last);
        },
        8..=16 => unsafe {
            let last = source.add(length - 8).cast::<u64>().read_unaligned();
            place.cast::<u64>().write_unaligned(source.cast::<u64>().read_unaligned());
            place.add(length - 8).cast::<u64>().write_unaligned(last);
        },
        // SAFETY: as the caller says.
        _ => unsafe { ptr::copy_nonoverlapping(source, place, length) },
    }
}

/// What the file is called until it has its name.
fn part(path: &Path) -> PathBuf {
    with_process(path, ".part")
}

fn with_process(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}{end}", std::process::id()));
    name.into()
}

/// Takes away a file that will not get its name.
fn discard(path: &Path) {
    // It may be there or not.
    _ = fs::remove_file(part(path));
}

// SAFETY: the memory is this value's alone and without ties to a thread.
unsafe impl Send for Mapped {}

impl Mapped {
    /// Begins a file, which gets its name with [`Mapped::publish`].
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let file = File::options().read(true).write(true).create_new(true).open(part(path))?;
        let start = platform::map(&file, 0, WINDOW).inspect_err(|_| discard(path))?;
        Ok(Self { file, start, length: WINDOW, offset: 0, written: 0 })
    }

    /// Gives the file this name, which nobody looks for before the header is written. If another
    /// process has taken the name, this file's has the process's number.
    pub(crate) fn publish(path: &Path) -> io::Result<()> {
        let name = match path.exists() {
            true => with_process(path, ""),
            false => path.to_owned(),
        };
        fs::rename(part(path), name).inspect_err(|_| discard(path))
    }

    /// Moves the window to where the next frame goes, and makes it wide enough for that.
    #[cold]
    fn advance(&mut self, needed: usize) -> io::Result<()> {
        let end = self.offset + self.written as u64;
        let offset = end / platform::GRAIN * platform::GRAIN;
        let before = (end - offset) as usize;
        let length = (before + needed).max(WINDOW);
        let start = platform::map(&self.file, offset, length)?;
        // SAFETY: the memory of the old window is not used from here on.
        unsafe { platform::unmap(self.start, self.length) };
        (self.start, self.length) = (start, length);
        (self.offset, self.written) = (offset, before);
        Ok(())
    }

    /// Ends the file where its last frame ends.
    pub(crate) fn finish(self) -> io::Result<()> {
        // SAFETY: this value is given up.
        unsafe { platform::unmap(self.start, self.length) };
        self.file.set_len(self.offset + self.written as u64)
    }
}

impl Sink for Mapped {
    type Error = io::Error;

    fn append(&mut self, frame: &[u8]) -> io::Result<()> {
        let [first, rest @ ..] = frame else { return Ok(()) };
        if self.length - self.written < frame.len() {
            self.advance(frame.len())?;
        }
        // SAFETY: the window has room for the frame, and is this value's alone. The byte that makes
        // the frame one is written last.
        unsafe {
            let place = self.start.add(self.written);
            copy(rest, place.add(1));
            AtomicU8::from_ptr(place).store(*first, Ordering::Release);
        }
        self.written += frame.len();
        Ok(())
    }
}
