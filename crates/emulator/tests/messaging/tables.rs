use cemapi_abi::{
    Call, Prop, PropTag, PropValue, SortOrderSet, Text,
    registry::{
        E_INVALIDARG, MAPI_E_INVALID_PARAMETER, MAPI_E_NO_SUPPORT, MAPI_E_NOT_FOUND,
        MAPI_W_ERRORS_RETURNED, PR_BODY_W, PR_CONTENT_LENGTH, PR_ENTRYID, PR_MESSAGE_CLASS_W,
        PR_NULL, PR_SENDER_NAME_W, PR_SUBJECT_W, PT_ERROR, S_OK, TABLE_SORT_ASCEND,
        TABLE_SORT_DESCEND, TableCall,
    },
};

use crate::{
    common::{G, entry_of, text},
    process,
};

fn sort(keys: &[(PropTag, u32)]) -> TableCall {
    let order = SortOrderSet { categories: 0, expanded: 0, keys: keys.to_vec() };
    TableCall::SortTable { lpSortCriteria: Some(order), ulFlags: 0 }
}

#[test]
fn the_default_store_comes_first() {
    let mut process = process();
    let table = process.stores_table();
    let rows = process.rows(table, 10);
    let names: Vec<_> = rows.iter().map(|row| row[1].value.clone()).collect();
    assert_eq!(names, [text("Outlook E-Mail"), text("Text Messages")]);
    assert_eq!(rows[0][0].tag, PR_ENTRYID);
    assert!(process.rows(table, 10).is_empty(), "the table has an end");
    let count = TableCall::GetRowCount { ulFlags: 0, lpulCount: G };
    assert_eq!(process.code(Call::Table(table, count)), MAPI_E_NO_SUPPORT);
}

#[test]
fn missing_values_have_the_id_zero_in_objects_and_their_own_in_tables() {
    let mut process = process();
    let drafts = process.drafts();
    let message = process.message(drafts);
    let (code, props) = process.props(message, &[PR_BODY_W, PR_MESSAGE_CLASS_W]);
    assert_eq!(code, MAPI_W_ERRORS_RETURNED);
    let missing = PropValue::Error(MAPI_E_NOT_FOUND);
    assert_eq!(props[0], Prop { tag: PropTag(PT_ERROR.into()), value: missing.clone() });
    assert_eq!(props[1].value, text("IPM.Note"));
    assert_eq!(process.props(message, &[]).0, MAPI_E_INVALID_PARAMETER);

    let table = process.contents(drafts);
    let columns = TableCall::SetColumns {
        lpPropTagArray: Some(vec![PR_NULL, PR_SUBJECT_W, PR_ENTRYID]),
        ulFlags: 0,
    };
    assert_eq!(process.code(Call::Table(table, columns)), S_OK);
    let rows = process.rows(table, 1);
    assert_eq!(rows[0][0], Prop::null());
    assert_eq!(rows[0][1], Prop { tag: PR_SUBJECT_W.with_type(PT_ERROR), value: missing });
}

#[test]
fn at_most_ten_rows_come_back() {
    let mut process = process();
    let drafts = process.drafts();
    for number in (0..25).rev() {
        let message = process.message(drafts);
        process.set(message, PR_CONTENT_LENGTH, PropValue::Long(number));
    }
    let table = process.contents(drafts);
    assert_eq!(process.code(Call::Table(table, sort(&[(PR_CONTENT_LENGTH, 0)]))), S_OK);
    let columns =
        TableCall::SetColumns { lpPropTagArray: Some(vec![PR_CONTENT_LENGTH]), ulFlags: 0 };
    process.call(Call::Table(table, columns));
    let mut seen = Vec::new();
    loop {
        let rows = process.rows(table, 1000);
        if rows.is_empty() {
            break;
        }
        assert!(rows.len() <= 10);
        seen.extend(rows.into_iter().map(|row| row[0].value.clone()));
    }
    assert_eq!(seen, (0..25).map(PropValue::Long).collect::<Vec<_>>());
    for (call, code) in [
        (sort(&[(PR_BODY_W, 0)]), MAPI_E_NO_SUPPORT),
        (sort(&[(PR_SUBJECT_W, 0), (PR_SENDER_NAME_W, 0)]), MAPI_E_NO_SUPPORT),
        (TableCall::QueryRows { lRowCount: 0, ulFlags: 0, lppRows: G }, E_INVALIDARG),
        (TableCall::QueryRows { lRowCount: 1, ulFlags: 1, lppRows: G }, E_INVALIDARG),
    ] {
        assert_eq!(process.code(Call::Table(table, call.clone())), code, "{call:?}");
    }
}

#[test]
fn strings_sort_by_their_units_however_long_they_are() {
    let mut process = process();
    let drafts = process.drafts();
    let mut subjects: Vec<Text> =
        ["b", "", "abcde", "abcd", "abcdef", "a", "abc\u{0}", "\u{FFFD}x", "abc", "abcdd"]
            .into_iter()
            .map(Text::from)
            .collect();
    for subject in &subjects {
        let message = process.message(drafts);
        process.set(message, PR_SUBJECT_W, PropValue::Unicode(Some(subject.clone())));
    }
    for (direction, descending) in [(TABLE_SORT_ASCEND, false), (TABLE_SORT_DESCEND, true)] {
        let table = process.contents(drafts);
        process.call(Call::Table(table, sort(&[(PR_SUBJECT_W, direction)])));
        let rows = process.rows(table, 10);
        let sorted: Vec<_> = rows.into_iter().map(|row| row[2].value.clone()).collect();
        subjects.sort();
        if descending {
            subjects.reverse();
        }
        let expected: Vec<_> = subjects.iter().cloned().map(Some).map(PropValue::Unicode).collect();
        assert_eq!(sorted, expected);
    }
}

#[test]
fn a_table_shows_what_was_there_when_it_was_opened() {
    let mut process = process();
    let drafts = process.drafts();
    let table = process.contents(drafts);
    let message = process.message(drafts);
    assert!(process.rows(table, 10).is_empty());
    let entry = process.entry(message, PR_ENTRYID);
    let later = process.contents(drafts);
    assert_eq!(entry_of(&process.rows(later, 10)[0][0]), entry);
}
