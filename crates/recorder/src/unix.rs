//! What the recorder needs of Unix.

use std::{fs::File, io, os::fd::AsRawFd, path::Path, ptr};

use libloading::{Library, os};

use crate::{
    file::{self, JOURNAL},
    lane::{self, IDLE},
    state::STATE,
};

/// Loads a library. What it calls of itself goes to itself, although this library has functions of
/// the same names and was there before it.
pub(crate) fn load(path: &Path) -> Result<Library, libloading::Error> {
    #[cfg(target_env = "gnu")]
    const FLAGS: i32 = libc::RTLD_NOW | libc::RTLD_LOCAL | libc::RTLD_DEEPBIND;
    #[cfg(not(target_env = "gnu"))]
    const FLAGS: i32 = libc::RTLD_NOW | libc::RTLD_LOCAL;
    // SAFETY: whoever named the library wants its initializers to run.
    unsafe { os::unix::Library::open(Some(path), FLAGS) }.map(Library::from)
}

/// Whether the system trusts the processors' counters to agree. Linux says so by having a clock that
/// is made of them; what says nothing is taken at the processor's word.
pub(crate) fn trusts_counter() -> bool {
    const CLOCKS: &str = "/sys/devices/system/clocksource/clocksource0/available_clocksource";
    let clocks = std::fs::read_to_string(CLOCKS);
    clocks.map_or(true, |clocks| clocks.split_whitespace().any(|clock| clock == "tsc"))
}

/// Whether the page at an address can be read.
pub(crate) fn readable(page: usize) -> bool {
    let mut byte = 0u8;
    let local = libc::iovec { iov_base: ptr::from_mut(&mut byte).cast(), iov_len: 1 };
    let remote = libc::iovec { iov_base: ptr::with_exposed_provenance_mut(page), iov_len: 1 };
    // SAFETY: one byte is copied to a place that is there; the other side is checked by the
    // system, which is what this is for.
    let read = unsafe { libc::process_vm_readv(libc::getpid(), &local, 1, &remote, 1, 0) };
    // Where the system does not let a process ask, there is no telling.
    read == 1 || io::Error::last_os_error().raw_os_error() != Some(libc::EFAULT)
}

/// What a place in the file for a mapping is a multiple of.
pub(crate) const GRAIN: u64 = 0x1_0000;

/// Makes a part of a file memory, for which the disk has room.
pub(crate) fn map(file: &File, offset: u64, length: usize) -> io::Result<*mut u8> {
    let descriptor = file.as_raw_fd();
    // A file may be longer than there is room for, and then a write to its memory is the program's
    // death. So the room is asked for beforehand.
    // SAFETY: the descriptor is that of an open file.
    match unsafe { libc::posix_fallocate(descriptor, offset as i64, length as i64) } {
        0 => {}
        error => return Err(io::Error::from_raw_os_error(error)),
    }
    // Pages that are all made at once cost a fraction of what they cost one at a time.
    #[cfg(target_os = "linux")]
    const FLAGS: i32 = libc::MAP_SHARED | libc::MAP_POPULATE;
    #[cfg(not(target_os = "linux"))]
    const FLAGS: i32 = libc::MAP_SHARED;
    let rights = libc::PROT_READ | libc::PROT_WRITE;
    // SAFETY: new memory is asked for wherever there is room.
    let start =
        unsafe { libc::mmap(ptr::null_mut(), length, rights, FLAGS, descriptor, offset as i64) };
    match start {
        libc::MAP_FAILED => Err(io::Error::last_os_error()),
        start => {
            prepare(start, length);
            Ok(start.cast())
        }
    }
}

/// Has the pages of a file made writable at once, which otherwise happens to each one when it is
/// first written to, and costs as much as fifty calls there. A system that cannot do that does it
/// as always.
#[cfg(target_os = "linux")]
fn prepare(start: *mut libc::c_void, length: usize) {
    // SAFETY: this is memory that was just mapped, and stays what it is.
    _ = unsafe { libc::madvise(start, length, libc::MADV_POPULATE_WRITE) };
}

#[cfg(not(target_os = "linux"))]
fn prepare(_start: *mut libc::c_void, _length: usize) {}

/// Gives back what [`map`] gave.
///
/// # Safety
///
/// Nobody uses the memory any more.
pub(crate) unsafe fn unmap(start: *mut u8, length: usize) {
    // SAFETY: the caller vouches for it.
    unsafe { libc::munmap(start.cast(), length) };
}

/// Has every process that this one forks leave the journal alone. Objects are still passed as
/// before there, and so nobody else may be in the middle of something.
pub(crate) fn at_fork() {
    extern "C" fn before() {
        STATE.hold();
        IDLE.hold();
        JOURNAL.hold();
    }
    extern "C" fn after() {
        JOURNAL.release();
        IDLE.release();
        STATE.release();
    }
    extern "C" fn child() {
        file::close();
        after();
    }
    // SAFETY: the functions only store flags. Without room for them, nothing else is wrong.
    _ = unsafe { libc::pthread_atfork(Some(before), Some(after), Some(child)) };
}

/// Runs when the process ends by itself, after everything that the program registered for that.
#[used]
#[unsafe(link_section = ".fini_array")]
static AT_END: extern "C" fn() = lane::end;
