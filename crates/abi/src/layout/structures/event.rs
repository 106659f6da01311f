//! Events, errors and the arguments of single functions.

use super::{SPropValue, SRow, part};
use crate::layout::{
    Extent, Field,
    Member::{Long, Pointer},
    Structure,
};

structures! { EVENT:
    /// What `MAPIInitialize` takes.
    structure MAPIINIT_0 in "mapix.h" {
        ulVersion: "ULONG" Long;
        ulFlags: "ULONG" Long;
    }
    /// What `GetLastError` tells.
    structure MAPIERROR in "mapidefs.h" {
        ulVersion: "ULONG" Long;
        lpszError: "LPTSTR" Pointer;
        lpszComponent: "LPTSTR" Pointer;
        ulLowLevelError: "ULONG" Long;
        ulContext: "ULONG" Long;
    }
    /// A critical error.
    structure ERROR_NOTIFICATION in "mapidefs.h" {
        cbEntryID: "ULONG" Long;
        lpEntryID: "LPENTRYID" Pointer;
        scode: "SCODE" Long;
        ulFlags: "ULONG" Long;
        lpMAPIError: "LPMAPIERROR" Pointer;
    }
    /// New mail.
    structure NEWMAIL_NOTIFICATION in "mapidefs.h" {
        cbEntryID: "ULONG" Long;
        lpEntryID: "LPENTRYID" Pointer;
        cbParentID: "ULONG" Long;
        lpParentID: "LPENTRYID" Pointer;
        ulFlags: "ULONG" Long;
        lpszMessageClass: "LPTSTR" Pointer;
        ulMessageFlags: "ULONG" Long;
    }
    /// Something happened to an object.
    structure OBJECT_NOTIFICATION in "mapidefs.h" {
        cbEntryID: "ULONG" Long;
        lpEntryID: "LPENTRYID" Pointer;
        ulObjType: "ULONG" Long;
        cbParentID: "ULONG" Long;
        lpParentID: "LPENTRYID" Pointer;
        cbOldID: "ULONG" Long;
        lpOldID: "LPENTRYID" Pointer;
        cbOldParentID: "ULONG" Long;
        lpOldParentID: "LPENTRYID" Pointer;
        lpPropTagArray: "LPSPropTagArray" Pointer;
    }
    /// Something happened to a table.
    structure TABLE_NOTIFICATION in "mapidefs.h" {
        ulTableEvent: "ULONG" Long;
        hResult: "HRESULT" Long;
        propIndex: "SPropValue" part(&SPropValue::SHAPE);
        propPrior: "SPropValue" part(&SPropValue::SHAPE);
        row: "SRow" part(&SRow::SHAPE);
        ulPad: "ULONG" Long;
    }
    /// An event of a provider's own.
    structure EXTENDED_NOTIFICATION in "mapidefs.h" {
        ulEvent: "ULONG" Long;
        cb: "ULONG" Long;
        pbEventParameters: "LPBYTE" Pointer;
    }
    /// Something happened to a status object.
    structure STATUS_OBJECT_NOTIFICATION in "mapidefs.h" {
        cbEntryID: "ULONG" Long;
        lpEntryID: "LPENTRYID" Pointer;
        cValues: "ULONG" Long;
        lpPropVals: "LPSPropValue" Pointer;
    }
    /// The kinds of events.
    union Event in "" {
        err: "ERROR_NOTIFICATION" part(&ERROR_NOTIFICATION::SHAPE);
        newmail: "NEWMAIL_NOTIFICATION" part(&NEWMAIL_NOTIFICATION::SHAPE);
        obj: "OBJECT_NOTIFICATION" part(&OBJECT_NOTIFICATION::SHAPE);
        tab: "TABLE_NOTIFICATION" part(&TABLE_NOTIFICATION::SHAPE);
        ext: "EXTENDED_NOTIFICATION" part(&EXTENDED_NOTIFICATION::SHAPE);
        statobj: "STATUS_OBJECT_NOTIFICATION" part(&STATUS_OBJECT_NOTIFICATION::SHAPE);
    }
    /// What a sink is told.
    structure NOTIFICATION in "mapidefs.h" {
        ulEventType: "ULONG" Long;
        ulAlignPad: "ULONG" Long;
        info: "Event" part(&Event::SHAPE);
    }
    /// What a compose form is filled with.
    structure MAILCOMPOSEFIELDS in "cemapi.h" {
        cbSize: "ULONG" Long;
        dwFlags: "DWORD" Long;
        pszTo: "LPCWSTR" Pointer;
        pszCc: "LPCWSTR" Pointer;
        pszBcc: "LPCWSTR" Pointer;
        pszSubject: "LPCWSTR" Pointer;
        pszBody: "LPCWSTR" Pointer;
        pszAttachments: "LPCWSTR" Pointer;
        cAttachments: "ULONG" Long;
        pszAccount: "LPCWSTR" Pointer;
        pszMsgClass: "LPCWSTR" Pointer;
    }
}
