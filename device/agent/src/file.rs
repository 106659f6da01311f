use alloc::{vec, vec::Vec};

use crate::{coredll::Handle, system::System, wide::wide};

const GENERIC_READ: u32 = 0x8000_0000;
const GENERIC_WRITE: u32 = 0x4000_0000;
/// Others may read and write the file at the same time.
const SHARED: u32 = 3;
const OPEN_EXISTING: u32 = 3;
const OPEN_ALWAYS: u32 = 4;
const FROM_START: u32 = 0;
const FROM_END: u32 = 2;
const INVALID: Handle = usize::MAX;

/// More bytes than this are not read: no device has the memory.
const MOST: u32 = 32 << 20;

/// A file that is open.
#[derive(Debug)]
pub(crate) struct File<'a> {
    system: &'a System,
    handle: Handle,
}

impl<'a> File<'a> {
    fn open_as(system: &'a System, path: &str, access: u32, how: u32) -> Option<Self> {
        let path = wide(path);
        // SAFETY: the path is a string, and the rest are numbers.
        let handle =
            unsafe { (system.core.create_file)(path.as_ptr(), access, SHARED, 0, how, 0x80, 0) };
        // Only what is open may be closed, so none is made for what is not.
        (handle != INVALID && handle != 0).then(|| Self { system, handle })
    }

    /// Opens a file that is there.
    pub(crate) fn open(system: &'a System, path: &str) -> Option<Self> {
        Self::open_as(system, path, GENERIC_READ, OPEN_EXISTING)
    }

    /// Opens a file to write behind what is in it, or makes it.
    pub(crate) fn append(system: &'a System, path: &str) -> Option<Self> {
        let file = Self::open_as(system, path, GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS)?;
        file.seek(0, FROM_END);
        Some(file)
    }

    fn seek(&self, to: u32, from: u32) {
        // SAFETY: the file is open.
        unsafe { (self.system.core.set_file_pointer)(self.handle, to as i32, 0, from) };
    }

    /// How many bytes it has.
    pub(crate) fn size(&self) -> u32 {
        // SAFETY: the file is open.
        unsafe { (self.system.core.get_file_size)(self.handle, 0) }
    }

    /// Cuts off all but the first bytes, and goes on behind them.
    pub(crate) fn cut(&self, size: u32) {
        self.seek(size, FROM_START);
        // SAFETY: the file is open.
        unsafe { (self.system.core.set_end_of_file)(self.handle) };
    }

    /// All that is in it; `None` if it cannot be read, or is larger than any that is meant.
    pub(crate) fn read(&self) -> Option<Vec<u8>> {
        self.read_from(0)
    }

    /// The same from some byte on.
    pub(crate) fn read_from(&self, start: u32) -> Option<Vec<u8>> {
        let size = self.size().checked_sub(start).filter(|size| *size <= MOST)?;
        self.seek(start, FROM_START);
        let mut bytes = vec![0; size as usize];
        let mut done = 0;
        while done < bytes.len() {
            let rest = bytes.get_mut(done..)?;
            let mut read = 0;
            // SAFETY: the file is open and there is room for so many bytes.
            let well = unsafe {
                let (place, length) = (rest.as_mut_ptr(), rest.len() as u32);
                (self.system.core.read_file)(self.handle, place, length, &raw mut read, 0)
            };
            if well == 0 || read == 0 {
                return None;
            }
            done += read as usize;
        }
        Some(bytes)
    }

    /// Writes bytes; `false` if the card does not take them all.
    pub(crate) fn write(&self, bytes: &[u8]) -> bool {
        let mut written = 0;
        // SAFETY: the file is open and the bytes are there.
        let well = unsafe {
            let (place, length) = (bytes.as_ptr(), bytes.len() as u32);
            (self.system.core.write_file)(self.handle, place, length, &raw mut written, 0)
        };
        well != 0 && written as usize == bytes.len()
    }

    /// Sees to it that what was written outlives the device.
    pub(crate) fn flush(&self) -> bool {
        // SAFETY: the file is open.
        unsafe { (self.system.core.flush)(self.handle) != 0 }
    }
}

impl Drop for File<'_> {
    fn drop(&mut self) {
        // SAFETY: the file is open, and nobody uses it after this.
        unsafe { (self.system.core.close)(self.handle) };
    }
}
