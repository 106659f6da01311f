//! Result codes (contract 11.1).

#![expect(non_upper_case_globals, reason = "constants keep the header's names")]

use crate::HResult;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $value:literal;)*) => {
        $(
            #[doc = concat!("`", stringify!($name), "`.")]
            $(#[$doc])*
            pub const $name: HResult = HResult($value);
        )*

        /// Every name of every code; the first name of a value is the one that is printed.
        pub static CODES: &[(&str, HResult)] = &[$((stringify!($name), $name)),*];
    };
}

codes! {
    S_OK = 0x0000_0000;
    /// Another name of `S_OK`.
    SUCCESS_SUCCESS = 0x0000_0000;
    /// Another name of `S_OK`.
    hrSuccess = 0x0000_0000;
    S_FALSE = 0x0000_0001;
    E_NOTIMPL = 0x8000_4001;
    E_POINTER = 0x8000_4003;
    E_NOINTERFACE = 0x8000_4002;
    /// MAPI's name of `E_NOINTERFACE`.
    MAPI_E_INTERFACE_NOT_SUPPORTED = 0x8000_4002;
    E_ABORT = 0x8000_4004;
    E_FAIL = 0x8000_4005;
    /// MAPI's name of `E_FAIL`.
    MAPI_E_CALL_FAILED = 0x8000_4005;
    E_UNEXPECTED = 0x8000_FFFF;
    E_ACCESSDENIED = 0x8007_0005;
    /// MAPI's name of `E_ACCESSDENIED`.
    MAPI_E_NO_ACCESS = 0x8007_0005;
    E_HANDLE = 0x8007_0006;
    E_OUTOFMEMORY = 0x8007_000E;
    /// MAPI's name of `E_OUTOFMEMORY` (DIFF-18).
    MAPI_E_NOT_ENOUGH_MEMORY = 0x8007_000E;
    E_INVALIDARG = 0x8007_0057;
    /// MAPI's name of `E_INVALIDARG`.
    MAPI_E_INVALID_PARAMETER = 0x8007_0057;
    /// COM is not initialised on this thread.
    CO_E_NOTINITIALIZED = 0x8004_01F0;
    /// COM is already initialised on this thread in the other model.
    RPC_E_CHANGED_MODE = 0x8001_0106;
    /// An object of one apartment was called in another.
    RPC_E_WRONG_THREAD = 0x8001_010E;
    MAPI_E_NO_SUPPORT = 0x8004_0102;
    MAPI_E_BAD_CHARWIDTH = 0x8004_0103;
    MAPI_E_STRING_TOO_LONG = 0x8004_0105;
    MAPI_E_UNKNOWN_FLAGS = 0x8004_0106;
    MAPI_E_INVALID_ENTRYID = 0x8004_0107;
    MAPI_E_INVALID_OBJECT = 0x8004_0108;
    MAPI_E_OBJECT_CHANGED = 0x8004_0109;
    MAPI_E_OBJECT_DELETED = 0x8004_010A;
    MAPI_E_BUSY = 0x8004_010B;
    MAPI_E_NOT_ENOUGH_DISK = 0x8004_010D;
    MAPI_E_NOT_ENOUGH_RESOURCES = 0x8004_010E;
    MAPI_E_NOT_FOUND = 0x8004_010F;
    MAPI_E_VERSION = 0x8004_0110;
    MAPI_E_LOGON_FAILED = 0x8004_0111;
    MAPI_E_SESSION_LIMIT = 0x8004_0112;
    MAPI_E_USER_CANCEL = 0x8004_0113;
    MAPI_E_UNABLE_TO_ABORT = 0x8004_0114;
    MAPI_E_NETWORK_ERROR = 0x8004_0115;
    MAPI_E_DISK_ERROR = 0x8004_0116;
    MAPI_E_TOO_COMPLEX = 0x8004_0117;
    MAPI_E_BAD_COLUMN = 0x8004_0118;
    MAPI_E_EXTENDED_ERROR = 0x8004_0119;
    /// The property is computed and cannot be set.
    MAPI_E_COMPUTED = 0x8004_011A;
    MAPI_E_CORRUPT_DATA = 0x8004_011B;
    MAPI_E_UNCONFIGURED = 0x8004_011C;
    MAPI_E_FAILONEPROVIDER = 0x8004_011D;
    MAPI_E_UNKNOWN_CPID = 0x8004_011E;
    MAPI_E_UNKNOWN_LCID = 0x8004_011F;
    MAPI_E_PASSWORD_CHANGE_REQUIRED = 0x8004_0120;
    MAPI_E_PASSWORD_EXPIRED = 0x8004_0121;
    MAPI_E_INVALID_WORKSTATION_ACCOUNT = 0x8004_0122;
    MAPI_E_INVALID_ACCESS_TIME = 0x8004_0123;
    MAPI_E_ACCOUNT_DISABLED = 0x8004_0124;
    MAPI_E_END_OF_SESSION = 0x8004_0200;
    MAPI_E_UNKNOWN_ENTRYID = 0x8004_0201;
    MAPI_E_MISSING_REQUIRED_COLUMN = 0x8004_0202;
    MAPI_W_NO_SERVICE = 0x0004_0203;
    MAPI_E_BAD_VALUE = 0x8004_0301;
    MAPI_E_INVALID_TYPE = 0x8004_0302;
    MAPI_E_TYPE_NO_SUPPORT = 0x8004_0303;
    MAPI_E_UNEXPECTED_TYPE = 0x8004_0304;
    MAPI_E_TOO_BIG = 0x8004_0305;
    MAPI_E_DECLINE_COPY = 0x8004_0306;
    MAPI_E_UNEXPECTED_ID = 0x8004_0307;
    /// Success, but some properties could not be fetched (PROP-4).
    MAPI_W_ERRORS_RETURNED = 0x0004_0380;
    MAPI_E_UNABLE_TO_COMPLETE = 0x8004_0400;
    MAPI_E_TIMEOUT = 0x8004_0401;
    MAPI_E_TABLE_EMPTY = 0x8004_0402;
    MAPI_E_TABLE_TOO_BIG = 0x8004_0403;
    MAPI_E_INVALID_BOOKMARK = 0x8004_0405;
    MAPI_W_POSITION_CHANGED = 0x0004_0481;
    MAPI_W_APPROX_COUNT = 0x0004_0482;
    MAPI_E_WAIT = 0x8004_0500;
    MAPI_E_CANCEL = 0x8004_0501;
    MAPI_E_NOT_ME = 0x8004_0502;
    MAPI_W_CANCEL_MESSAGE = 0x0004_0580;
    MAPI_E_CORRUPT_STORE = 0x8004_0600;
    MAPI_E_NOT_IN_QUEUE = 0x8004_0601;
    MAPI_E_NO_SUPPRESS = 0x8004_0602;
    MAPI_E_COLLISION = 0x8004_0604;
    /// The subsystem is not initialised; no CE page lists it (LOGON-5).
    MAPI_E_NOT_INITIALIZED = 0x8004_0605;
    MAPI_E_NON_STANDARD = 0x8004_0606;
    MAPI_E_NO_RECIPIENTS = 0x8004_0607;
    MAPI_E_SUBMITTED = 0x8004_0608;
    MAPI_E_HAS_FOLDERS = 0x8004_0609;
    MAPI_E_HAS_MESSAGES = 0x8004_060A;
    MAPI_E_FOLDER_CYCLE = 0x8004_060B;
    /// Success, but not for every item.
    MAPI_W_PARTIAL_COMPLETION = 0x0004_0680;
    MAPI_E_AMBIGUOUS_RECIP = 0x8004_0700;
    /// CE only; in the header form, where the page prints 0x901 (DIFF-5).
    CEMAPI_E_PLAINTEXT_NOTSUPPORTED = 0x8004_0901;
    /// CE only; in the header form, where the page prints 0x902 (DIFF-5).
    CEMAPI_E_PROTOCOL_ERROR = 0x8004_0902;
    /// CE only; in the header form, where the page prints 0x903 (DIFF-5).
    CEMAPI_E_NO_ACCOUNT_INFO = 0x8004_0903;
    /// CE only; in the header form, where the page prints 0x904 (DIFF-5).
    CEMAPI_E_NEED_TO_CONNECT = 0x8004_0904;
    /// CE only; in the header form, where the page prints 0x905 (DIFF-5).
    CEMAPI_E_MUST_SYNC_ONCE = 0x8004_0905;
    /// CE only; in the header form, where the page prints 0x906 (DIFF-5).
    CEMAPI_E_STORE_UNAVAILABLE = 0x8004_0906;
}
