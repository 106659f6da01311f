use super::{IID_IMAPIFolder, Object, interface::interface};

interface! {
    /// A folder of messages (section 9.5).
    FolderCall for IMAPIFolder {
        base: Some("IMAPIContainer"),
        iid: Some(IID_IMAPIFolder),
        header: "mapidefs.h",
        receiver: Some(("folder", Object::Folder)),
    }

    /// Makes a message in the folder.
    19 CreateMessage(lpInterface: LPCIID, ulFlags: ULONG in OPEN; lppMessage as message: LPMESSAGE) -> HRESULT, supported;
    /// Moves messages to another folder; CE does not copy.
    20 CopyMessages(
        lpMsgList: LPENTRYLIST, lpInterface: LPCIID, lpDestFolder: FOLDER, ulUIParam: ULONG,
        lpProgress: LPMAPIPROGRESS, ulFlags: ULONG in COPY
    ) -> HRESULT, supported;
    /// Deletes messages.
    21 DeleteMessages(lpMsgList: LPENTRYLIST, ulUIParam: ULONG, lpProgress: LPMAPIPROGRESS, ulFlags: ULONG) -> HRESULT, supported;
    /// Makes a folder in the folder.
    22 CreateFolder(
        ulFolderType: ULONG in FOLDER_TYPE, lpszFolderName: LPTSTR, lpszFolderComment: LPTSTR, lpInterface: LPCIID,
        ulFlags: ULONG in CREATE_FOLDER;
        lppFolder as created: LPMAPIFOLDER
    ) -> HRESULT, supported;
    /// Moves a folder to another; CE does not copy.
    23 CopyFolder(
        cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID, lpInterface: LPCIID, lpDestFolder: FOLDER,
        lpszNewFolderName: LPTSTR, ulUIParam: ULONG, lpProgress: LPMAPIPROGRESS, ulFlags: ULONG in COPY_FOLDER
    ) -> HRESULT, supported;
    /// Deletes a folder in the folder.
    24 DeleteFolder(
        cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID, ulUIParam: ULONG, lpProgress: LPMAPIPROGRESS,
        ulFlags: ULONG in DELETE_FOLDER
    ) -> HRESULT, supported;
    /// Would mark messages as read; CE does not support it.
    25 SetReadFlags(lpMsgList: LPENTRYLIST, ulUIParam: ULONG, lpProgress: LPMAPIPROGRESS, ulFlags: ULONG) -> HRESULT, unsupported;
    /// Would tell a message's status; CE does not support it.
    26 GetMessageStatus(cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID, ulFlags: ULONG; lpulMessageStatus: ULONG in MESSAGE_STATUS) -> HRESULT, unsupported;
    /// Would set a message's status; CE does not support it.
    27 SetMessageStatus(
        cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID, ulNewStatus: ULONG in MESSAGE_STATUS,
        ulNewStatusMask: ULONG in MESSAGE_STATUS;
        lpulOldStatus: ULONG in MESSAGE_STATUS
    ) -> HRESULT, unsupported;
    /// Would keep an order of the contents; CE does not support it.
    28 SaveContentsSort(lpSortCriteria: LPSSortOrderSet, ulFlags: ULONG) -> HRESULT, unsupported;
    /// Deletes everything in the folder.
    29 EmptyFolder(ulUIParam: ULONG, lpProgress: LPMAPIPROGRESS, ulFlags: ULONG in DELETE_FOLDER) -> HRESULT, supported;
}
