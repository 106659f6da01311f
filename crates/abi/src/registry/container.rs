use super::{IID_IMAPIContainer, Object, interface::interface};

interface! {
    /// What holds other objects: on CE a folder (section 9.5).
    ContainerCall for IMAPIContainer {
        base: Some("IMAPIProp"),
        iid: Some(IID_IMAPIContainer),
        header: "mapidefs.h",
        receiver: Some(("container", Object::Container)),
    }

    /// Opens the table of messages.
    14 GetContentsTable(ulFlags: ULONG in UNICODE; lppTable as table: LPMAPITABLE) -> HRESULT, supported;
    /// Opens the table of folders.
    15 GetHierarchyTable(ulFlags: ULONG in HIERARCHY; lppTable as table: LPMAPITABLE) -> HRESULT, supported;
    /// Opens a folder or message.
    16 OpenEntry(
        cbEntryID: CB_ENTRYID, lpEntryID: LPENTRYID, lpInterface: LPCIID, ulFlags: ULONG in OPEN;
        lpulObjType: ULONG in OBJECT_TYPE, lppUnk as object: LPUNKNOWN
    ) -> HRESULT, supported;
    /// Would set the criteria of a search; CE does not support it in every generation.
    17 SetSearchCriteria(lpRestriction: LPSRestriction, lpContainerList: LPENTRYLIST, ulSearchFlags: ULONG) -> HRESULT, unsupported;
    /// Would tell the criteria of a search; CE does not support it in every generation.
    18 GetSearchCriteria(ulFlags: ULONG in UNICODE; lppRestriction as restriction: CONDITION, lppContainerList as containers: ENTRIES, lpulSearchState: ULONG) -> HRESULT, unsupported;
}
