use std::{
    boxed::Box,
    io::{self, Read},
};

/// Takes the standard input away from the library: it finds an empty one instead.
#[cfg(unix)]
pub(super) fn take_input() -> io::Result<Box<dyn Read>> {
    use std::{
        fs::File,
        os::fd::{AsFd, AsRawFd},
    };
    let input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let empty = File::open("/dev/null")?;
    // SAFETY: both descriptors are open; the standard input is nobody's in this process yet.
    match unsafe { libc::dup2(empty.as_raw_fd(), 0) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(Box::new(input)),
    }
}

/// The standard input.
#[cfg(windows)]
pub(super) fn take_input() -> io::Result<Box<dyn Read>> {
    Ok(Box::new(io::stdin()))
}

/// Closes whatever files were left open by those who started the worker: the library is not to get
/// at them.
#[cfg(target_os = "linux")]
pub(super) fn close_inherited() {
    // SAFETY: this process has opened nothing yet. An older system that cannot do it leaves them.
    unsafe { libc::syscall(libc::SYS_close_range, 3, libc::c_uint::MAX, 0) };
}

/// Does nothing: elsewhere files are not inherited, or there is no telling which are open.
#[cfg(not(target_os = "linux"))]
pub(super) const fn close_inherited() {}

/// Ends the process without the library's noticing.
#[cfg(unix)]
pub(super) fn leave() -> ! {
    // SAFETY: nothing of this process is needed any more.
    unsafe { libc::_exit(0) }
}

/// Ends the process.
#[cfg(windows)]
pub(super) fn leave() -> ! {
    std::process::exit(0)
}
