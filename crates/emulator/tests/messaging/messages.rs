use cemapi_abi::{
    Call, Entry, EntryId, Output, Pointer, Prop, PropTag, PropValue, Size,
    registry::{
        E_INVALIDARG, FolderCall, MAPI_E_COMPUTED, MAPI_E_DECLINE_COPY, MAPI_E_INVALID_TYPE,
        MAPI_E_NO_RECIPIENTS, MAPI_E_NO_SUPPORT, MAPI_E_NOT_ENOUGH_DISK, MAPI_E_NOT_FOUND,
        MAPI_E_OBJECT_DELETED, MAPI_E_UNEXPECTED_TYPE, MAPI_E_UNKNOWN_ENTRYID, MAPI_MODIFY,
        MAPI_W_PARTIAL_COMPLETION, MESSAGE_MOVE, MessageCall, PR_BODY_W, PR_CE_IPM_INBOX_ENTRYID,
        PR_ENTRYID, PR_IPM_OUTBOX_ENTRYID, PR_PARENT_ENTRYID, PR_ROWID, PR_SUBJECT_W, PT_LONG,
        PropCall, S_OK, STREAM_SEEK_SET, StreamCall, TableCall,
    },
};

use crate::{
    common::{G, open_entry, recipients, text},
    process,
};

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
    let copy = |flags, entries: &[Entry]| FolderCall::CopyMessages {
        lpMsgList: list(entries),
        lpInterface: None,
        lpDestFolder: Pointer::To(target),
        ulUIParam: 0,
        lpProgress: Pointer::Null,
        ulFlags: flags,
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
