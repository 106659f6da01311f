//! The functions of coredll.dll.
//!
//! The file itself imports only the two that find others: a device shows one and the same message
//! for every file that it cannot start, so a function that is missing must not be a reason.

use core::cell::UnsafeCell;

/// A handle of the system's.
pub(crate) type Handle = usize;

/// A word that the system's loader fills with the address of a function.
#[repr(transparent)]
struct Import(UnsafeCell<usize>);

// SAFETY: the loader writes the word before the program starts, and nobody does after that.
unsafe impl Sync for Import {}

impl Import {
    fn address(&self) -> usize {
        // SAFETY: nobody writes any more. The compiler must not take it for what it sees: a zero.
        unsafe { self.0.get().read_volatile() }
    }
}

#[unsafe(export_name = "import:COREDLL.dll:LoadLibraryW")]
#[unsafe(link_section = ".imports.1")]
static LOAD_LIBRARY: Import = Import(UnsafeCell::new(0));

#[unsafe(export_name = "import:COREDLL.dll:GetProcAddressW")]
#[unsafe(link_section = ".imports.2")]
static GET_PROC_ADDRESS: Import = Import(UnsafeCell::new(0));

/// Loads a DLL; 0 if that fails.
///
/// # Safety
///
/// `name` ends with a zero. What the DLL's own code does is its affair.
pub(crate) unsafe fn load_library(name: *const u16) -> Handle {
    // SAFETY: the loader has put the function's address there, and the name is a string.
    unsafe {
        let load = core::mem::transmute::<usize, unsafe extern "C" fn(*const u16) -> Handle>(
            LOAD_LIBRARY.address(),
        );
        load(name)
    }
}

/// Where a DLL has a function; 0 if it has none of this name.
///
/// # Safety
///
/// The DLL is loaded; `name` ends with a zero or is an ordinal.
pub(crate) unsafe fn find(library: Handle, name: *const u16) -> usize {
    // SAFETY: the loader has put the function's address there, and the arguments are as they
    // should be.
    unsafe {
        let find = core::mem::transmute::<usize, unsafe extern "C" fn(Handle, *const u16) -> usize>(
            GET_PROC_ADDRESS.address(),
        );
        find(library, name)
    }
}

macro_rules! functions {
    ($($field:ident: $name:ident($($argument:ty),*) -> $result:ty,)*) => {
        /// The functions that the program cannot do without.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Coredll {
            pub(crate) library: Handle,
            $(pub(crate) $field: unsafe extern "C" fn($($argument),*) -> $result,)*
        }

        impl Coredll {
            /// Finds them all.
            pub(crate) fn find() -> Option<Self> {
                let name = crate::wide::constant::<12>("coredll.dll");
                // SAFETY: the name is a string. The program itself depends on the DLL already.
                let library = unsafe { load_library(name.as_ptr()) };
                Some(Self { library, $($field: {
                    const NAME: [u16; stringify!($name).len() + 1] =
                        crate::wide::constant(stringify!($name));
                    // SAFETY: the DLL is loaded and the name is a string.
                    let address = unsafe { find(library, NAME.as_ptr()) };
                    if address == 0 {
                        return None;
                    }
                    // SAFETY: the documentation gives the function of this name this type.
                    unsafe {
                        core::mem::transmute::<usize, unsafe extern "C" fn($($argument),*) -> $result>(
                            address,
                        )
                    }
                },)* })
            }
        }
    };
}

functions! {
    local_alloc: LocalAlloc(u32, usize) -> usize,
    local_free: LocalFree(usize) -> usize,
    create_file: CreateFileW(*const u16, u32, u32, usize, u32, u32, usize) -> Handle,
    read_file: ReadFile(Handle, *mut u8, u32, *mut u32, usize) -> u32,
    write_file: WriteFile(Handle, *const u8, u32, *mut u32, usize) -> u32,
    set_file_pointer: SetFilePointer(Handle, i32, usize, u32) -> u32,
    set_end_of_file: SetEndOfFile(Handle) -> u32,
    get_file_size: GetFileSize(Handle, usize) -> u32,
    flush: FlushFileBuffers(Handle) -> u32,
    close: CloseHandle(Handle) -> u32,
    own_name: GetModuleFileNameW(Handle, *mut u16, u32) -> u32,
    create_process: CreateProcessW(
        *const u16, *const u16, usize, usize, u32, u32, usize, usize, usize, *mut [Handle; 4]
    ) -> u32,
    exit_code: GetExitCodeProcess(Handle, *mut u32) -> u32,
    terminate: TerminateProcess(Handle, u32) -> u32,
    wait: WaitForSingleObject(Handle, u32) -> u32,
    create_thread: CreateThread(
        usize, u32, unsafe extern "C" fn(usize) -> u32, usize, u32, *mut u32
    ) -> Handle,
    create_event: CreateEventW(usize, u32, u32, usize) -> Handle,
    modify_event: EventModify(Handle, u32) -> u32,
    tls_call: TlsCall(u32, u32) -> u32,
    tls_get: TlsGetValue(u32) -> usize,
    tls_set: TlsSetValue(u32, usize) -> u32,
    initialize_section: InitializeCriticalSection(*mut [usize; 16]) -> (),
    enter_section: EnterCriticalSection(*mut [usize; 16]) -> (),
    leave_section: LeaveCriticalSection(*mut [usize; 16]) -> (),
    sleep: Sleep(u32) -> (),
    ticks: GetTickCount() -> u32,
    last_error: GetLastError() -> u32,
}
