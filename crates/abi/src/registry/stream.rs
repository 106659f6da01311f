use super::{IID_IStream, Object, interface::interface};

interface! {
    /// The stream that OpenProperty hands out (PROP-7).
    StreamCall for IStream {
        base: Some("IUnknown"),
        iid: Some(IID_IStream),
        header: "objidl.h",
        receiver: Some(("stream", Object::Stream)),
    }

    /// Reads bytes.
    3 Read[pv as data: BYTES](cb: ULONG; pcbRead: ULONG) -> HRESULT, supported;
    /// Writes bytes.
    4 Write(pv: BYTES, cb: BYTE_COUNT; pcbWritten: ULONG) -> HRESULT, supported;
    /// Moves to another place.
    5 Seek(dlibMove: LARGE_INTEGER, dwOrigin: DWORD in SEEK_ORIGIN; plibNewPosition: ULARGE_INTEGER) -> HRESULT, supported;
    /// Changes the length.
    6 SetSize(libNewSize: ULARGE_INTEGER) -> HRESULT, supported;
    /// Copies bytes to another stream.
    7 CopyTo(pstm: LPSTREAM, cb: ULARGE_INTEGER; pcbRead: ULARGE_INTEGER, pcbWritten: ULARGE_INTEGER) -> HRESULT, supported;
    /// Writes changes through.
    8 Commit(grfCommitFlags: DWORD) -> HRESULT, supported;
    /// Takes changes back.
    9 Revert() -> HRESULT, supported;
    /// Locks a region.
    10 LockRegion(libOffset: ULARGE_INTEGER, cb: ULARGE_INTEGER, dwLockType: DWORD) -> HRESULT, supported;
    /// Unlocks a region.
    11 UnlockRegion(libOffset: ULARGE_INTEGER, cb: ULARGE_INTEGER, dwLockType: DWORD) -> HRESULT, supported;
    /// Tells of the stream itself.
    12 Stat[pstatstg as size: STATSTG](grfStatFlag: DWORD) -> HRESULT, supported;
    /// Makes a stream over the same bytes.
    13 Clone(; ppstm as clone: LPSTREAM) -> HRESULT, supported;
}
