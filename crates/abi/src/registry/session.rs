use super::{Object, iids::IID_IMAPISession, interface::interface};

interface! {
    /// The session: what `MAPILogonEx` hands out (section 5).
    SessionCall for IMAPISession {
        base: Some("IUnknown"),
        iid: Some(IID_IMAPISession),
        header: "mapix.h",
        receiver: Some(("session", Object::Session)),
    }

    /// Would tell more of the last error; CE does not support it.
    3 GetLastError(hResult: HRESULT, ulFlags: ULONG in UNICODE; lppMAPIError as error: LPMAPIERROR) -> HRESULT, unsupported;
    /// Opens the table of all message stores.
    4 GetMsgStoresTable(ulFlags: ULONG in UNICODE; lppTable as table: LPMAPITABLE) -> HRESULT, supported;
    /// Opens a message store.
    5 OpenMsgStore(
        ulUIParam: ULONG, cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID, lpInterface: LPCIID, ulFlags: ULONG in OPEN_STORE;
        lppMDB as store: LPMDB
    ) -> HRESULT, supported;
    /// Would open the address book; CE does not support it.
    6 OpenAddressBook(ulUIParam: ULONG, lpInterface: LPCIID, ulFlags: ULONG; lppAdrBook as book: LPADRBOOK) -> HRESULT, unsupported;
    /// Would open a section of the profile; CE does not support it.
    7 OpenProfileSection(lpUID: LPMAPIUID, lpInterface: LPCIID, ulFlags: ULONG in OPEN; lppProfSect as section: LPPROFSECT) -> HRESULT, unsupported;
    /// Would open the status table; CE does not support it.
    8 GetStatusTable(ulFlags: ULONG in UNICODE; lppTable as table: LPMAPITABLE) -> HRESULT, unsupported;
    /// Opens a store, folder or message.
    9 OpenEntry(
        cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID, lpInterface: LPCIID, ulFlags: ULONG in OPEN;
        lpulObjType: ULONG in OBJECT_TYPE, lppUnk as object: LPUNKNOWN
    ) -> HRESULT, supported;
    /// Tells whether two entry ids denote the same object.
    10 CompareEntryIDs(
        cbEntryID1: CB_ENTRYID, lpEntryID1: LPENTRYID, cbEntryID2: CB_ENTRYID, lpEntryID2: LPENTRYID, ulFlags: ULONG;
        lpulResult: ULONG
    ) -> HRESULT, supported;
    /// Registers a sink for events of the whole session.
    11 Advise(
        cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID, ulEventMask: ULONG in EVENTS, lpAdviseSink: LPMAPIADVISESINK;
        lpulConnection as connection: CONNECTION
    ) -> HRESULT, supported;
    /// Cancels a registration.
    12 Unadvise(ulConnection: CONNECTION) -> HRESULT, supported;
    /// Would show a message's options; CE does not support it.
    13 MessageOptions(ulUIParam: ULONG, ulFlags: ULONG, lpszAdrType: LPTSTR, lpMessage: LPMESSAGE) -> HRESULT, unsupported;
    /// Would return a messaging domain's default options; CE does not support it.
    14 QueryDefaultMessageOpt(lpszAdrType: LPTSTR, ulFlags: ULONG in UNICODE; lpcValues: ULONG, lppOptions as options: PROPS) -> HRESULT, unsupported;
    /// Would list the address types; CE does not support it.
    15 EnumAdrTypes(ulFlags: ULONG in UNICODE; lpcAdrTypes: ULONG, lpppszAdrTypes as types: TEXTS) -> HRESULT, unsupported;
    /// Would return the entry id of the user; CE does not support it.
    16 QueryIdentity(; lpcbEntryID: ULONG, lppEntryID as identity: ENTRY) -> HRESULT, unsupported;
    /// Ends the session.
    17 Logoff(ulUIParam: ULONG, ulFlags: ULONG in LOGOFF, ulReserved: ULONG) -> HRESULT, supported;
    /// Would choose the default store; CE does not support it.
    18 SetDefaultStore(ulFlags: ULONG, cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID) -> HRESULT, unsupported;
    /// Would open the administration of services; CE does not support it.
    19 AdminServices(ulFlags: ULONG; lppServiceAdmin as admin: LPSERVICEADMIN) -> HRESULT, unsupported;
    /// Would show a form; CE does not support it.
    20 ShowForm(
        ulUIParam: ULONG, lpMsgStore: LPMDB, lpParentFolder: LPMAPIFOLDER, lpInterface: LPCIID, ulMessageToken: ULONG,
        lpMessageSent: LPMESSAGE, ulFlags: ULONG, ulMessageStatus: ULONG in MESSAGE_STATUS,
        ulMessageFlags: ULONG in MESSAGE_FLAGS, ulAccess: ULONG, lpszMessageClass: LPSTR
    ) -> HRESULT, unsupported;
    /// Would prepare a form; CE does not support it.
    21 PrepareForm(lpInterface: LPCIID, lpMessage: LPMESSAGE; lpulMessageToken: ULONG) -> HRESULT, unsupported;
}

/// What CE adds to the session.
pub(crate) mod ce {
    use super::{Object, interface};

    interface! {
        /// The session's two methods that only CE has (SESSION-1, SESSION-9).
        CeSessionCall for ICEMAPISession {
            base: Some("IMAPISession"),
            iid: None,
            header: "cemapi.h",
            receiver: Some(("session", Object::Session)),
        }

        /// Makes a message store.
        22 CreateMsgStore(pszDisplayName: LPCWSTR; ppMsgStore as store: LPMDB) -> HRESULT, supported;
        /// Deletes a message store.
        23 DeleteMsgStore(cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID) -> HRESULT, supported;
    }
}
pub use ce::CeSessionCall;
