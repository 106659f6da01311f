//! What the recorder needs of Unix.

use std::{
    fs::{self, File},
    io,
    mem::MaybeUninit,
    os::fd::AsRawFd,
    path::Path,
    ptr,
};

use libloading::{Library, os};

use crate::{
    file::{self, JOURNAL},
    lane::{self, IDLE},
    memory,
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

/// What the address of a function lies in: where that library begins.
pub(crate) fn module(function: usize) -> Option<usize> {
    let mut told = MaybeUninit::<libc::Dl_info>::uninit();
    // SAFETY: the address is only looked up, and the place is filled if it is found.
    unsafe {
        let found = libc::dladdr(ptr::with_exposed_provenance(function), told.as_mut_ptr());
        (found != 0).then(|| told.assume_init().dli_fbase.addr())
    }
}

/// Whether the system trusts the processors' counters to agree. Linux says so by having a clock that
/// is made of them; what says nothing is taken at the processor's word.
pub(crate) fn trusts_counter() -> bool {
    const CLOCKS: &str = "/sys/devices/system/clocksource/clocksource0/available_clocksource";
    let clocks = fs::read_to_string(CLOCKS);
    clocks.map_or(true, |clocks| clocks.split_whitespace().any(|clock| clock == "tsc"))
}

/// Whether the eight bytes can be read that an address lies in, and so its page.
///
/// The system is given them for a set of signals, with which it is to do what it does not know: it
/// reads the set first, and then refuses. No other way to ask costs as little.
pub(crate) fn readable(address: usize) -> bool {
    const WORD: usize = 8;
    const NOTHING_KNOWN: libc::c_int = -1;
    let set = address & !(WORD - 1);
    let before = ptr::null_mut::<u8>();
    // SAFETY: whatever the address is, nothing is done but to look at it.
    let told = unsafe { libc::syscall(libc::SYS_rt_sigprocmask, NOTHING_KNOWN, set, before, WORD) };
    // Without a set there is nothing to refuse.
    told == -1 && !at_fault()
}

/// Copies a number of at most eight bytes from an address, if that can be read.
pub(crate) fn read(address: u64, bytes: &mut [u8]) -> bool {
    let Some(last) = address.checked_add(bytes.len() as u64 - 1) else { return false };
    let good = readable(address as usize) && (address / 8 == last / 8 || readable(last as usize));
    if good {
        // SAFETY: both words can be read that it may lie on.
        unsafe { memory::read(address, bytes) };
    }
    good
}

/// Copies bytes to an address, if it can be written.
pub(crate) fn write(address: u64, bytes: &[u8]) {
    let local = libc::iovec { iov_base: bytes.as_ptr().cast_mut().cast(), iov_len: bytes.len() };
    let remote = libc::iovec {
        iov_base: ptr::with_exposed_provenance_mut(address as usize),
        iov_len: bytes.len(),
    };
    // SAFETY: the bytes are copied from a slice; the other side is checked by the system.
    let written = unsafe { libc::process_vm_writev(libc::getpid(), &local, 1, &remote, 1, 0) };
    if written == -1 && !at_fault() {
        // SAFETY: the system does not let a process ask, and so the program is taken at its word.
        unsafe { memory::write(address, bytes) };
    }
}

/// Whether the system has found an address bad.
fn at_fault() -> bool {
    io::Error::last_os_error().raw_os_error() == Some(libc::EFAULT)
}

/// The lowest address that the thread's stack may grow to, and the one that it begins below.
#[cfg(target_os = "linux")]
pub(crate) fn stack() -> Option<(u64, u64)> {
    let mut attributes = MaybeUninit::uninit();
    let (mut low, mut size) = (ptr::null_mut(), 0);
    // SAFETY: the attributes are there once the first call succeeds, until they are destroyed.
    unsafe {
        if libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) != 0 {
            return None;
        }
        let told = libc::pthread_attr_getstack(attributes.as_ptr(), &mut low, &mut size);
        libc::pthread_attr_destroy(attributes.as_mut_ptr());
        (told == 0).then(|| (low.addr() as u64, (low.addr() + size) as u64))
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn stack() -> Option<(u64, u64)> {
    None
}

/// What a system call leaves that has failed.
pub(crate) type Error = i32;

pub(crate) fn last_error() -> Error {
    // SAFETY: every thread has the place.
    unsafe { *libc::__errno_location() }
}

pub(crate) fn set_last_error(error: Error) {
    // SAFETY: as above.
    unsafe { *libc::__errno_location() = error }
}

/// Gives a file a name that no other file has.
pub(crate) fn name(file: &Path, name: &Path) -> io::Result<()> {
    match fs::hard_link(file, name) {
        Ok(()) => fs::remove_file(file),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // There are file systems on which no file has two names.
        Err(_) if name.exists() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(file, name),
    }
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
