//! The process's memory as the operating system sees it.

#[cfg(unix)]
pub(super) use unix::{Memory, share};
#[cfg(unix)]
use unix::{open, reserve};
#[cfg(windows)]
pub(super) use windows::{Memory, share};
#[cfg(windows)]
use windows::{open, reserve};

/// How large the system's pages are at most.
const PAGE: usize = 0x1_0000;

/// Finds room for this many bytes right before memory that cannot be read, for ever.
pub(super) fn fenced(size: usize) -> Option<usize> {
    let room = size.checked_next_multiple_of(PAGE)?.max(PAGE);
    let start = reserve(room.checked_add(PAGE)?)?;
    open(start, room).then_some((start + room - size) / 8 * 8)
}

#[cfg(unix)]
mod unix {
    use std::{fs::File, io, os::fd::AsRawFd, process, ptr};

    /// Looks at the process's own memory.
    #[derive(Debug)]
    pub(in super::super) struct Memory(libc::pid_t);

    impl Memory {
        pub(in super::super) fn new() -> Self {
            Self(process::id() as libc::pid_t)
        }

        /// Whether memory can be read; `true` if there is no telling.
        pub(in super::super) fn readable(&self, address: usize, length: usize) -> bool {
            let mut byte = 0u8;
            let local = libc::iovec { iov_base: ptr::from_mut(&mut byte).cast(), iov_len: 1 };
            let at = |address| libc::iovec { iov_base: address as *mut _, iov_len: 1 };
            let last = address.wrapping_add(length.saturating_sub(1));
            [address, last].into_iter().all(|address| {
                let remote = at(address);
                // SAFETY: one byte is copied to a place that is there; the other side is checked
                // by the system, which is what this is for.
                let read = unsafe { libc::process_vm_readv(self.0, &local, 1, &remote, 1, 0) };
                read == 1 || io::Error::last_os_error().raw_os_error() != Some(libc::EFAULT)
            })
        }
    }

    /// Finds addresses at which there is no memory yet.
    pub(super) fn reserve(size: usize) -> Option<usize> {
        let kind = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        // SAFETY: new memory is asked for wherever there is room; it is never given back.
        match unsafe { libc::mmap(ptr::null_mut(), size, libc::PROT_NONE, kind, -1, 0) } {
            libc::MAP_FAILED => None,
            start => Some(start as usize),
        }
    }

    /// Makes reserved addresses memory.
    pub(super) fn open(start: usize, size: usize) -> bool {
        let rights = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: the addresses were reserved, and nobody else knows them.
        unsafe { libc::mprotect(start as *mut _, size, rights) == 0 }
    }

    /// Makes a file's bytes memory that others see at once.
    pub(in super::super) fn share(file: &File, size: usize) -> io::Result<*mut u8> {
        let rights = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: new memory is asked for wherever there is room; it is never given back.
        let start = unsafe {
            libc::mmap(ptr::null_mut(), size, rights, libc::MAP_SHARED, file.as_raw_fd(), 0)
        };
        match start {
            libc::MAP_FAILED => Err(io::Error::last_os_error()),
            start => Ok(start.cast()),
        }
    }
}

#[cfg(windows)]
mod windows {
    use std::{ffi::c_void, fs::File, io, os::windows::io::AsRawHandle, ptr};

    /// What `VirtualQuery` tells of some pages.
    #[repr(C)]
    struct Pages {
        base: *const c_void,
        allocation: *const c_void,
        allocation_protect: u32,
        partition: u16,
        size: usize,
        state: u32,
        protect: u32,
        kind: u32,
    }

    const MEM_COMMIT: u32 = 0x1000;
    const MEM_RESERVE: u32 = 0x2000;
    const PAGE_NOACCESS: u32 = 0x01;
    const PAGE_GUARD: u32 = 0x100;
    const PAGE_READWRITE: u32 = 0x04;
    const FILE_MAP_WRITE: u32 = 0x02;

    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn VirtualAlloc(
            address: *const c_void,
            size: usize,
            kind: u32,
            protect: u32,
        ) -> *mut c_void;
        fn VirtualQuery(address: *const c_void, pages: *mut Pages, size: usize) -> usize;
        fn CreateFileMappingW(
            file: *mut c_void,
            security: *const c_void,
            protect: u32,
            high: u32,
            low: u32,
            name: *const u16,
        ) -> *mut c_void;
        fn MapViewOfFile(
            mapping: *mut c_void,
            access: u32,
            high: u32,
            low: u32,
            size: usize,
        ) -> *mut c_void;
    }

    /// Looks at the process's own memory.
    #[derive(Debug)]
    pub(in super::super) struct Memory;

    impl Memory {
        pub(in super::super) fn new() -> Self {
            Self
        }

        /// Whether memory can be read.
        pub(in super::super) fn readable(&self, address: usize, length: usize) -> bool {
            let last = address.wrapping_add(length.saturating_sub(1));
            [address, last].into_iter().all(|address| {
                // SAFETY: all zeros are a valid value of these plain numbers and pointers.
                let mut pages: Pages = unsafe { std::mem::zeroed() };
                // SAFETY: the place is as large as is said; the address is only looked up.
                let told = unsafe {
                    VirtualQuery(address as *const c_void, &mut pages, size_of::<Pages>())
                };
                told != 0
                    && pages.state == MEM_COMMIT
                    && pages.protect & (PAGE_NOACCESS | PAGE_GUARD) == 0
            })
        }
    }

    /// Finds addresses at which there is no memory yet.
    pub(super) fn reserve(size: usize) -> Option<usize> {
        // SAFETY: new addresses are asked for wherever there is room; they are never given back.
        let start = unsafe { VirtualAlloc(ptr::null(), size, MEM_RESERVE, PAGE_NOACCESS) };
        (!start.is_null()).then_some(start as usize)
    }

    /// Makes reserved addresses memory.
    pub(super) fn open(start: usize, size: usize) -> bool {
        // SAFETY: the addresses were reserved, and nobody else knows them.
        !unsafe { VirtualAlloc(start as *const _, size, MEM_COMMIT, PAGE_READWRITE) }.is_null()
    }

    /// Makes a file's bytes memory that others see at once.
    pub(in super::super) fn share(file: &File, size: usize) -> io::Result<*mut u8> {
        // SAFETY: the file is open; neither the mapping nor the view is ever given back.
        let start = unsafe {
            let file = file.as_raw_handle();
            let mapping = CreateFileMappingW(file, ptr::null(), PAGE_READWRITE, 0, 0, ptr::null());
            if mapping.is_null() {
                return Err(io::Error::last_os_error());
            }
            MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, size)
        };
        match start.is_null() {
            true => Err(io::Error::last_os_error()),
            false => Ok(start.cast()),
        }
    }
}
