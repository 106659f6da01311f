use super::interface::interface;

interface! {
    /// The global functions (sections 3.2 to 3.7).
    FunctionCall for Functions {
        base: None,
        iid: None,
        header: "mapix.h",
        receiver: None,
    }

    /// Raises the subsystem's count and sets up the globals that the library needs.
    MAPIInitialize(lpMapiInit: MAPIINIT_0) -> HRESULT, supported;
    /// Lowers the subsystem's count and disposes of the globals.
    MAPIUninitialize() -> void, supported;
    /// Logs on and hands out the session.
    MAPILogonEx(
        ulUIParam: ULONG, lpszProfileName: LPTSTR, lpszPassword: LPTSTR, flFlags: FLAGS in LOGON;
        lppSession as session: LPMAPISESSION
    ) -> HRESULT, supported;
    /// Obtains a block of memory.
    MAPIAllocateBuffer(cbSize: ULONG; lppBuffer as buffer: LPVOID) -> SCODE, supported;
    /// Obtains a block that is freed together with another.
    MAPIAllocateMore(cbSize: ULONG, lpObject: LPVOID; lppBuffer as buffer: LPVOID) -> SCODE, supported;
    /// Frees a block and all that is linked to it.
    MAPIFreeBuffer(lpBuffer: LPVOID) -> CODE, supported;
}
