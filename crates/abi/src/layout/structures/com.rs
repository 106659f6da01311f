//! Structures of COM that methods of CE MAPI need.

use super::part;
use crate::layout::{
    Extent, Field,
    Member::{Bytes, Large, Long, Pair, Pointer, Short},
    Structure,
};

structures! { COM:
    /// An interface id or another id of 16 bytes.
    structure GUID in "unknwn.h" {
        Data1: "ULONG" Long;
        Data2: "USHORT" Short;
        Data3: "USHORT" Short;
        Data4: "BYTE[8]" Bytes(8);
    }
    /// A time: hundreds of nanoseconds since 1601.
    structure FILETIME in "unknwn.h" {
        dwLowDateTime: "DWORD" Long;
        dwHighDateTime: "DWORD" Long;
    }
    /// What `IStream::Stat` tells.
    structure STATSTG in "objidl.h" {
        pwcsName: "LPWSTR" Pointer;
        type_: "DWORD" Long;
        cbSize: "ULARGE_INTEGER" Large;
        mtime: "FILETIME" Pair;
        ctime: "FILETIME" Pair;
        atime: "FILETIME" Pair;
        grfMode: "DWORD" Long;
        grfLocksSupported: "DWORD" Long;
        clsid: "GUID" part(&GUID::SHAPE);
        grfStateBits: "DWORD" Long;
        reserved: "DWORD" Long;
    }
}
