use cemapi_abi::{
    Call, EntryId, Output, Place, Pointer, Size, Text,
    registry::{
        CeSessionCall, DEL_FOLDERS, DEL_MESSAGES, E_INVALIDARG, FolderCall, MAPI_E_COLLISION,
        MAPI_E_HAS_FOLDERS, MAPI_E_HAS_MESSAGES, MAPI_E_OBJECT_DELETED, MAPI_STORE, MAPI_UNICODE,
        PR_CE_IPM_INBOX_ENTRYID, PR_ENTRYID, S_OK, SessionCall, StoreCall,
    },
};

use crate::{
    common::{G, create_folder, open_entry},
    process,
};

#[test]
fn folders_are_made_once_and_deleted_when_empty() {
    let mut process = process();
    let drafts = process.drafts();
    let folder = process.object(Call::Folder(drafts, create_folder("a")));
    assert_eq!(process.code(Call::Folder(drafts, create_folder("a"))), MAPI_E_COLLISION);
    process.message(folder);
    let id = EntryId::Known(process.entry(folder, PR_ENTRYID));
    let delete = |flags| FolderCall::DeleteFolder {
        cbEntryID: Size::Own,
        lpEntryID: id.clone(),
        ulUIParam: 0,
        lpProgress: Pointer::Null,
        ulFlags: flags,
    };
    assert_eq!(process.code(Call::Folder(drafts, delete(0))), MAPI_E_HAS_MESSAGES);
    process.object(Call::Folder(folder, create_folder("b")));
    assert_eq!(process.code(Call::Folder(drafts, delete(DEL_MESSAGES))), MAPI_E_HAS_FOLDERS);
    let all = delete(DEL_MESSAGES | DEL_FOLDERS);
    assert_eq!(process.code(Call::Folder(drafts, all)), S_OK);
    assert_eq!(process.code(Call::Folder(folder, create_folder("c"))), MAPI_E_OBJECT_DELETED);
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
