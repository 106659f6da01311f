//! Property types and property tags (contract 11.3 to 11.5).

use crate::PropTag;

macro_rules! types {
    ($($(#[$doc:meta])* $name:ident = $value:literal;)*) => {
        $(
            #[doc = concat!("`", stringify!($name), "`.")]
            $(#[$doc])*
            pub const $name: u16 = $value;
        )*

        /// Every name of every property type; the first name of a value is the one that is printed.
        pub static TYPES: &[(&str, u16)] = &[$((stringify!($name), $name)),*];
    };
}

macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $value:literal;)*) => {
        $(
            #[doc = concat!("`", stringify!($name), "`.")]
            $(#[$doc])*
            pub const $name: PropTag = PropTag($value);
        )*

        /// Every name of every tag; the first name of a value is the one that is printed.
        pub static TAGS: &[(&str, PropTag)] = &[$((stringify!($name), $name)),*];
    };
}

types! {
    PT_UNSPECIFIED = 0x0000;
    PT_NULL = 0x0001;
    PT_I2 = 0x0002;
    PT_SHORT = 0x0002;
    PT_LONG = 0x0003;
    PT_I4 = 0x0003;
    PT_R4 = 0x0004;
    PT_DOUBLE = 0x0005;
    PT_CURRENCY = 0x0006;
    PT_APPTIME = 0x0007;
    PT_ERROR = 0x000A;
    PT_BOOLEAN = 0x000B;
    PT_OBJECT = 0x000D;
    PT_I8 = 0x0014;
    PT_STRING8 = 0x001E;
    PT_UNICODE = 0x001F;
    /// CE knows no 8-bit `TCHAR` (ABI-2).
    PT_TSTRING = 0x001F;
    PT_SYSTIME = 0x0040;
    PT_CLSID = 0x0048;
    PT_BINARY = 0x0102;
}

/// `MV_FLAG`. Added to a type, it makes the property hold many values.
pub const MV_FLAG: u16 = 0x1000;
/// `MV_INSTANCE`. Added to a type with many values, it asks a table for a row per value.
pub const MV_INSTANCE: u16 = 0x2000;

tags! {
    PR_ENTRYID = 0x0FFF_0102;
    PR_OBJECT_TYPE = 0x0FFE_0003;
    /// Not available on CE (STORE-9).
    PR_RECORD_KEY = 0x0FF9_0102;
    PR_PARENT_ENTRYID = 0x0E09_0102;
    PR_DISPLAY_NAME_W = 0x3001_001F;
    PR_DISPLAY_NAME = 0x3001_001F;
    PR_DEFAULT_STORE = 0x3400_000B;
    PR_IPM_SUBTREE_ENTRYID = 0x35E0_0102;
    PR_IPM_OUTBOX_ENTRYID = 0x35E2_0102;
    PR_IPM_WASTEBASKET_ENTRYID = 0x35E3_0102;
    PR_IPM_SENTMAIL_ENTRYID = 0x35E4_0102;
    PR_CE_IPM_DRAFTS_ENTRYID = 0x8104_0102;
    PR_CE_IPM_INBOX_ENTRYID = 0x8106_0102;
    PR_RECIPIENT_TYPE = 0x0C15_0003;
    PR_ADDRTYPE_W = 0x3002_001F;
    PR_ADDRTYPE = 0x3002_001F;
    PR_EMAIL_ADDRESS_W = 0x3003_001F;
    PR_EMAIL_ADDRESS = 0x3003_001F;
    PR_MESSAGE_CLASS_W = 0x001A_001F;
    PR_MESSAGE_CLASS = 0x001A_001F;
    PR_SUBJECT_W = 0x0037_001F;
    PR_SUBJECT = 0x0037_001F;
    PR_BODY_W = 0x1000_001F;
    PR_BODY = 0x1000_001F;
    PR_MESSAGE_FLAGS = 0x0E07_0003;
    PR_MSG_STATUS = 0x0E17_0003;
    PR_MESSAGE_DELIVERY_TIME = 0x0E06_0040;
    PR_CLIENT_SUBMIT_TIME = 0x0039_0040;
    PR_SENDER_NAME_W = 0x0C1A_001F;
    PR_SENDER_NAME = 0x0C1A_001F;
    PR_SENDER_EMAIL_ADDRESS_W = 0x0C1F_001F;
    PR_SENDER_EMAIL_ADDRESS = 0x0C1F_001F;
    PR_ATTACH_DATA_BIN = 0x3701_0102;
    PR_ATTACH_FILENAME_W = 0x3704_001F;
    PR_ATTACH_FILENAME = 0x3704_001F;
    PR_ATTACH_METHOD = 0x3705_0003;
    PR_ATTACH_SIZE = 0x0E20_0003;
    PR_ATTACH_NUM = 0x0E21_0003;
    /// Reserves a place in a list of columns (TABLE-4).
    PR_NULL = 0x0000_0001;

    PR_CE_IMAP_UID = 0x8100_0003;
    PR_CE_XPRT_MSG_STATUS = 0x8102_0003;
    /// 8-bit text, held as binary.
    PR_CE_MIME_TEXT = 0x8103_0102;
    /// Missing in the headers of Windows Mobile 2003.
    PR_CE_IPM_SEARCH_ENTRYID = 0x8105_0102;
    /// CE only, though the name does not say so.
    PR_CONTENT_LENGTH_EX = 0x8108_0003;
    PR_CE_XPRT_MESSAGE_FLAGS = 0x810B_0003;
    PR_CE_ITEM_GENERATION = 0x810C_0003;
    /// Only for `QueryRows`.
    PR_CE_ITEM_INDEX = 0x810D_0003;
    /// All x-headers in one wide string.
    PR_CE_XHEADERS = 0x8110_001F;
    /// CE only, though the name does not say so.
    PR_MESSAGE_SIZE_EX = 0x8111_0003;
    PR_CE_NO_NOTIFICATION = 0x8112_000B;
    /// A GUID that names the store.
    PR_CE_UNIQUE_STORE_ID = 0x8113_0048;
    PR_CE_EMS_HEADER_DATA = 0x8114_0102;
    PR_CE_HIDE_FROM_TODAY_PAGE = 0x8115_000B;
    PR_CE_IS_SEARCH_FOLDER = 0x8116_000B;
    PR_CE_TRANSPORT_NAME = 0x8117_001F;
    /// The `CE_CONTEXT_` flags.
    PR_CE_CONTEXT_FLAGS = 0x8118_0003;
    PR_CE_SIGNATURE = 0x8119_001F;
    PR_CE_USE_SIGNATURE = 0x811A_000B;
    PR_CE_USE_SIGNATURE_REPLY_FORWARD = 0x811B_000B;
    PR_CE_DOMAIN = 0x811F_001F;
    /// In minutes.
    PR_CE_CHECK_INTERVAL = 0x8120_0003;
    PR_CE_FETCH_SIZE = 0x8121_0003;
    /// Missing in the headers of Windows Mobile 2003.
    PR_CE_ATTACH_FETCH_SIZE = 0x8122_0003;
    /// In days.
    PR_CE_AGE_FILTER = 0x8123_0003;
    PR_CE_SMTP_AUTHENTICATION = 0x8124_000B;
    PR_CE_INCOMING_SERVER = 0x8125_001F;
    PR_CE_OUTGOING_SERVER = 0x8126_001F;
    PR_CE_CONNECTION_GUID = 0x8127_0048;
    PR_CE_REQUIRE_SSL = 0x8128_000B;
    PR_CE_SMTPALT_ACCOUNT = 0x8129_001F;
    PR_CE_SMTPALT_DOMAIN = 0x812A_001F;
    PR_CE_SMTPALT_ENABLED = 0x812B_000B;
    PR_CE_SMTPALT_SSL = 0x812C_000B;
    PR_CE_SMS_CALLBACK = 0x812D_001F;
    PR_CE_PREFERRED_DOWNLOAD_FORMAT = 0x812E_0003;
    PR_CE_PENDING_BODY_FORMAT = 0x812F_0003;
    PR_CE_NATIVE_MESSAGE_FORMAT = 0x8130_0003;
    PR_CE_SMS_RAW_HEADER = 0x8131_0102;
    PR_CE_SMS_RAW_BODY = 0x8132_0102;
    PR_CE_FETCH_BODY_FAILURE = 0x8133_0003;
    PR_CE_FETCH_ATTACHMENT_FAILURE = 0x8134_0102;
    PR_CE_SYNC_ON_SEND = 0x8135_000B;
    PR_CE_SUPPRESS_FETCH = 0x8136_0003;
    PR_CE_SYNC_MANUALLY_WHEN_ROAMING = 0x8137_0003;

    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_CREATION_TIME = 0x3007_0040;
    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_LAST_MODIFICATION_TIME = 0x3008_0040;
    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_CONTENT_COUNT = 0x3602_0003;
    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_CONTENT_UNREAD = 0x3603_0003;
    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_SUBFOLDERS = 0x360A_000B;
    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_FOLDER_TYPE = 0x3601_0003;
    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_MESSAGE_SIZE = 0x0E08_0003;
    /// Named by the contract (TABLE-7), its number from the public header H:MAPITags.h.
    PR_CONTENT_LENGTH = 0x0009_0003;
    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_HASATTACH = 0x0E1B_000B;
    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_IMPORTANCE = 0x0017_0003;
    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_PRIORITY = 0x0026_0003;
    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_ROWID = 0x3000_0003;
    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_COMMENT_W = 0x3004_001F;
    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_COMMENT = 0x3004_001F;
    /// Not from the contract's table but the public header H:MAPITags.h.
    PR_INSTANCE_KEY = 0x0FF6_0102;
}

/// The names that the values of a property have.
#[must_use]
pub fn value_group(tag: PropTag) -> Option<&'static super::Group> {
    Some(match tag {
        PR_OBJECT_TYPE => &super::OBJECT_TYPE,
        PR_RECIPIENT_TYPE => &super::RECIPIENT_TYPE,
        PR_MESSAGE_FLAGS => &super::MESSAGE_FLAGS,
        PR_MSG_STATUS => &super::MESSAGE_STATUS,
        PR_ATTACH_METHOD => &super::ATTACH_METHOD,
        PR_FOLDER_TYPE => &super::FOLDER_TYPE,
        PR_CE_CONTEXT_FLAGS => &super::CONTEXT,
        _ => return None,
    })
}
