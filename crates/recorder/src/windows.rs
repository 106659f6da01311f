//! What the recorder needs of Windows.

use std::{
    ffi::c_void,
    fs::File,
    io,
    os::windows::{
        ffi::OsStrExt,
        io::{AsRawHandle, RawHandle},
    },
    path::Path,
    ptr,
};

use libloading::Library;

use crate::memory;

#[link(name = "kernel32")]
unsafe extern "system" {
    fn CreateFileMappingW(
        file: RawHandle,
        security: *const c_void,
        rights: u32,
        size_high: u32,
        size_low: u32,
        name: *const u16,
    ) -> RawHandle;
    fn MapViewOfFile(
        mapping: RawHandle,
        access: u32,
        offset_high: u32,
        offset_low: u32,
        length: usize,
    ) -> *mut c_void;
    fn UnmapViewOfFile(start: *const c_void) -> i32;
    fn CloseHandle(handle: RawHandle) -> i32;
    fn GetCurrentThreadStackLimits(low: *mut usize, base: *mut usize);
    fn GetLastError() -> u32;
    fn GetModuleHandleExW(flags: u32, address: *const u16, module: *mut usize) -> i32;
    fn MoveFileW(file: *const u16, name: *const u16) -> i32;
    fn SetLastError(error: u32);
    fn VirtualQuery(address: *const c_void, told: *mut Pages, size: usize) -> usize;
}

/// What Windows tells of the pages around an address.
#[repr(C)]
#[derive(Default)]
struct Pages {
    base: usize,
    allocation: usize,
    first_rights: u32,
    partition: u16,
    size: usize,
    state: u32,
    rights: u32,
    kind: u32,
}

/// Loads a library. It finds what it needs beside itself.
pub(crate) fn load(path: &Path) -> Result<Library, libloading::Error> {
    // SAFETY: whoever named the library wants its initializers to run.
    unsafe { Library::new(path) }
}

/// Whether the system trusts the processors' counters to agree. Windows does not say, and they are
/// taken at the processor's word.
pub(crate) const fn trusts_counter() -> bool {
    true
}

/// What the address of a function lies in: where that library begins.
pub(crate) fn module(function: usize) -> Option<usize> {
    const COUNT_NONE: u32 = 0x2;
    const OF_ADDRESS: u32 = 0x4;
    let address = ptr::with_exposed_provenance(function);
    let mut module = 0;
    // SAFETY: the address is only looked up, and the place is there.
    let found = unsafe { GetModuleHandleExW(COUNT_NONE | OF_ADDRESS, address, &mut module) };
    (found != 0).then_some(module)
}

/// What the page at an address allows, if there is one.
fn rights(page: usize) -> Option<u32> {
    const COMMITTED: u32 = 0x1000;
    const NO_ACCESS: u32 = 0x01;
    const GUARD: u32 = 0x100;
    let mut pages = Pages::default();
    let address = ptr::with_exposed_provenance(page);
    // SAFETY: the place is as large as is said; the address is only looked up.
    let told = unsafe { VirtualQuery(address, &mut pages, size_of::<Pages>()) };
    let open = pages.state == COMMITTED && pages.rights & (NO_ACCESS | GUARD) == 0;
    (told != 0 && open).then_some(pages.rights)
}

/// Whether the page at an address can be read.
pub(crate) fn readable(page: usize) -> bool {
    rights(page).is_some()
}

/// Whether the pages at both ends of a short piece of memory have some right.
fn both(address: u64, length: usize, right: impl Fn(u32) -> bool) -> bool {
    let Some(last) = address.checked_add(length as u64 - 1) else { return false };
    [address, last].iter().all(|end| rights(*end as usize).is_some_and(&right))
}

/// Copies what stands at an address, if that can be read: no more than a page.
pub(crate) fn read(address: u64, bytes: &mut [u8]) -> bool {
    let good = both(address, bytes.len(), |_| true);
    if good {
        // SAFETY: both pages can be read that it may lie on.
        unsafe { memory::read(address, bytes) };
    }
    good
}

/// Copies bytes to an address, if it can be written: no more than a page.
pub(crate) fn write(address: u64, bytes: &[u8]) {
    /// To read and write, or to copy on write, executable or not.
    const WRITE: u32 = 0x04 | 0x08 | 0x40 | 0x80;
    if both(address, bytes.len(), |rights| rights & WRITE != 0) {
        // SAFETY: both pages can be written that it may lie on.
        unsafe { memory::write(address, bytes) };
    }
}

/// The lowest address that the thread's stack may grow to, and the one that it begins below.
pub(crate) fn stack() -> Option<(u64, u64)> {
    let (mut low, mut base) = (0, 0);
    // SAFETY: both places are there.
    unsafe { GetCurrentThreadStackLimits(&mut low, &mut base) };
    Some((low as u64, base as u64))
}

/// What a call of the system leaves that has failed.
pub(crate) type Error = u32;

pub(crate) fn last_error() -> Error {
    // SAFETY: every thread has one.
    unsafe { GetLastError() }
}

pub(crate) fn set_last_error(error: Error) {
    // SAFETY: as above.
    unsafe { SetLastError(error) }
}

/// Gives a file a name that no other file has.
pub(crate) fn name(file: &Path, name: &Path) -> io::Result<()> {
    let [file, name] = [file, name]
        .map(|path| -> Vec<u16> { path.as_os_str().encode_wide().chain([0]).collect() });
    // SAFETY: both are strings that end with a zero.
    match unsafe { MoveFileW(file.as_ptr(), name.as_ptr()) } {
        0 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

/// What a place in the file for a mapping is a multiple of.
pub(crate) const GRAIN: u64 = 0x1_0000;

/// Makes a part of a file memory, for which the disk has room.
pub(crate) fn map(file: &File, offset: u64, length: usize) -> io::Result<*mut u8> {
    const READ_WRITE: u32 = 0x04;
    const WRITE: u32 = 0x02;
    let end = offset + length as u64;
    file.set_len(end)?;
    let (high, low) = ((end >> 32) as u32, end as u32);
    // SAFETY: the file is open for reading and writing, and has this size.
    let mapping = unsafe {
        CreateFileMappingW(file.as_raw_handle(), ptr::null(), READ_WRITE, high, low, ptr::null())
    };
    if mapping.is_null() {
        return Err(io::Error::last_os_error());
    }
    let (high, low) = ((offset >> 32) as u32, offset as u32);
    // SAFETY: new memory is asked for wherever there is room. It keeps the mapping alive.
    let start = unsafe { MapViewOfFile(mapping, WRITE, high, low, length) };
    let error = io::Error::last_os_error();
    // SAFETY: the handle was made above and is used no more.
    unsafe { CloseHandle(mapping) };
    if start.is_null() { Err(error) } else { Ok(start.cast()) }
}

/// Gives back what [`map`] gave.
///
/// # Safety
///
/// Nobody uses the memory any more.
pub(crate) unsafe fn unmap(start: *mut u8, _length: usize) {
    // SAFETY: the caller vouches for it.
    unsafe { UnmapViewOfFile(start.cast()) };
}

/// No process is forked off another on Windows.
pub(crate) fn at_fork() {}

/// Runs when the process ends by itself, or unloads this library.
///
/// # Safety
///
/// Only the system calls this.
#[unsafe(no_mangle)]
unsafe extern "system" fn DllMain(_library: usize, reason: u32, _reserved: usize) -> i32 {
    const DETACH: u32 = 0;
    if reason == DETACH {
        crate::lane::end();
    }
    1
}
