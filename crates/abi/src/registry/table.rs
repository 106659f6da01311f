use super::{IID_IMAPITable, Object, interface::interface};

interface! {
    /// A table of stores, folders, messages, recipients or attachments (section 9.4).
    TableCall for IMAPITable {
        base: Some("IUnknown"),
        iid: Some(IID_IMAPITable),
        header: "mapidefs.h",
        receiver: Some(("table", Object::Table)),
    }

    /// Would tell more of the last error; CE does not support it.
    3 GetLastError(hResult: HRESULT, ulFlags: ULONG in UNICODE; lppMAPIError as error: LPMAPIERROR) -> HRESULT, unsupported;
    /// Would register a sink; CE does not support it.
    4 Advise(ulEventMask: ULONG in EVENTS, lpAdviseSink: LPMAPIADVISESINK; lpulConnection as connection: CONNECTION) -> HRESULT, unsupported;
    /// Would cancel a registration; CE does not support it.
    5 Unadvise(ulConnection: CONNECTION) -> HRESULT, unsupported;
    /// Would tell how far the table has come; CE does not support it.
    6 GetStatus(; lpulTableStatus: ULONG, lpulTableType: ULONG) -> HRESULT, unsupported;
    /// Chooses the columns.
    7 SetColumns(lpPropTagArray: LPSPropTagArray, ulFlags: ULONG in TABLE) -> HRESULT, supported;
    /// Would tell the columns; CE does not support it.
    8 QueryColumns(ulFlags: ULONG in QUERY_COLUMNS; lpPropTagArray as tags: LPSPropTagArray) -> HRESULT, unsupported;
    /// Tells how many rows there are.
    9 GetRowCount(ulFlags: ULONG in TABLE; lpulCount: ULONG) -> HRESULT, supported;
    /// Moves to another row.
    10 SeekRow(bkOrigin: BOOKMARK in BOOKMARK, lRowCount: LONG; lplRowsSought: LONG) -> HRESULT, supported;
    /// Would move to a fraction of the table; CE does not support it.
    11 SeekRowApprox(ulNumerator: ULONG, ulDenominator: ULONG) -> HRESULT, unsupported;
    /// Tells where the table stands.
    12 QueryPosition(; lpulRow: ULONG, lpulNumerator: ULONG, lpulDenominator: ULONG) -> HRESULT, supported;
    /// Would look for a row; CE does not support it.
    13 FindRow(lpRestriction: LPSRestriction, bkOrigin: BOOKMARK in BOOKMARK, ulFlags: ULONG) -> HRESULT, unsupported;
    /// Chooses the rows.
    14 Restrict(lpRestriction: LPSRestriction, ulFlags: ULONG in TABLE) -> HRESULT, supported;
    /// Would make a bookmark; CE does not support it.
    15 CreateBookmark(; lpbkPosition: BOOKMARK) -> HRESULT, unsupported;
    /// Would dispose of a bookmark; CE does not support it.
    16 FreeBookmark(bkPosition: BOOKMARK) -> HRESULT, unsupported;
    /// Orders the rows.
    17 SortTable(lpSortCriteria: LPSSortOrderSet, ulFlags: ULONG in TABLE) -> HRESULT, supported;
    /// Would tell the order; CE does not support it.
    18 QuerySortOrder(; lppSortCriteria as order: ORDER) -> HRESULT, unsupported;
    /// Fetches rows.
    19 QueryRows(lRowCount: LONG, ulFlags: ULONG in QUERY_ROWS; lppRows as rows: LPSRowSet) -> HRESULT, supported;
    /// Would stop what is under way; CE does not support it.
    20 Abort() -> HRESULT, unsupported;
    /// Would open a category; CE does not support it.
    21 ExpandRow(cbInstanceKey: COUNT, pbInstanceKey: KEY, ulRowCount: ULONG, ulFlags: ULONG; lppRows as rows: LPSRowSet, lpulMoreRows: ULONG) -> HRESULT, unsupported;
    /// Would close a category; CE does not support it.
    22 CollapseRow(cbInstanceKey: COUNT, pbInstanceKey: KEY, ulFlags: ULONG; lpulRowCount: ULONG) -> HRESULT, unsupported;
    /// Would wait for what is under way; CE does not support it.
    23 WaitForCompletion(ulFlags: ULONG, ulTimeout: ULONG; lpulTableStatus: ULONG) -> HRESULT, unsupported;
    /// Would tell which categories are open; CE does not support it.
    24 GetCollapseState(ulFlags: ULONG, cbInstanceKey: COUNT, lpbInstanceKey: KEY; lpcbCollapseState: ULONG, lppbCollapseState as state: STATE) -> HRESULT, unsupported;
    /// Would open and close categories; CE does not support it.
    25 SetCollapseState(ulFlags: ULONG, cbCollapseState: COUNT, pbCollapseState: KEY; lpbkLocation: BOOKMARK) -> HRESULT, unsupported;
}
