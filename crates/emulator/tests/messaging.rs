//! Stores, folders, messages, tables and events as CE documents them.
#![expect(clippy::panic, reason = "a test fails by panicking")]

mod common;

use cemapi_abi::{
    Call, Entry, EntryId, HResult, Handle, Notification, Output, Place, Pointer, Prop, PropTag,
    PropValue, Reply, Size, SortOrderSet, Text, Thread, registry::*,
};
use cemapi_emulator::{Callback, Emulator, Limits, Moment, Policy};
use common::{G, Process, create_folder, entry_of, open_entry, recipients, set, text};

fn process() -> Process {
    Process::new(Policy::ce())
}

fn list(entries: &[Entry]) -> Option<Vec<EntryId>> {
    Some(entries.iter().copied().map(EntryId::Known).collect())
}

fn stream(tag: PropTag, flags: u32) -> PropCall {
    PropCall::OpenProperty {
        ulPropTag: tag,
        lpiid: None,
        ulInterfaceOptions: 0,
        ulFlags: flags,
        lppUnk: G,
    }
}

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
fn a_message_outlives_the_pointers_it_came_from() {
    let mut process = process();
    let drafts = process.drafts();
    let message = process.message(drafts);
    assert_eq!(process.release(drafts), 0);
    assert_eq!(process.release(process.store), 0);
    assert_eq!(process.set(message, PR_SUBJECT_W, text("hello")), S_OK);
    let (code, props) = process.props(message, &[PR_SUBJECT_W]);
    assert_eq!((code, &props[0].value), (S_OK, &text("hello")));
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
fn computed_and_mistyped_properties_cannot_be_set() {
    let mut process = process();
    let drafts = process.drafts();
    let message = process.message(drafts);
    let id = PropValue::Binary(EntryId::Bytes(vec![1]));
    assert_eq!(process.set(message, PR_ENTRYID, id), MAPI_E_COMPUTED);
    let wrong = PR_SUBJECT_W.with_type(PT_LONG);
    assert_eq!(process.set(message, wrong, PropValue::Long(1)), MAPI_E_UNEXPECTED_TYPE);
    assert_eq!(process.set(message, PR_SUBJECT_W, PropValue::Raw(1)), MAPI_E_INVALID_TYPE);
    let none = PropCall::SetProps {
        cValues: Size::Of(0),
        lpPropArray: Some(vec![Prop { tag: PR_SUBJECT_W, value: text("") }]),
        lppProblems: G,
    };
    assert_eq!(process.code(Call::Prop(message, none)), E_INVALIDARG);
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
fn submitting_moves_to_the_outbox_and_ends_the_pointer() {
    let mut process = process();
    let drafts = process.drafts();
    let message = process.message(drafts);
    assert_eq!(process.submit(message), MAPI_E_NO_RECIPIENTS);
    assert_eq!(process.address(message), S_OK);
    let entry = process.entry(message, PR_ENTRYID);
    assert_eq!(process.submit(message), S_OK);
    assert_eq!(process.set(message, PR_SUBJECT_W, text("late")), MAPI_E_OBJECT_DELETED);
    assert_eq!(process.release(message), 0);
    let outbox = process.entry(process.store, PR_IPM_OUTBOX_ENTRYID);
    let reopened = process.open(entry);
    assert_eq!(process.entry(reopened, PR_PARENT_ENTRYID), outbox);
    assert_eq!(process.set(reopened, PR_SUBJECT_W, text("again")), S_OK);
}

#[test]
fn recipients_are_replaced() {
    let mut process = process();
    let drafts = process.drafts();
    let message = process.message(drafts);
    let table = MessageCall::GetRecipientTable { ulFlags: 0, lppTable: G };
    assert_eq!(process.code(Call::Message(message, table.clone())), MAPI_E_NO_RECIPIENTS);
    process.call(Call::Message(message, recipients(3)));
    process.call(Call::Message(message, recipients(2)));
    let table = process.object(Call::Message(message, table));
    let rows = process.rows(table, 10);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1].last().map(|prop| prop.tag), Some(PR_ROWID));
    let columns = TableCall::SetColumns { lpPropTagArray: Some(vec![PR_ROWID]), ulFlags: 0 };
    assert_eq!(process.code(Call::Table(table, columns)), MAPI_E_NO_SUPPORT);
}

