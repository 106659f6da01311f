//! Tables (section 9.4).

use cemapi_abi::{
    Call, Output, PropValue,
    registry::{
        BOOKMARK_BEGINNING, MAPI_E_NO_SUPPORT, MAPI_E_NOT_FOUND, PR_CONTENT_LENGTH,
        PR_MESSAGE_DELIVERY_TIME, PR_SENDER_NAME_W, PR_SUBJECT_W, PT_ERROR, S_OK, TableCall,
    },
};

use super::{CLIENT, IMPLEMENTATION};
use crate::contract::{Broken, Moment, Rule, Signs, rule::When};

pub(super) static RULES: &[Rule] = &[
    Rule {
        clause: "TABLE-2",
        side: CLIENT,
        asks: "Does the program ask QueryRows for at least one row, without flags?",
        when: When::Calls(&["QueryRows"], Signs::NONE, asks_for_rows),
    },
    Rule {
        clause: "TABLE-2",
        side: IMPLEMENTATION,
        asks: "Does QueryRows return no more rows than it may?",
        when: When::Calls(&["QueryRows"], Signs::NONE, returns_ten_rows_at_most),
    },
    Rule {
        clause: "TABLE-3",
        side: IMPLEMENTATION,
        asks: "Does QueryRows mark values that are missing?",
        when: When::Calls(&["QueryRows"], Signs::NONE, missing_values_are_marked),
    },
    Rule {
        clause: "TABLE-4",
        side: CLIENT,
        asks: "Does the program give SetColumns columns, no flags, and no recipient table?",
        when: When::Calls(&["SetColumns"], Signs::NONE, chooses_columns),
    },
    Rule {
        clause: "TABLE-5",
        side: CLIENT,
        asks: "Does the program count the rows of contents tables only, without flags?",
        when: When::Calls(&["GetRowCount"], Signs::NONE, counts_contents),
    },
    Rule {
        clause: "TABLE-6",
        side: CLIENT,
        asks: "Does the program move only where tables can?",
        when: When::Calls(&["SeekRow"], Signs::NONE, moves_where_it_can),
    },
    Rule {
        clause: "TABLE-7",
        side: CLIENT,
        asks: "Does the program sort contents tables only, by one key at most, and one of the four?",
        when: When::Calls(&["SortTable"], Signs::NONE, sorts_as_it_can),
    },
    Rule {
        clause: "TABLE-7",
        side: IMPLEMENTATION,
        asks: "Does SortTable refuse orders that it does not support?",
        when: When::Calls(&["SortTable"], Signs::NONE, other_orders_are_refused),
    },
];

/// The most rows that one call returns.
const MOST_ROWS: usize = 10;

fn asks_for_rows(moment: &Moment<'_>) -> Option<Broken> {
    let Call::Table(table, TableCall::QueryRows { lRowCount, ulFlags, .. }) = &moment.record.call
    else {
        return None;
    };
    (*lRowCount <= 0 || *ulFlags != 0)
        .then(|| Broken::new("QueryRows was asked for no rows, or given flags").about(*table))
}

fn returns_ten_rows_at_most(moment: &Moment<'_>) -> Option<Broken> {
    let Call::Table(table, TableCall::QueryRows { lRowCount, .. }) = &moment.record.call else {
        return None;
    };
    let Some(Output::Rows(_, rows)) = moment.out() else { return None };
    let most = MOST_ROWS.min(usize::try_from(*lRowCount).unwrap_or(0));
    (rows.len() > most && *lRowCount > 0).then(|| {
        Broken::new(format!("QueryRows returned {} rows, and {most} at most", rows.len()))
            .about(*table)
    })
}

fn missing_values_are_marked(moment: &Moment<'_>) -> Option<Broken> {
    let Some(Output::Rows(_, rows)) = moment.out() else { return None };
    let wrong = rows.iter().flatten().find(|prop| {
        prop.tag.type_of() == PT_ERROR && prop.value != PropValue::Error(MAPI_E_NOT_FOUND)
    })?;
    Some(Broken::new(format!("a missing value, {}, does not say MAPI_E_NOT_FOUND", wrong.tag)))
}

fn chooses_columns(moment: &Moment<'_>) -> Option<Broken> {
    let Call::Table(table, TableCall::SetColumns { lpPropTagArray, ulFlags }) = &moment.record.call
    else {
        return None;
    };
    let recipients = moment.receiver().is_some_and(|(_, life)| life.made_by("GetRecipientTable"));
    let says = if recipients {
        "SetColumns was called on a recipient table"
    } else if lpPropTagArray.is_none() || *ulFlags != 0 {
        "SetColumns was given no columns, or flags"
    } else {
        return None;
    };
    Some(Broken::new(says).about(*table))
}

fn counts_contents(moment: &Moment<'_>) -> Option<Broken> {
    let Call::Table(table, TableCall::GetRowCount { ulFlags, .. }) = &moment.record.call else {
        return None;
    };
    let contents = moment.receiver().is_none_or(|(_, life)| life.made_by("GetContentsTable"));
    (!contents || *ulFlags != 0).then(|| {
        Broken::new("GetRowCount was called on no contents table, or given flags").about(*table)
    })
}

fn moves_where_it_can(moment: &Moment<'_>) -> Option<Broken> {
    let Call::Table(table, TableCall::SeekRow { bkOrigin, lRowCount, .. }) = &moment.record.call
    else {
        return None;
    };
    let (_, life) = moment.receiver()?;
    let says = if life.made_by("GetHierarchyTable") || life.made_by("GetMsgStoresTable") {
        "SeekRow was called on a hierarchy or stores table"
    } else if *bkOrigin != BOOKMARK_BEGINNING {
        "SeekRow was given another origin than the beginning"
    } else if life.made_by("GetAttachmentTable") && *lRowCount != 0 {
        "SeekRow was asked to move on an attachment table"
    } else {
        return None;
    };
    Some(Broken::new(says).about(*table))
}

/// Whether the order is one that SortTable supports.
fn is_supported(moment: &Moment<'_>) -> bool {
    let Call::Table(_, TableCall::SortTable { lpSortCriteria, .. }) = &moment.record.call else {
        return true;
    };
    let keys = [PR_MESSAGE_DELIVERY_TIME, PR_SENDER_NAME_W, PR_SUBJECT_W, PR_CONTENT_LENGTH];
    lpSortCriteria.as_ref().is_some_and(|order| {
        order.categories == 0
            && order.keys.len() <= 1
            && order.keys.iter().all(|(tag, _)| keys.contains(tag))
    })
}

fn sorts_as_it_can(moment: &Moment<'_>) -> Option<Broken> {
    let (table, life) = moment.receiver()?;
    let says = if !life.made_by("GetContentsTable") {
        "SortTable was called on no contents table"
    } else if !is_supported(moment) {
        "SortTable was given an order that it does not support"
    } else {
        return None;
    };
    Some(Broken::new(says).about(table))
}

fn other_orders_are_refused(moment: &Moment<'_>) -> Option<Broken> {
    let (table, life) = moment.receiver()?;
    let asked = life.made_by("GetContentsTable")
        && matches!(
            &moment.record.call,
            Call::Table(_, TableCall::SortTable { lpSortCriteria: Some(_), .. })
        );
    let accepted = moment.returned(S_OK) && !moment.returned(MAPI_E_NO_SUPPORT);
    (asked && !is_supported(moment) && accepted && moment.documented())
        .then(|| Broken::new("SortTable accepted an order that CE does not support").about(table))
}
