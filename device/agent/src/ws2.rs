//! The functions of ws2.dll.
//!
//! The DLL is loaded only by who connects to a host: a device without a network needs none.

use crate::{coredll, wide};

/// A socket of the system's.
pub(crate) type Raw = usize;

/// An IPv4 address as the functions take it: the family, the port with its high byte first, the
/// four bytes of the address, and eight bytes that nobody looks at.
#[repr(C, align(4))]
pub(crate) struct Address {
    pub(crate) family: u16,
    pub(crate) port: [u8; 2],
    pub(crate) address: [u8; 4],
    pub(crate) zero: [u8; 8],
}

/// One socket, as `select` takes several.
#[repr(C)]
pub(crate) struct Set {
    pub(crate) count: u32,
    pub(crate) sockets: [Raw; 64],
}

/// What one of the names of the DLL is: the newer one first.
const NAMES: [&str; 2] = ["ws2.dll", "winsock.dll"];

macro_rules! functions {
    ($($field:ident: $name:ident($($argument:ty),*) -> $result:ty,)*) => {
        /// The functions by which the program talks to a host.
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct Ws2 {
            $(pub(crate) $field: unsafe extern "C" fn($($argument),*) -> $result,)*
        }

        impl Ws2 {
            /// Loads the DLL, and finds them all.
            pub(crate) fn load() -> Option<Self> {
                let library = NAMES.into_iter().find_map(|name| {
                    let name = wide::wide(name);
                    // SAFETY: the name is a string, and the DLL is the system's.
                    let library = unsafe { coredll::load_library(name.as_ptr()) };
                    (library != 0).then_some(library)
                })?;
                Some(Self { $($field: {
                    let name = wide::wide(stringify!($name));
                    // SAFETY: the DLL is loaded and the name is a string.
                    let address = unsafe { coredll::find(library, name.as_ptr()) };
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
    startup: WSAStartup(u32, *mut [u32; 128]) -> u32,
    socket: socket(u32, u32, u32) -> Raw,
    connect: connect(Raw, *const Address, u32) -> i32,
    send: send(Raw, *const u8, u32, u32) -> i32,
    receive: recv(Raw, *mut u8, u32, u32) -> i32,
    select: select(u32, *mut Set, *mut Set, *mut Set, *const [u32; 2]) -> i32,
    close: closesocket(Raw) -> i32,
}
