//! Ids, properties and their values.

use super::part;
use crate::layout::{
    Extent, Field,
    Member::{Array, Bytes, Large, Long, Pair, Pointer, Short},
    Structure,
};

structures! { PROPERTY:
    /// An entry id: flags and then as many bytes as its length says.
    structure ENTRYID in "mapidefs.h" {
        abFlags: "BYTE[4]" Bytes(4);
        ab: "BYTE[MAPI_DIM]" Bytes(1);
    }
    /// An entry id of a CE store.
    structure CEENTRYID in "cemapi.h" {
        abFlags: "BYTE[4]" Bytes(4);
        Data1: "ULONG" Long;
        Data2: "ULONG" Long;
        Data3: "ULONG" Long;
    }
    /// An id of 16 bytes.
    structure MAPIUID in "mapidefs.h" {
        ab: "BYTE[16]" Bytes(16);
    }
    /// Bytes with their number.
    structure SBinary in "mapidefs.h" {
        cb: "ULONG" Long;
        lpb: "LPBYTE" Pointer;
    }
    /// Many values of `PT_I2`.
    structure SShortArray in "mapidefs.h" {
        cValues: "ULONG" Long;
        lpi: "SHORT *" Pointer;
    }
    /// Many values of `PT_LONG`.
    structure SLongArray in "mapidefs.h" {
        cValues: "ULONG" Long;
        lpl: "LONG *" Pointer;
    }
    /// Many values of `PT_R4`.
    structure SRealArray in "mapidefs.h" {
        cValues: "ULONG" Long;
        lpflt: "float *" Pointer;
    }
    /// Many values of `PT_DOUBLE`.
    structure SDoubleArray in "mapidefs.h" {
        cValues: "ULONG" Long;
        lpdbl: "double *" Pointer;
    }
    /// Many values of `PT_CURRENCY`.
    structure SCurrencyArray in "mapidefs.h" {
        cValues: "ULONG" Long;
        lpcur: "CURRENCY *" Pointer;
    }
    /// Many values of `PT_APPTIME`.
    structure SAppTimeArray in "mapidefs.h" {
        cValues: "ULONG" Long;
        lpat: "double *" Pointer;
    }
    /// Many values of `PT_SYSTIME`.
    structure SDateTimeArray in "mapidefs.h" {
        cValues: "ULONG" Long;
        lpft: "FILETIME *" Pointer;
    }
    /// Many values of `PT_BINARY`; a list of entry ids.
    structure SBinaryArray in "mapidefs.h" {
        cValues: "ULONG" Long;
        lpbin: "SBinary *" Pointer;
    }
    /// Many values of `PT_STRING8`.
    structure SLPSTRArray in "mapidefs.h" {
        cValues: "ULONG" Long;
        lppszA: "LPSTR *" Pointer;
    }
    /// Many values of `PT_UNICODE`.
    structure SWStringArray in "mapidefs.h" {
        cValues: "ULONG" Long;
        lppszW: "LPWSTR *" Pointer;
    }
    /// Many values of `PT_CLSID`.
    structure SGuidArray in "mapidefs.h" {
        cValues: "ULONG" Long;
        lpguid: "LPGUID" Pointer;
    }
    /// Many values of `PT_I8`.
    structure SLargeIntegerArray in "mapidefs.h" {
        cValues: "ULONG" Long;
        lpli: "LARGE_INTEGER *" Pointer;
    }
    /// The value of a property, of the type that its tag says.
    union _PV in "mapidefs.h" {
        i: "SHORT" Short;
        l: "LONG" Long;
        ul: "ULONG" Long;
        flt: "float" Long;
        dbl: "double" Large;
        b: "USHORT" Short;
        cur: "CURRENCY" Large;
        at: "double" Large;
        ft: "FILETIME" Pair;
        lpszA: "LPSTR" Pointer;
        bin: "SBinary" part(&SBinary::SHAPE);
        lpszW: "LPWSTR" Pointer;
        lpguid: "LPGUID" Pointer;
        li: "LARGE_INTEGER" Large;
        MVi: "SShortArray" part(&SShortArray::SHAPE);
        MVl: "SLongArray" part(&SLongArray::SHAPE);
        MVflt: "SRealArray" part(&SRealArray::SHAPE);
        MVdbl: "SDoubleArray" part(&SDoubleArray::SHAPE);
        MVcur: "SCurrencyArray" part(&SCurrencyArray::SHAPE);
        MVat: "SAppTimeArray" part(&SAppTimeArray::SHAPE);
        MVft: "SDateTimeArray" part(&SDateTimeArray::SHAPE);
        MVbin: "SBinaryArray" part(&SBinaryArray::SHAPE);
        MVszA: "SLPSTRArray" part(&SLPSTRArray::SHAPE);
        MVszW: "SWStringArray" part(&SWStringArray::SHAPE);
        MVguid: "SGuidArray" part(&SGuidArray::SHAPE);
        MVli: "SLargeIntegerArray" part(&SLargeIntegerArray::SHAPE);
        err: "SCODE" Long;
        x: "LONG" Long;
    }
    /// A property: tag and value.
    structure SPropValue in "mapidefs.h" {
        ulPropTag: "ULONG" Long;
        dwAlignPad: "ULONG" Long;
        Value: "union _PV" part(&_PV::SHAPE);
    }
    /// Property tags with their number.
    structure SPropTagArray in "mapidefs.h" {
        cValues: "ULONG" Long;
        aulPropTag: "ULONG[MAPI_DIM]" Array(&Long);
    }
    /// What went wrong with one property.
    structure SPropProblem in "mapidefs.h" {
        ulIndex: "ULONG" Long;
        ulPropTag: "ULONG" Long;
        scode: "SCODE" Long;
    }
    /// What went wrong with some properties.
    structure SPropProblemArray in "mapidefs.h" {
        cProblem: "ULONG" Long;
        aProblem: "SPropProblem[MAPI_DIM]" Array(&part(&SPropProblem::SHAPE));
    }
    /// The number or the string that names a property.
    union NameKind in "" {
        lID: "LONG" Long;
        lpwstrName: "LPWSTR" Pointer;
    }
    /// The name of a property.
    structure MAPINAMEID in "mapidefs.h" {
        lpguid: "LPGUID" Pointer;
        ulKind: "ULONG" Long;
        Kind: "NameKind" part(&NameKind::SHAPE);
    }
}