#[test]
fn streams_write_through() {
    let mut process = process();
    let drafts = process.drafts();
    let message = process.message(drafts);
    assert_eq!(process.code(Call::Prop(message, stream(PR_BODY_W, 0))), MAPI_E_NOT_FOUND);
    assert_eq!(process.code(Call::Prop(drafts, stream(PR_BODY_W, 1))), MAPI_E_NO_SUPPORT);
    let body = process.object(Call::Prop(message, stream(PR_BODY_W, MAPI_MODIFY)));
    let bytes: Vec<u8> = "hi\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let write = StreamCall::Write { pv: Some(bytes), cb: Size::Own, pcbWritten: G };
    assert_eq!(process.code(Call::Stream(body, write)), S_OK);
    assert_eq!(process.props(message, &[PR_BODY_W]).1[0].value, text("hi"));
    let huge = StreamCall::SetSize { libNewSize: i64::MAX };
    assert_eq!(process.code(Call::Stream(body, huge)), MAPI_E_NOT_ENOUGH_DISK);
    let seek = StreamCall::Seek { dlibMove: 0, dwOrigin: STREAM_SEEK_SET, plibNewPosition: G };
    process.call(Call::Stream(body, seek));
    let read = StreamCall::Read { pv: G, cb: u32::MAX, pcbRead: G };
    let outs = process.call(Call::Stream(body, read)).outs;
    assert_eq!(outs[1], Output::Number(6));
}

#[test]
fn messages_move_and_are_never_copied() {
    let mut process = process();
    let drafts = process.drafts();
    let message = process.message(drafts);
    let entry = process.entry(message, PR_ENTRYID);
    let inbox = process.entry(process.store, PR_CE_IPM_INBOX_ENTRYID);
    let target = process.open(inbox);
    let copy = |ulFlags, entries: &[Entry]| FolderCall::CopyMessages {
        lpMsgList: list(entries),
        lpInterface: None,
        lpDestFolder: Pointer::To(target),
        ulUIParam: 0,
        lpProgress: Pointer::Null,
        ulFlags,
    };
    assert_eq!(process.code(Call::Folder(drafts, copy(0, &[entry]))), MAPI_E_DECLINE_COPY);
    let some = copy(MESSAGE_MOVE, &[entry, Entry(4000)]);
    assert_eq!(process.code(Call::Folder(drafts, some)), MAPI_W_PARTIAL_COMPLETION);
    assert_eq!(process.entry(message, PR_PARENT_ENTRYID), inbox);
    let delete = FolderCall::DeleteMessages {
        lpMsgList: list(&[entry]),
        ulUIParam: 0,
        lpProgress: Pointer::Null,
        ulFlags: 0,
    };
    assert_eq!(process.code(Call::Folder(target, delete)), S_OK);
    assert_eq!(process.props(message, &[PR_SUBJECT_W]).0, MAPI_E_OBJECT_DELETED);
    assert_eq!(process.code(Call::Store(process.store, open_entry(entry))), MAPI_E_NOT_FOUND);
    let never = open_entry(Entry(4000));
    assert_eq!(process.code(Call::Store(process.store, never)), MAPI_E_UNKNOWN_ENTRYID);
}

