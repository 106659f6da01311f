//! Stores and entry ids (sections 5.3 to 5.6, 5.8 and 9.1).

use cemapi_abi::{
    Call, Output, PropTag, Text,
    registry::{
        CeSessionCall, MAPI_E_NOT_FOUND, MAPI_FOLDER, MAPI_MESSAGE, MAPI_STORE, MAPI_UNICODE,
        PR_ENTRYID, S_OK, SessionCall, StoreCall,
    },
};

use super::{CLIENT, IMPLEMENTATION, codes::unlisted};
use crate::contract::{Broken, Moment, Rule, Signs, history::is_given, rule::When};

pub(super) static RULES: &[Rule] = &[
    Rule {
        clause: "STORES-4",
        side: IMPLEMENTATION,
        asks: "Is the first column of the stores table the entry id?",
        when: When::Calls(&["QueryRows"], Signs::NONE, first_column_is_the_entry_id),
    },
    Rule {
        clause: "OPENSTORE-1",
        side: IMPLEMENTATION,
        asks: "Does OpenMsgStore ignore what it documents as ignored?",
        when: When::Calls(&["OpenMsgStore"], Signs::FAILED, open_store_ignores_its_arguments),
    },
    Rule {
        clause: "OPENSTORE-2",
        side: IMPLEMENTATION,
        asks: "Is the result of OpenMsgStore one of those that are listed?",
        when: When::Calls(&["OpenMsgStore"], Signs::FAILED, open_store_returns_a_listed_code),
    },
    Rule {
        clause: "OPENENTRY-1",
        side: IMPLEMENTATION,
        asks: "Does OpenEntry hand out an object and say what it is?",
        when: When::Calls(
            &["IMAPISession::OpenEntry"],
            Signs::NONE,
            open_entry_hands_out_an_object,
        ),
    },
    Rule {
        clause: "OPENENTRY-2",
        side: CLIENT,
        asks: "Does the program give OpenEntry an entry id?",
        when: When::Calls(&["IMAPISession::OpenEntry"], Signs::NONE, open_entry_has_an_id),
    },
    Rule {
        clause: "COMPARE-1",
        side: IMPLEMENTATION,
        asks: "Does an entry id denote the same object as itself?",
        when: When::Calls(&["IMAPISession::CompareEntryIDs"], Signs::NONE, an_id_equals_itself),
    },
    Rule {
        clause: "COMPARE-1",
        side: CLIENT,
        asks: "Does the program give CompareEntryIDs two entry ids?",
        when: When::Calls(&["IMAPISession::CompareEntryIDs"], Signs::NONE, compare_has_two_ids),
    },
    Rule {
        clause: "CESTORE-1",
        side: CLIENT,
        asks: "Does the program give CreateMsgStore a name?",
        when: When::Calls(&["CreateMsgStore"], Signs::NONE, new_store_has_a_name),
    },
    Rule {
        clause: "STORE-4",
        side: CLIENT,
        asks: "Does the program ask GetReceiveFolder only for the default folder?",
        when: When::Calls(&["GetReceiveFolder"], Signs::NONE, receive_folder_is_the_default),
    },
    Rule {
        clause: "STORE-4",
        side: IMPLEMENTATION,
        asks: "Is there a default receive folder?",
        when: When::Calls(&["GetReceiveFolder"], Signs::NONE, receive_folder_exists),
    },
];

fn first_column_is_the_entry_id(moment: &Moment<'_>) -> Option<Broken> {
    let (table, life) = moment.receiver()?;
    let Some(Output::Rows(_, rows)) = moment.out() else { return None };
    let first = rows.first()?.first();
    let wrong = first.is_none_or(|prop| prop.tag != PR_ENTRYID);
    (life.made_by("GetMsgStoresTable") && life.particulars().columns.is_none() && wrong).then(
        || {
            let found = first.map_or_else(|| "nothing".to_owned(), |prop| tag(prop.tag));
            Broken::new(format!("the first column of the stores table is {found}")).about(table)
        },
    )
}

fn tag(tag: PropTag) -> String {
    tag.to_string()
}

fn open_store_returns_a_listed_code(moment: &Moment<'_>) -> Option<Broken> {
    let plain = moment.plain_arguments();
    unlisted(moment, &[MAPI_E_NOT_FOUND]).filter(|_| plain)
}

fn open_store_ignores_its_arguments(moment: &Moment<'_>) -> Option<Broken> {
    let plain = moment.plain_arguments();
    unlisted(moment, &[MAPI_E_NOT_FOUND]).filter(|_| !plain)
}

