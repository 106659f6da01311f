use super::{IID_IMsgStore, Object, interface::interface};

interface! {
    /// A message store (section 9.1).
    StoreCall for IMsgStore {
        base: Some("IMAPIProp"),
        iid: Some(IID_IMsgStore),
        header: "mapidefs.h",
        receiver: Some(("store", Object::Store)),
    }

    /// Registers a sink for events of the whole store.
    14 Advise(
        cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID, ulEventMask: ULONG in EVENTS, lpAdviseSink: LPMAPIADVISESINK;
        lpulConnection as connection: CONNECTION
    ) -> HRESULT, supported;
    /// Cancels a registration.
    15 Unadvise(ulConnection: CONNECTION) -> HRESULT, supported;
    /// Would compare entry ids; CE does not support it on a store.
    16 CompareEntryIDs(
        cbEntryID1: CB_ENTRYID, lpEntryID1: LPENTRYID, cbEntryID2: CB_ENTRYID, lpEntryID2: LPENTRYID, ulFlags: ULONG;
        lpulResult: ULONG
    ) -> HRESULT, unsupported;
    /// Opens a folder or message.
    17 OpenEntry(
        cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID, lpInterface: LPCIID, ulFlags: ULONG in OPEN;
        lpulObjType: ULONG in OBJECT_TYPE, lppUnk as object: LPUNKNOWN
    ) -> HRESULT, supported;
    /// Would choose the receive folder; CE does not support it.
    18 SetReceiveFolder(lpszMessageClass: LPTSTR, ulFlags: ULONG in UNICODE, cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID) -> HRESULT, unsupported;
    /// Tells the receive folder.
    19 GetReceiveFolder(
        lpszMessageClass: LPTSTR, ulFlags: ULONG in UNICODE;
        lpcbEntryID: ULONG, lppEntryID as id: LPENTRYID, lppszExplicitClass as explicit: TEXT
    ) -> HRESULT, supported;
    /// Would open the table of receive folders; CE does not support it.
    20 GetReceiveFolderTable(ulFlags: ULONG in UNICODE; lppTable as table: LPMAPITABLE) -> HRESULT, unsupported;
    /// Would log the store off; CE does not support it.
    21 StoreLogoff(; lpulFlags: ULONG) -> HRESULT, unsupported;
    /// Would cancel a submission; CE does not support it.
    22 AbortSubmit(cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID, ulFlags: ULONG) -> HRESULT, unsupported;
    /// Would open the queue of outgoing messages; CE does not support it.
    23 GetOutgoingQueue(ulFlags: ULONG; lppTable as table: LPMAPITABLE) -> HRESULT, unsupported;
    /// Would lock a message; CE does not support it.
    24 SetLockState(lpMessage: LPMESSAGE, ulLockState: ULONG) -> HRESULT, unsupported;
    /// Would say that a message is done with; CE does not support it.
    25 FinishedMsg(ulFlags: ULONG, cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID) -> HRESULT, unsupported;
    /// Would tell the store of new mail; CE does not support it.
    26 NotifyNewMail(lpNotification: LPNOTIFICATION) -> HRESULT, unsupported;
}
