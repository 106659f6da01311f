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
    /// Frees a set of rows and the rows in it.
    FreeProws(prows: ROWS) -> void, supported;
    /// Fetches one property.
    HrGetOneProp(pmp: LPMAPIPROP, ulPropTag: PROPTAG; ppprop as prop: LPSPropValue) -> HRESULT, supported;
    /// Sets one property.
    HrSetOneProp(pmp: LPMAPIPROP, pprop: LPSPropValue) -> HRESULT, supported;
    /// Opens a compose form.
    MailComposeMessage(pmcf: LPMAILCOMPOSEFIELDS) -> HRESULT, supported;
    /// Shows a message in the messaging program.
    MailDisplayMessage(lpeid: LPENTRYID, cb: CB_ENTRYID) -> HRESULT, supported;
    /// Shows a folder in the messaging program.
    MailSwitchToFolder(lpeid: LPENTRYID, cb: CB_ENTRYID) -> HRESULT, supported;
    /// Shows an account in the messaging program.
    MailSwitchToAccount(pszAccount: LPCWSTR, dwFlags: DWORD in COMPOSE) -> HRESULT, supported;
    /// Begins to synchronize an account.
    MailSyncMessages(pszAccount: LPCWSTR, dwFlags: DWORD in COMPOSE) -> HRESULT, supported;
    /// Starts the wizard for new accounts.
    MailLaunchNewAccountWizard() -> HRESULT, supported;
}
