//! Flags and enumerated values (contract 11.2), and the groups in which parameters use them.

#![expect(non_upper_case_globals, reason = "constants keep the header's names")]

use crate::registry::Group;

macro_rules! constants {
    ($($(#[$doc:meta])* $name:ident = $value:literal;)*) => {
        $(
            #[doc = concat!("`", stringify!($name), "`.")]
            $(#[$doc])*
            pub const $name: u32 = $value;
        )*

        /// Every flag and enumerated value by name.
        pub static CONSTANTS: &[(&str, u32)] = &[$((stringify!($name), $name)),*];
    };
}

/// Groups by name: those of `bits` combine, those of `values` exclude one another.
macro_rules! groups {
    ($($(#[$doc:meta])* $kind:ident $group:ident: $($name:ident),+;)*) => { $(
        $(#[$doc])*
        pub static $group: Group = Group {
            bits: groups!(@$kind),
            names: &[$((stringify!($name), $name)),+],
        };
    )* };
    (@bits) => { true };
    (@values) => { false };
}

constants! {
    /// The only value for `MAPIINIT_0.ulVersion`.
    MAPI_INIT_VERSION = 0;
    MAPI_MULTITHREAD_NOTIFICATIONS = 0x1;
    /// Of the desktop's extension header.
    MAPI_NO_COINIT = 0x8;
    /// Of both `MAPIInitialize` and `MAPILogonEx`.
    MAPI_NT_SERVICE = 0x1_0000;

    MAPI_LOGON_UI = 0x1;
    MAPI_NEW_SESSION = 0x2;
    MAPI_APP_PROFILE = 0x4;
    MAPI_ALLOW_OTHERS = 0x8;
    MAPI_EXPLICIT_PROFILE = 0x10;
    MAPI_EXTENDED = 0x20;
    MAPI_USE_DEFAULT = 0x40;
    MAPI_FORCE_DOWNLOAD = 0x1000;
    MAPI_SERVICE_UI_ALWAYS = 0x2000;
    MAPI_NO_MAIL = 0x8000;
    MAPI_PASSWORD_UI = 0x2_0000;
    MAPI_TIMEOUT_SHORT = 0x10_0000;
    /// Of the desktop's extension header.
    MAPI_BG_SESSION = 0x20_0000;
    /// Strings are wide. Many methods take it.
    MAPI_UNICODE = 0x8000_0000;
    /// `MAPI_LOGON_UI`, `MAPI_FORCE_DOWNLOAD` and `MAPI_ALLOW_OTHERS`.
    MAPI_SIMPLE_DEFAULT = 0x1009;
    /// `MAPI_NEW_SESSION`, `MAPI_FORCE_DOWNLOAD` and `MAPI_EXPLICIT_PROFILE`.
    MAPI_SIMPLE_EXPLICIT = 0x1012;

    MAPI_LOGOFF_SHARED = 0x1;
    MAPI_LOGOFF_UI = 0x2;

    MAPI_MODIFY = 0x1;
    MAPI_CREATE = 0x2;
    MAPI_DEFERRED_ERRORS = 0x8;
    MAPI_BEST_ACCESS = 0x10;
    MAPI_ASSOCIATED = 0x40;

    MDB_NO_DIALOG = 0x1;
    MDB_WRITE = 0x4;
    MDB_TEMPORARY = 0x20;
    MDB_NO_MAIL = 0x80;
    /// Of the desktop's extension header.
    MDB_ONLINE = 0x100;

    KEEP_OPEN_READONLY = 0x1;
    KEEP_OPEN_READWRITE = 0x2;
    FORCE_SAVE = 0x4;

    MAPI_ORIG = 0;
    MAPI_TO = 1;
    MAPI_CC = 2;
    MAPI_BCC = 3;
    /// On CE it replaces the whole list (MSG-2).
    MODRECIP_ADD = 0x2;
    MODRECIP_MODIFY = 0x4;
    MODRECIP_REMOVE = 0x8;

    /// CE only moves messages (FOLDER-5).
    MESSAGE_MOVE = 0x1;
    MESSAGE_DIALOG = 0x2;
    FOLDER_MOVE = 0x1;
    COPY_SUBFOLDERS = 0x10;
    OPEN_IF_EXISTS = 0x1;
    DEL_MESSAGES = 0x1;
    DEL_FOLDERS = 0x4;
    DEL_ASSOCIATED = 0x8;
    CONVENIENT_DEPTH = 0x1;
    FOLDER_ROOT = 0;
    FOLDER_GENERIC = 1;
    FOLDER_SEARCH = 2;

    MSGFLAG_READ = 0x1;
    MSGFLAG_UNMODIFIED = 0x2;
    MSGFLAG_SUBMIT = 0x4;
    MSGFLAG_UNSENT = 0x8;
    MSGFLAG_HASATTACH = 0x10;
    MSGFLAG_FROMME = 0x20;
    MSGFLAG_ASSOCIATED = 0x40;
    MSGFLAG_RESEND = 0x80;
    MSGFLAG_RN_PENDING = 0x100;
    MSGFLAG_NRN_PENDING = 0x200;

    MSGSTATUS_HIGHLIGHTED = 0x1;
    MSGSTATUS_TAGGED = 0x2;
    MSGSTATUS_HIDDEN = 0x4;
    MSGSTATUS_DELMARKED = 0x8;
    MSGSTATUS_REMOTE_DOWNLOAD = 0x1000;
    MSGSTATUS_REMOTE_DELETE = 0x2000;
    /// CE only, as are those that follow.
    MSGSTATUS_HEADERONLY = 0x1_0000;
    MSGSTATUS_RECTYPE_SMTP = 0x2_0000;
    /// Of incoming status messages; the same bit as `MSGSTATUS_RECTYPE_SMTP`.
    MSGSTATUS_SMSSTATUS_SUCCESS = 0x2_0000;
    MSGSTATUS_RECTYPE_SMS = 0x4_0000;
    /// Both kinds of recipient.
    MSGSTATUS_RECTYPE_ALLTYPES = 0x6_0000;
    MSGSTATUS_PARTIAL_DOWNLOAD = 0x8_0000;
    MSGSTATUS_PARTIAL = 0x10_0000;
    MSGSTATUS_REMOTE_DOWNLOAD_ATTACH = 0x20_0000;
    MSGSTATUS_REMOTE_DOWNLOAD_HEADER = 0x40_0000;
    MSGSTATUS_HAS_TNEF = 0x80_0000;
    MSGSTATUS_REMOTE_DOWNLOAD_TNEF = 0x100_0000;
    MSGSTATUS_GHOSTED_ATTACH = 0x200_0000;
    MSGSTATUS_PENDING_ATTACHMENTS = 0x400_0000;
    MSGSTATUS_HAS_PR_CE_MIME_TEXT = 0x800_0000;
    MSGSTATUS_HAS_PR_BODY = 0x1000_0000;
    MSGSTATUS_HAS_SMIME = 0x2000_0000;
    MSGSTATUS_HAS_CRYPT_MIME = 0x4000_0000;
    MSGSTATUS_HAS_BODY_HTML = 0x8000_0000;

    /// Never sent on CE (ADVISE-10).
    fnevCriticalError = 0x1;
    fnevNewMail = 0x2;
    fnevObjectCreated = 0x4;
    fnevObjectDeleted = 0x8;
    fnevObjectModified = 0x10;
    fnevObjectMoved = 0x20;
    fnevObjectCopied = 0x40;
    fnevSearchComplete = 0x80;
    fnevTableModified = 0x100;
    fnevStatusObjectModified = 0x200;
    fnevReservedForMapi = 0x4000_0000;
    fnevExtended = 0x8000_0000;

    TABLE_CHANGED = 1;
    TABLE_ERROR = 2;
    TABLE_ROW_ADDED = 3;
    TABLE_ROW_DELETED = 4;
    TABLE_ROW_MODIFIED = 5;
    TABLE_SORT_DONE = 6;
    TABLE_RESTRICT_DONE = 7;
    TABLE_SETCOL_DONE = 8;
    TABLE_RELOAD = 9;

    BOOKMARK_BEGINNING = 0;
    BOOKMARK_CURRENT = 1;
    BOOKMARK_END = 2;
    TBL_NOADVANCE = 0x1;
    TBL_ASYNC = 0x1;
    /// Another name of `TBL_ASYNC`.
    TBL_NOWAIT = 0x1;
    TBL_BATCH = 0x2;
    TBL_ALL_COLUMNS = 0x1;
    TABLE_SORT_ASCEND = 0;
    TABLE_SORT_DESCEND = 1;
    TABLE_SORT_COMBINE = 2;

    RES_AND = 0x0;
    RES_OR = 0x1;
    RES_NOT = 0x2;
    RES_CONTENT = 0x3;
    RES_PROPERTY = 0x4;
    RES_COMPAREPROPS = 0x5;
    RES_BITMASK = 0x6;
    RES_SIZE = 0x7;
    RES_EXIST = 0x8;
    RES_SUBRESTRICTION = 0x9;
    RES_COMMENT = 0xA;
    RELOP_LT = 0;
    RELOP_LE = 1;
    RELOP_GT = 2;
    RELOP_GE = 3;
    RELOP_EQ = 4;
    RELOP_NE = 5;
    /// Like, as a regular expression.
    RELOP_RE = 6;
    BMR_EQZ = 0;
    BMR_NEZ = 1;
    FL_FULLSTRING = 0x0;
    FL_SUBSTRING = 0x1;
    FL_PREFIX = 0x2;
    FL_IGNORECASE = 0x1_0000;
    FL_IGNORENONSPACE = 0x2_0000;
    FL_LOOSE = 0x4_0000;

    MAPI_STORE = 0x1;
    MAPI_ADDRBOOK = 0x2;
    MAPI_FOLDER = 0x3;
    MAPI_ABCONT = 0x4;
    MAPI_MESSAGE = 0x5;
    MAPI_MAILUSER = 0x6;
    MAPI_ATTACH = 0x7;
    MAPI_DISTLIST = 0x8;
    MAPI_PROFSECT = 0x9;
    MAPI_STATUS = 0xA;
    MAPI_SESSION = 0xB;
    MAPI_FORMINFO = 0xC;

    /// Not from the contract's tables but the public header H:MAPIDefS.h, as are the two that
    /// follow.
    MNID_ID = 0;
    MNID_STRING = 1;
    /// How many elements the array at the end of a structure is declared with.
    MAPI_DIM = 1;

    MAPI_SHORTTERM = 0x80;
    MAPI_NOTRECIP = 0x40;
    MAPI_THISSESSION = 0x20;
    MAPI_NOW = 0x10;
    MAPI_NOTRESERVED = 0x08;

    NO_ATTACHMENT = 0;
    ATTACH_BY_VALUE = 1;
    ATTACH_BY_REFERENCE = 2;
    ATTACH_BY_REF_RESOLVE = 3;
    ATTACH_BY_REF_ONLY = 4;
    ATTACH_EMBEDDED_MSG = 5;
    ATTACH_OLE = 6;

    MCF_ACCOUNT_IS_NAME = 0x1;
    MCF_ACCOUNT_IS_TRANSPORT = 0x2;
    MCF_MAILTO_FORMAT = 0x4;
    MCF_RUN_IN_BACKGROUND = 0x8;

    CE_CONTEXT_DISABLE_REPLY = 0x1;
    CE_CONTEXT_DISABLE_FORWARD = 0x2;
    CE_CONTEXT_DISABLE_DELETE = 0x4;
    CE_CONTEXT_DISABLE_MOVE = 0x8;
    CE_CONTEXT_DISABLE_FLAG = 0x10;
    CE_CONTEXT_DISABLE_MARKREAD = 0x20;

    FOLDER_HIDE = 0x1_0000;
    FOLDER_SPECIAL = 0x2_0000;
    FOLDER_INBOX = 0x4_0000;
    FOLDER_DELETED_ITEMS = 0x8_0000;
    FOLDER_SENT_ITEMS = 0x10_0000;
    FOLDER_OUTBOX = 0x20_0000;
    FOLDER_DRAFTS = 0x40_0000;
    FOLDER_IPM = 0x80_0000;

    MESSAGEFIELDS_FLAGS_DELETEONCLOSE = 0x1;
    MESSAGEFIELDS_FLAGS_SMSSERVICE = 0x2;
    DELACTION_IMMEDIATELY = 0;
    DELACTION_MANUALLY = 1;

    SHUTDOWNFLAG_LOSTCONNECTION = 0x1;

    MRC_ACCESS_NONE = 0;
    MRC_ACCESS_READ_ONLY = 1;
    MRC_ACCESS_WRITE = 2;
    MRC_NOT_HANDLED = 0;
    /// Handled, and other rule clients may still see the message.
    MRC_HANDLED_CONTINUE = 1;
    /// Handled, and no other rule client sees the message.
    MRC_HANDLED_DONTCONTINUE = 2;

    /// A limit of CE.
    g_knMaxSvcs = 8;
    /// A limit of CE.
    g_knMaxSvcLen = 32;
    /// A limit of the desktop header.
    cchProfileNameMax = 64;
    /// A limit of the desktop header.
    cchProfilePassMax = 64;

    /// A standard value of COM, not in the contract's table; as are the two that follow.
    STGM_READ = 0x0;
    STGM_WRITE = 0x1;
    STGM_READWRITE = 0x2;
    STREAM_SEEK_SET = 0x0;
    STREAM_SEEK_CUR = 0x1;
    STREAM_SEEK_END = 0x2;
}

groups! {
    /// Flags in `MAPIINIT_0.ulFlags`, ignored on CE (INIT-4).
    bits INIT: MAPI_MULTITHREAD_NOTIFICATIONS, MAPI_NO_COINIT, MAPI_NT_SERVICE;
    /// Flags of `MAPILogonEx`, ignored on CE (LOGON-2).
    bits LOGON: MAPI_LOGON_UI, MAPI_NEW_SESSION, MAPI_APP_PROFILE, MAPI_ALLOW_OTHERS,
        MAPI_EXPLICIT_PROFILE, MAPI_EXTENDED, MAPI_USE_DEFAULT, MAPI_FORCE_DOWNLOAD,
        MAPI_SERVICE_UI_ALWAYS, MAPI_NO_MAIL, MAPI_NT_SERVICE, MAPI_PASSWORD_UI,
        MAPI_TIMEOUT_SHORT, MAPI_BG_SESSION, MAPI_UNICODE;
    /// Flags of `IMAPISession::Logoff`, ignored on CE.
    bits LOGOFF: MAPI_LOGOFF_SHARED, MAPI_LOGOFF_UI;
    /// Flags of methods that open an object or a property.
    bits OPEN: MAPI_MODIFY, MAPI_CREATE, MAPI_DEFERRED_ERRORS, MAPI_BEST_ACCESS,
        MAPI_ASSOCIATED, MAPI_UNICODE;
    /// Flags of `IMAPISession::OpenMsgStore`, ignored on CE (OPENSTORE-1).
    bits OPEN_STORE: MDB_NO_DIALOG, MDB_WRITE, MAPI_DEFERRED_ERRORS, MAPI_BEST_ACCESS,
        MDB_TEMPORARY, MDB_NO_MAIL, MDB_ONLINE;
    /// The flag of methods that only choose the width of strings.
    bits UNICODE: MAPI_UNICODE;
    /// Flags of `IMAPIProp::SaveChanges`, which CE does not support.
    bits SAVE: KEEP_OPEN_READONLY, KEEP_OPEN_READWRITE, FORCE_SAVE;
    /// What `PR_RECIPIENT_TYPE` holds.
    values RECIPIENT_TYPE: MAPI_ORIG, MAPI_TO, MAPI_CC, MAPI_BCC;
    /// Flags of `IMessage::ModifyRecipients`.
    bits MODIFY_RECIPIENTS: MODRECIP_ADD, MODRECIP_MODIFY, MODRECIP_REMOVE;
    /// Flags of `IMAPIFolder::CopyMessages`.
    bits COPY: MESSAGE_MOVE, MESSAGE_DIALOG;
    /// Flags of `IMAPIFolder::CopyFolder`.
    bits COPY_FOLDER: FOLDER_MOVE, COPY_SUBFOLDERS;
    /// Flags of `IMAPIFolder::CreateFolder`.
    bits CREATE_FOLDER: OPEN_IF_EXISTS;
    /// Flags of `IMAPIFolder::DeleteFolder` and `IMAPIFolder::EmptyFolder`.
    bits DELETE_FOLDER: DEL_MESSAGES, DEL_FOLDERS, DEL_ASSOCIATED;
    /// Flags of `IMAPIContainer::GetHierarchyTable`.
    bits HIERARCHY: CONVENIENT_DEPTH;
    /// The kind of folder that `IMAPIFolder::CreateFolder` makes; what `PR_FOLDER_TYPE` holds.
    values FOLDER_TYPE: FOLDER_ROOT, FOLDER_GENERIC, FOLDER_SEARCH;
    /// What `PR_MESSAGE_FLAGS` holds.
    bits MESSAGE_FLAGS: MSGFLAG_READ, MSGFLAG_UNMODIFIED, MSGFLAG_SUBMIT, MSGFLAG_UNSENT,
        MSGFLAG_HASATTACH, MSGFLAG_FROMME, MSGFLAG_ASSOCIATED, MSGFLAG_RESEND,
        MSGFLAG_RN_PENDING, MSGFLAG_NRN_PENDING;
    /// What `PR_MSG_STATUS` holds.
    bits MESSAGE_STATUS: MSGSTATUS_HIGHLIGHTED, MSGSTATUS_TAGGED, MSGSTATUS_HIDDEN,
        MSGSTATUS_DELMARKED, MSGSTATUS_REMOTE_DOWNLOAD, MSGSTATUS_REMOTE_DELETE,
        MSGSTATUS_HEADERONLY, MSGSTATUS_RECTYPE_SMTP, MSGSTATUS_SMSSTATUS_SUCCESS,
        MSGSTATUS_RECTYPE_SMS, MSGSTATUS_PARTIAL_DOWNLOAD, MSGSTATUS_PARTIAL,
        MSGSTATUS_REMOTE_DOWNLOAD_ATTACH, MSGSTATUS_REMOTE_DOWNLOAD_HEADER, MSGSTATUS_HAS_TNEF,
        MSGSTATUS_REMOTE_DOWNLOAD_TNEF, MSGSTATUS_GHOSTED_ATTACH, MSGSTATUS_PENDING_ATTACHMENTS,
        MSGSTATUS_HAS_PR_CE_MIME_TEXT, MSGSTATUS_HAS_PR_BODY, MSGSTATUS_HAS_SMIME,
        MSGSTATUS_HAS_CRYPT_MIME, MSGSTATUS_HAS_BODY_HTML;
    /// Events: the mask of `Advise` and the type of a notification. CE registers only the five
    /// of objects (ADVISE-4).
    bits EVENTS: fnevCriticalError, fnevNewMail, fnevObjectCreated, fnevObjectDeleted,
        fnevObjectModified, fnevObjectMoved, fnevObjectCopied, fnevSearchComplete,
        fnevTableModified, fnevStatusObjectModified, fnevReservedForMapi, fnevExtended;
    /// What happened to a table: `TABLE_NOTIFICATION.ulTableEvent`.
    values TABLE_EVENT: TABLE_CHANGED, TABLE_ERROR, TABLE_ROW_ADDED, TABLE_ROW_DELETED,
        TABLE_ROW_MODIFIED, TABLE_SORT_DONE, TABLE_RESTRICT_DONE, TABLE_SETCOL_DONE,
        TABLE_RELOAD;
    /// Origins of a stream's `Seek`.
    values SEEK_ORIGIN: STREAM_SEEK_SET, STREAM_SEEK_CUR, STREAM_SEEK_END;
    /// Positions in a table. `IMAPITable::CreateBookmark`, which CE does not support, makes more.
    values BOOKMARK: BOOKMARK_BEGINNING, BOOKMARK_CURRENT, BOOKMARK_END;
    /// Flags of `IMAPITable::QueryRows`; CE wants 0 (TABLE-2).
    bits QUERY_ROWS: TBL_NOADVANCE;
    /// Flags of the methods that set up a table; CE wants 0 (TABLE-4).
    bits TABLE: TBL_ASYNC, TBL_NOWAIT, TBL_BATCH;
    /// Flags of `IMAPITable::QueryColumns`, which CE does not support.
    bits QUERY_COLUMNS: TBL_ALL_COLUMNS;
    /// The order of one sort key: `SSortOrder.ulOrder`.
    values SORT_ORDER: TABLE_SORT_ASCEND, TABLE_SORT_DESCEND, TABLE_SORT_COMBINE;
    /// The kind of a restriction: `SRestriction.rt`.
    values RESTRICTION_TYPE: RES_AND, RES_OR, RES_NOT, RES_CONTENT, RES_PROPERTY,
        RES_COMPAREPROPS, RES_BITMASK, RES_SIZE, RES_EXIST, RES_SUBRESTRICTION, RES_COMMENT;
    /// How a restriction compares.
    values RELOP: RELOP_LT, RELOP_LE, RELOP_GT, RELOP_GE, RELOP_EQ, RELOP_NE, RELOP_RE;
    /// Whether a restriction wants the masked bits clear or set.
    values BITMASK: BMR_EQZ, BMR_NEZ;
    /// How strictly a restriction compares strings.
    bits FUZZY: FL_FULLSTRING, FL_SUBSTRING, FL_PREFIX, FL_IGNORECASE, FL_IGNORENONSPACE,
        FL_LOOSE;
    /// The kind of an object: `*lpulObjType`, `PR_OBJECT_TYPE`, `OBJECT_NOTIFICATION.ulObjType`.
    values OBJECT_TYPE: MAPI_STORE, MAPI_ADDRBOOK, MAPI_FOLDER, MAPI_ABCONT, MAPI_MESSAGE,
        MAPI_MAILUSER, MAPI_ATTACH, MAPI_DISTLIST, MAPI_PROFSECT, MAPI_STATUS, MAPI_SESSION,
        MAPI_FORMINFO;
    /// The first byte of an entry id: `ENTRYID.abFlags[0]`.
    bits ENTRY_ID: MAPI_SHORTTERM, MAPI_NOTRECIP, MAPI_THISSESSION, MAPI_NOW, MAPI_NOTRESERVED;
    /// What `PR_ATTACH_METHOD` holds.
    values ATTACH_METHOD: NO_ATTACHMENT, ATTACH_BY_VALUE, ATTACH_BY_REFERENCE,
        ATTACH_BY_REF_RESOLVE, ATTACH_BY_REF_ONLY, ATTACH_EMBEDDED_MSG, ATTACH_OLE;
    /// Flags of `MAILCOMPOSEFIELDS` and `MailSwitchToAccount` (CE only).
    bits COMPOSE: MCF_ACCOUNT_IS_NAME, MCF_ACCOUNT_IS_TRANSPORT, MCF_MAILTO_FORMAT,
        MCF_RUN_IN_BACKGROUND;
    /// What `PR_CE_CONTEXT_FLAGS` holds: menu commands that a message disables (CE only).
    bits CONTEXT: CE_CONTEXT_DISABLE_REPLY, CE_CONTEXT_DISABLE_FORWARD,
        CE_CONTEXT_DISABLE_DELETE, CE_CONTEXT_DISABLE_MOVE, CE_CONTEXT_DISABLE_FLAG,
        CE_CONTEXT_DISABLE_MARKREAD;
    /// Attributes of a folder: `FOLDERNODE.ffFlags` (CE only).
    bits FOLDER_ATTRIBUTES: FOLDER_HIDE, FOLDER_SPECIAL, FOLDER_INBOX, FOLDER_DELETED_ITEMS,
        FOLDER_SENT_ITEMS, FOLDER_OUTBOX, FOLDER_DRAFTS, FOLDER_IPM;
    /// Flags of `MESSAGEFIELDS` (CE only).
    bits MESSAGE_FIELDS: MESSAGEFIELDS_FLAGS_DELETEONCLOSE, MESSAGEFIELDS_FLAGS_SMSSERVICE;
    /// When deleted messages go (CE only).
    values DELETE_ACTION: DELACTION_IMMEDIATELY, DELACTION_MANUALLY;
    /// Why the messaging subsystem shuts down (CE only).
    bits SHUTDOWN: SHUTDOWNFLAG_LOSTCONNECTION;
    /// The access that a rule client asks for: `MRCACCESS` (CE only).
    values RULE_ACCESS: MRC_ACCESS_NONE, MRC_ACCESS_READ_ONLY, MRC_ACCESS_WRITE;
    /// What a rule client did with a message: `MRCHANDLED` (CE only).
    values RULE_HANDLED: MRC_NOT_HANDLED, MRC_HANDLED_CONTINUE, MRC_HANDLED_DONTCONTINUE;
    /// The access that a stream is opened with.
    values STORAGE_MODE: STGM_READ, STGM_WRITE, STGM_READWRITE;
}
