use super::{IID_IMAPIProp, Object, interface::interface};

interface! {
    /// What all objects with properties have (section 9.3).
    PropCall for IMAPIProp {
        base: Some("IUnknown"),
        iid: Some(IID_IMAPIProp),
        header: "mapidefs.h",
        receiver: Some(("object", Object::Prop)),
    }

    /// Would tell more of the last error; CE does not support it.
    3 GetLastError(hResult: HRESULT, ulFlags: ULONG in UNICODE; lppMAPIError as error: LPMAPIERROR) -> HRESULT, unsupported;
    /// Would write changes through; CE does not support it, as changes take effect at once.
    4 SaveChanges(ulFlags: ULONG in SAVE) -> HRESULT, unsupported;
    /// Fetches properties.
    5 GetProps(lpPropTagArray: LPSPropTagArray, ulFlags: ULONG in UNICODE; lpcValues: ULONG, lppPropArray as props: LPSPropValue) -> HRESULT, supported;
    /// Would list the properties; CE does not support it.
    6 GetPropList(ulFlags: ULONG in UNICODE; lppPropTagArray as tags: LPSPropTagArray) -> HRESULT, unsupported;
    /// Opens a property as a stream.
    7 OpenProperty(
        ulPropTag: PROPTAG, lpiid: LPCIID, ulInterfaceOptions: ULONG in STORAGE_MODE, ulFlags: ULONG in OPEN;
        lppUnk as stream: PROPERTY
    ) -> HRESULT, supported;
    /// Sets properties.
    8 SetProps(cValues: COUNT, lpPropArray: LPSPropValue; lppProblems as problems: PROBLEMS) -> HRESULT, supported;
    /// Deletes properties.
    9 DeleteProps(lpPropTagArray: LPSPropTagArray; lppProblems as problems: PROBLEMS) -> HRESULT, supported;
    /// Would copy the object to another; CE does not support it.
    10 CopyTo(
        ciidExclude: ULONG, rgiidExclude: LPCIID, lpExcludeProps: LPSPropTagArray, ulUIParam: ULONG,
        lpProgress: LPMAPIPROGRESS, lpInterface: LPCIID, lpDestObj: OBJECT, ulFlags: ULONG;
        lppProblems as problems: PROBLEMS
    ) -> HRESULT, unsupported;
    /// Would copy properties to another object; CE does not support it.
    11 CopyProps(
        lpIncludeProps: LPSPropTagArray, ulUIParam: ULONG, lpProgress: LPMAPIPROGRESS, lpInterface: LPCIID,
        lpDestObj: OBJECT, ulFlags: ULONG;
        lppProblems as problems: PROBLEMS
    ) -> HRESULT, unsupported;
    /// Would tell the names of properties; CE does not support it.
    12 GetNamesFromIDs(
        lppPropTags: TAGS_PLACE, lpPropSetGuid: LPGUID, ulFlags: ULONG;
        lpcPropNames: ULONG, lpppPropNames as names: NAMES
    ) -> HRESULT, unsupported;
    /// Tells the ids of named properties.
    13 GetIDsFromNames(cPropNames: COUNT, lppPropNames: PROPNAMES, ulFlags: ULONG in OPEN; lppPropTags as tags: LPSPropTagArray) -> HRESULT, supported;
}
