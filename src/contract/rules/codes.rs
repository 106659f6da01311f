//! Which codes the pages list for each function and method.

use cemapi_abi::{
    HResult,
    registry::{
        E_FAIL, E_INVALIDARG, E_NOTIMPL, E_OUTOFMEMORY, E_UNEXPECTED, MAPI_E_BUSY, MAPI_E_COMPUTED,
        MAPI_E_INTERFACE_NOT_SUPPORTED, MAPI_E_INVALID_TYPE, MAPI_E_NO_ACCESS, MAPI_E_NO_SUPPORT,
        MAPI_E_NOT_FOUND, MAPI_E_UNEXPECTED_TYPE, MAPI_E_UNKNOWN_ENTRYID, MAPI_W_ERRORS_RETURNED,
        S_OK,
    },
};

use super::IMPLEMENTATION;
use crate::contract::{Broken, Moment, Rule, Signs, rule::When};

/// The four codes that nearly every page lists.
pub(super) const GENERIC: [HResult; 4] = [E_INVALIDARG, E_OUTOFMEMORY, E_UNEXPECTED, E_FAIL];

/// What every OpenEntry may return: the three share one helper (OPENENTRY-5).
const OPEN_ENTRY: &[HResult] = &[MAPI_E_NOT_FOUND, MAPI_E_UNKNOWN_ENTRYID, MAPI_E_NO_ACCESS];

/// A rule on the codes of some functions: those that their page lists beside `S_OK` and the
/// generic four.
macro_rules! codes {
    ($($clause:literal, [$($function:literal),+], $codes:expr => $check:ident;)*) => {
        pub(super) static RULES: &[Rule] = &[$(
            Rule {
                clause: $clause,
                side: IMPLEMENTATION,
                asks: concat!(
                    "Is what ",
                    $($function, " "),+,
                    "returns among the codes that its page lists?"
                ),
                when: When::Calls(&[$($function),+], Signs::FAILED, $check),
            },
        )*];

        $(
            fn $check(moment: &Moment<'_>) -> Option<Broken> {
                unlisted(moment, $codes)
            }
        )*
    };
}

codes! {
    "STORES-1", ["GetMsgStoresTable"], &[] => stores_table;
    "OPENENTRY-3", ["IMAPISession::OpenEntry"], OPEN_ENTRY => session_open_entry;
    "COMPARE-2", ["IMAPISession::CompareEntryIDs"], &[MAPI_E_UNKNOWN_ENTRYID] => compare_entry_ids;
    "ADVISE-5", ["IMAPISession::Advise"], &[] => session_advise;
    "ADVISE-8", ["IMAPISession::Unadvise"], &[] => session_unadvise;
    "CESTORE-1", ["CreateMsgStore"], &[] => create_store;
    "CESTORE-2", ["DeleteMsgStore"], &[] => delete_store;
    "STORE-5", ["IMsgStore::OpenEntry"], OPEN_ENTRY => store_open_entry;
    "STORE-6", ["IMsgStore::Advise"], &[MAPI_E_NO_SUPPORT] => store_advise;
    "STORE-7", ["IMsgStore::Unadvise"], &[] => store_unadvise;
    "PROP-6", ["SetProps"], &[
        MAPI_E_COMPUTED, MAPI_E_INVALID_TYPE, MAPI_E_NO_ACCESS, MAPI_E_UNEXPECTED_TYPE,
        MAPI_W_ERRORS_RETURNED,
    ] => set_props;
    "UTIL-4", ["HrSetOneProp"], &[
        MAPI_E_COMPUTED, MAPI_E_INVALID_TYPE, MAPI_E_NO_ACCESS, MAPI_E_UNEXPECTED_TYPE,
    ] => set_one_prop;
    "PROP-7", ["OpenProperty"], &[
        MAPI_E_INTERFACE_NOT_SUPPORTED, MAPI_E_NO_ACCESS, MAPI_E_NO_SUPPORT, MAPI_E_NOT_FOUND,
    ] => open_property;
    "TABLE-3", ["QueryRows"], &[MAPI_E_BUSY] => query_rows;
    "TABLE-4", ["SetColumns"], &[MAPI_E_BUSY, MAPI_E_NO_SUPPORT] => set_columns;
    "FOLDER-1", ["GetContentsTable"], &[MAPI_E_NO_SUPPORT] => contents_table;
    "FOLDER-2", ["IMAPIContainer::OpenEntry"], OPEN_ENTRY => container_open_entry;
    "MAIL-1", ["MailComposeMessage"], &[] => mail_compose;
    "MAIL-2", ["MailDisplayMessage"], &[] => mail_display;
    "MAIL-3", ["MailSwitchToFolder"], &[] => mail_folder;
    "MAIL-4", ["MailSwitchToAccount"], &[] => mail_account;
    "MAIL-5", ["MailSyncMessages"], &[] => mail_sync;
    "MAIL-6", ["MailLaunchNewAccountWizard"], &[] => mail_wizard;
}

/// Says so if the call returned something that is neither `S_OK`, nor one of the generic four, nor
/// one of `codes`.
pub(super) fn unlisted(moment: &Moment<'_>, codes: &[HResult]) -> Option<Broken> {
    // That a supported method is missing altogether is a matter of SESSION-4 and its like; there is
    // no such clause for functions.
    let is_method = moment.record.call.receiver().is_some();
    let missing = |code| is_method && [E_NOTIMPL, MAPI_E_NO_SUPPORT].contains(&code);
    let listed = |code: HResult| code == S_OK || GENERIC.contains(&code) || codes.contains(&code);
    let fine = match moment.result() {
        Some(code) => listed(code) || missing(code),
        // A page says nothing of a pointer that may not be NULL and is.
        None => !moment.ended() || moment.lacks_a_place(),
    };
    (moment.documented() && !fine).then(|| {
        let broken = Broken::new(format!("{} {}", moment.function(), moment.outcome()));
        moment.record.call.receiver().into_iter().fold(broken, Broken::about)
    })
}