#[test]
fn folders_are_made_once_and_deleted_when_empty() {
    let mut process = process();
    let drafts = process.drafts();
    let folder = process.object(Call::Folder(drafts, create_folder("a")));
    assert_eq!(process.code(Call::Folder(drafts, create_folder("a"))), MAPI_E_COLLISION);
    process.message(folder);
    let id = EntryId::Known(process.entry(folder, PR_ENTRYID));
    let delete = |ulFlags| FolderCall::DeleteFolder {
        cbEntryID: Size::Own,
        lpEntryID: id.clone(),
        ulUIParam: 0,
        lpProgress: Pointer::Null,
        ulFlags,
    };
    assert_eq!(process.code(Call::Folder(drafts, delete(0))), MAPI_E_HAS_MESSAGES);
    process.object(Call::Folder(folder, create_folder("b")));
    assert_eq!(process.code(Call::Folder(drafts, delete(DEL_MESSAGES))), MAPI_E_HAS_FOLDERS);
    let all = delete(DEL_MESSAGES | DEL_FOLDERS);
    assert_eq!(process.code(Call::Folder(drafts, all)), S_OK);
    assert_eq!(process.code(Call::Folder(folder, create_folder("c"))), MAPI_E_OBJECT_DELETED);
}

#[test]
fn sinks_are_told_of_what_they_asked_for() {
    let mut process = process();
    let sink = process.object(Call::Client(ClientCall::NewSink { ulReply: 7, lppSink: G }));
    let advise = StoreCall::Advise {
        cbEntryID: Size::Own,
        lpEntryID: EntryId::Null,
        ulEventMask: fnevObjectCreated | fnevObjectMoved,
        lpAdviseSink: Pointer::To(sink),
        lpulConnection: G,
    };
    let connection = process.object(Call::Store(process.store, advise));
    let added = process.emulator.callbacks();
    assert_eq!(added[0].call, Call::Unknown(sink, UnknownCall::AddRef {}));
    assert_eq!(added[0].reply, Reply::of(2));
    assert_eq!(process.release(sink), 1, "Advise keeps the sink (ADVISE-6)");

    let drafts = process.drafts();
    let message = process.message(drafts);
    process.set(message, PR_SUBJECT_W, text("not told of"));
    process.address(message);
    process.submit(message);
    let told = process.emulator.callbacks();
    let events: Vec<_> = told.iter().map(notification).collect();
    assert_eq!(events.len(), 2);
    assert_eq!(events[0].event, fnevObjectCreated);
    assert_eq!((events[1].event, events[1].object_type), (fnevObjectMoved, MAPI_MESSAGE));
    assert_eq!(events[1].old_parent, events[0].parent);
    assert_eq!((told[0].moment, told[0].thread), (Moment::Within, Some(Thread(0))));
    assert_eq!(told[0].reply, Reply::of(7));

    let unadvise = || StoreCall::Unadvise { ulConnection: Pointer::To(connection) };
    assert_eq!(process.code(Call::Store(process.store, unadvise())), S_OK);
    let released = process.emulator.callbacks();
    assert_eq!(released[0].call, Call::Unknown(sink, UnknownCall::Release {}));
    assert_eq!(process.code(Call::Store(process.store, unadvise())), E_INVALIDARG);
}

