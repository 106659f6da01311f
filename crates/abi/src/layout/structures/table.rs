//! Rows, and the conditions and orders of rows.

use super::part;
use crate::layout::{
    Extent, Field,
    Member::{Array, Long, Pointer},
    Structure,
};

structures! { TABLE:
    /// One recipient: its properties.
    structure ADRENTRY in "mapidefs.h" {
        ulReserved1: "ULONG" Long;
        cValues: "ULONG" Long;
        rgPropVals: "LPSPropValue" Pointer;
    }
    /// A list of recipients.
    structure ADRLIST in "mapidefs.h" {
        cEntries: "ULONG" Long;
        aEntries: "ADRENTRY[MAPI_DIM]" Array(&part(&ADRENTRY::SHAPE));
    }
    /// One row of a table: its properties.
    structure SRow in "mapidefs.h" {
        ulAdrEntryPad: "ULONG" Long;
        cValues: "ULONG" Long;
        lpProps: "LPSPropValue" Pointer;
    }
    /// Rows of a table.
    structure SRowSet in "mapidefs.h" {
        cRows: "ULONG" Long;
        aRow: "SRow[MAPI_DIM]" Array(&part(&SRow::SHAPE));
    }
    /// One key of an order.
    structure SSortOrder in "mapidefs.h" {
        ulPropTag: "ULONG" Long;
        ulOrder: "ULONG" Long;
    }
    /// An order of rows.
    structure SSortOrderSet in "mapidefs.h" {
        cSorts: "ULONG" Long;
        cCategories: "ULONG" Long;
        cExpanded: "ULONG" Long;
        aSort: "SSortOrder[MAPI_DIM]" Array(&part(&SSortOrder::SHAPE));
    }
    /// All of some conditions hold.
    structure SAndRestriction in "mapidefs.h" {
        cRes: "ULONG" Long;
        lpRes: "struct _SRestriction *" Pointer;
    }
    /// One of some conditions holds.
    structure SOrRestriction in "mapidefs.h" {
        cRes: "ULONG" Long;
        lpRes: "struct _SRestriction *" Pointer;
    }
    /// A condition does not hold.
    structure SNotRestriction in "mapidefs.h" {
        ulReserved: "ULONG" Long;
        lpRes: "struct _SRestriction *" Pointer;
    }
    /// A property's string or bytes match.
    structure SContentRestriction in "mapidefs.h" {
        ulFuzzyLevel: "ULONG" Long;
        ulPropTag: "ULONG" Long;
        lpProp: "LPSPropValue" Pointer;
    }
    /// A property compares with a value.
    structure SPropertyRestriction in "mapidefs.h" {
        relop: "ULONG" Long;
        ulPropTag: "ULONG" Long;
        lpProp: "LPSPropValue" Pointer;
    }
    /// Two properties compare.
    structure SComparePropsRestriction in "mapidefs.h" {
        relop: "ULONG" Long;
        ulPropTag1: "ULONG" Long;
        ulPropTag2: "ULONG" Long;
    }
    /// Bits of a property are set or clear.
    structure SBitMaskRestriction in "mapidefs.h" {
        relBMR: "ULONG" Long;
        ulPropTag: "ULONG" Long;
        ulMask: "ULONG" Long;
    }
    /// A property's size compares with a number.
    structure SSizeRestriction in "mapidefs.h" {
        relop: "ULONG" Long;
        ulPropTag: "ULONG" Long;
        cb: "ULONG" Long;
    }
    /// A property is there.
    structure SExistRestriction in "mapidefs.h" {
        ulReserved1: "ULONG" Long;
        ulPropTag: "ULONG" Long;
        ulReserved2: "ULONG" Long;
    }
    /// A condition on an object's recipients or attachments.
    structure SSubRestriction in "mapidefs.h" {
        ulSubObject: "ULONG" Long;
        lpRes: "struct _SRestriction *" Pointer;
    }
    /// A condition with properties that say more of it.
    structure SCommentRestriction in "mapidefs.h" {
        cValues: "ULONG" Long;
        lpRes: "struct _SRestriction *" Pointer;
        lpProp: "LPSPropValue" Pointer;
    }
    /// The kinds of conditions.
    union Condition in "" {
        resCompareProps: "SComparePropsRestriction" part(&SComparePropsRestriction::SHAPE);
        resAnd: "SAndRestriction" part(&SAndRestriction::SHAPE);
        resOr: "SOrRestriction" part(&SOrRestriction::SHAPE);
        resNot: "SNotRestriction" part(&SNotRestriction::SHAPE);
        resContent: "SContentRestriction" part(&SContentRestriction::SHAPE);
        resProperty: "SPropertyRestriction" part(&SPropertyRestriction::SHAPE);
        resBitMask: "SBitMaskRestriction" part(&SBitMaskRestriction::SHAPE);
        resSize: "SSizeRestriction" part(&SSizeRestriction::SHAPE);
        resExist: "SExistRestriction" part(&SExistRestriction::SHAPE);
        resSub: "SSubRestriction" part(&SSubRestriction::SHAPE);
        resComment: "SCommentRestriction" part(&SCommentRestriction::SHAPE);
    }
    /// A condition on rows.
    structure SRestriction in "mapidefs.h" {
        rt: "ULONG" Long;
        res: "Condition" part(&Condition::SHAPE);
    }
}