fn open_entry_hands_out_an_object(moment: &Moment<'_>) -> Option<Broken> {
    if !moment.returned(S_OK) {
        return None;
    }
    let [kind, object] = &moment.record.reply.returned()?.outs[..] else { return None };
    let known =
        matches!(kind, Output::NoPlace | Output::Number(MAPI_STORE | MAPI_FOLDER | MAPI_MESSAGE));
    let says = match object {
        Output::NoPlace => return None,
        Output::Object(_) if known => return None,
        Output::Object(_) => "OpenEntry returned S_OK and did not say what it opened",
        _ => "OpenEntry returned S_OK and handed out no object",
    };
    Some(Broken::new(says))
}

fn open_entry_has_an_id(moment: &Moment<'_>) -> Option<Broken> {
    let Call::Session(session, SessionCall::OpenEntry { lpEntryID, .. }) = &moment.record.call
    else {
        return None;
    };
    (!is_given(lpEntryID)).then(|| Broken::new("OpenEntry was given no entry id").about(*session))
}

fn compared<'a>(moment: &Moment<'a>) -> Option<(&'a cemapi_abi::EntryId, &'a cemapi_abi::EntryId)> {
    match &moment.record.call {
        Call::Session(_, SessionCall::CompareEntryIDs { lpEntryID1, lpEntryID2, .. }) => {
            Some((lpEntryID1, lpEntryID2))
        }
        _ => None,
    }
}

fn an_id_equals_itself(moment: &Moment<'_>) -> Option<Broken> {
    let (one, other) = compared(moment)?;
    let differs = matches!(moment.out(), Some(Output::Number(0)));
    // An id with two lengths is two ids.
    let same = one == other && same_length(moment);
    (moment.returned(S_OK) && is_given(one) && same && differs)
        .then(|| Broken::new("an entry id was compared with itself, and they differed"))
}

/// Whether CompareEntryIDs was given equal lengths.
fn same_length(moment: &Moment<'_>) -> bool {
    matches!(
        &moment.record.call,
        Call::Session(_, SessionCall::CompareEntryIDs { cbEntryID1, cbEntryID2, .. })
            if cbEntryID1 == cbEntryID2
    )
}

fn compare_has_two_ids(moment: &Moment<'_>) -> Option<Broken> {
    let (one, other) = compared(moment)?;
    (!is_given(one) || !is_given(other))
        .then(|| Broken::new("CompareEntryIDs was not given two entry ids"))
}

fn new_store_has_a_name(moment: &Moment<'_>) -> Option<Broken> {
    let nameless = matches!(
        &moment.record.call,
        Call::CeSession(_, CeSessionCall::CreateMsgStore { pszDisplayName: None, .. })
    );
    nameless.then(|| Broken::new("CreateMsgStore was given no name"))
}

/// Whether the call of GetReceiveFolder is one that the page allows.
fn asks_for_the_default(moment: &Moment<'_>) -> bool {
    let Call::Store(
        _,
        StoreCall::GetReceiveFolder { lpszMessageClass, ulFlags, lppszExplicitClass, .. },
    ) = &moment.record.call
    else {
        return false;
    };
    let class: &Option<Text> = lpszMessageClass;
    class.is_none()
        && ulFlags & !MAPI_UNICODE == 0
        && *lppszExplicitClass == cemapi_abi::Place::Null
}

fn receive_folder_is_the_default(moment: &Moment<'_>) -> Option<Broken> {
    (!asks_for_the_default(moment)).then(|| {
        let says = "GetReceiveFolder was given a class, flags, or a place for the explicit class";
        Broken::new(says)
    })
}

fn receive_folder_exists(moment: &Moment<'_>) -> Option<Broken> {
    let outs = moment.record.reply.returned().map(|returned| &returned.outs);
    let found = outs.is_some_and(|outs| outs.iter().any(|out| matches!(out, Output::Entry(..))));
    let denied = moment.returned(MAPI_E_NOT_FOUND) || (moment.returned(S_OK) && !found);
    (asks_for_the_default(moment) && moment.documented() && denied && !moment_lacks_id(moment))
        .then(|| {
            Broken::new(format!("GetReceiveFolder {}, and no folder was told", moment.outcome()))
        })
}

/// Whether there was no place for the entry id itself.
fn moment_lacks_id(moment: &Moment<'_>) -> bool {
    matches!(
        &moment.record.call,
        Call::Store(_, StoreCall::GetReceiveFolder { lppEntryID: cemapi_abi::Place::Null, .. })
    )
}