fn notification(callback: &Callback) -> Notification {
    match &callback.call {
        Call::Sink(_, SinkCall::OnNotify { cNotif: 1, lpNotifications: Some(told) }) => {
            (**told).clone()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_store_says_nothing_of_a_stores_type() {
    let mut process = process();
    let entry = process.entry(process.store, PR_ENTRYID);
    let outs = process.call(Call::Store(process.store, open_entry(entry))).outs;
    assert_eq!(outs[0], Output::Untouched);
    let through_session = SessionCall::OpenEntry {
        cbEntryID: Size::Own,
        lpEntryID: EntryId::Known(entry),
        lpInterface: None,
        ulFlags: 0,
        lpulObjType: G,
        lppUnk: G,
    };
    let outs = process.call(Call::Session(process.session, through_session)).outs;
    assert_eq!(outs[0], Output::Number(MAPI_STORE));
}

#[test]
fn the_receive_folder_is_the_inbox() {
    let mut process = process();
    let inbox = process.entry(process.store, PR_CE_IPM_INBOX_ENTRYID);
    let ask = |class: Option<&str>, explicit| StoreCall::GetReceiveFolder {
        lpszMessageClass: class.map(Text::from),
        ulFlags: MAPI_UNICODE,
        lpcbEntryID: G,
        lppEntryID: G,
        lppszExplicitClass: explicit,
    };
    let outs = process.call(Call::Store(process.store, ask(None, Place::Null))).outs;
    assert_eq!(outs[0], Output::Number(16));
    assert!(matches!(outs[1], Output::Entry(_, entry) if entry == inbox));
    let class = ask(Some("IPM"), Place::Null);
    assert_eq!(process.code(Call::Store(process.store, class)), E_INVALIDARG);
    assert_eq!(process.code(Call::Store(process.store, ask(None, G))), E_INVALIDARG);
}

#[test]
fn stores_come_and_go() {
    let mut process = process();
    let create = |name: Option<&str>| CeSessionCall::CreateMsgStore {
        pszDisplayName: name.map(Text::from),
        ppMsgStore: G,
    };
    assert_eq!(process.code(Call::CeSession(process.session, create(None))), E_INVALIDARG);
    let store = process.object(Call::CeSession(process.session, create(Some("Work"))));
    let entry = process.entry(store, PR_ENTRYID);
    let delete = |entry| CeSessionCall::DeleteMsgStore {
        cbEntryID: Size::Own,
        lpEntryID: EntryId::Known(entry),
    };
    assert_eq!(process.code(Call::CeSession(process.session, delete(entry))), S_OK);
    assert_eq!(process.code(Call::CeSession(process.session, delete(entry))), E_INVALIDARG);
    assert_eq!(process.props(store, &[PR_ENTRYID]).0, MAPI_E_OBJECT_DELETED);
}

#[test]
fn what_is_handed_out_is_freed_with_one_call() {
    let limits = Limits { memory: 4096, ..Limits::default() };
    let mut process = Process::with(Emulator::new(Policy::ce()).with_limits(limits));
    for _ in 0..1000 {
        let table = process.stores_table();
        process.rows(table, 10);
        process.release(table);
        process.props(process.store, &[PR_DISPLAY_NAME_W]);
    }
    let leak = TableCall::QueryRows { lRowCount: 10, ulFlags: 0, lppRows: G };
    let mut failed = false;
    for _ in 0..100 {
        let table = process.stores_table();
        let returned = process.call(Call::Table(table, leak.clone()));
        match returned.outs[0].thing() {
            // Freeing the set alone leaks its rows (UTIL-1).
            Some(set) => {
                let free = FunctionCall::MAPIFreeBuffer { lpBuffer: Pointer::To(set) };
                process.call(Call::Function(free));
            }
            None => {
                assert_eq!(HResult(returned.value), MAPI_E_NOT_ENOUGH_MEMORY);
                failed = true;
            }
        }
    }
    assert!(failed);
}

#[test]
fn limits_are_met_with_documented_errors() {
    let limits = Limits { store: 2000, messages: 3, ..Limits::default() };
    let mut process = Process::with(Emulator::new(Policy::ce()).with_limits(limits));
    let drafts = process.drafts();
    let messages: Vec<Handle> = (0..3).map(|_| process.message(drafts)).collect();
    let more = Call::Folder(drafts, common::create_message());
    assert_eq!(process.code(more), MAPI_E_NOT_ENOUGH_MEMORY);
    let long = PropValue::Unicode(Some(Text::from_units(vec![0x41; 1000])));
    let prop = Prop { tag: PR_SUBJECT_W, value: long };
    let code = process.code(Call::Prop(messages[0], set(vec![prop])));
    assert_eq!(code, MAPI_E_NOT_ENOUGH_MEMORY);
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
