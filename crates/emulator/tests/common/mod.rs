//! A process that is easy to call.
#![allow(dead_code, clippy::allow_attributes, reason = "each test uses a part of it")]
#![expect(clippy::panic, reason = "a test fails by panicking")]

use cemapi_abi::{
    Call, Entry, EntryId, HResult, Handle, Output, Place, Pointer, Prop, PropTag, PropValue, Reply,
    Returned, Size, Thread,
    registry::{
        ContainerCall, FOLDER_GENERIC, FolderCall, FunctionCall, MODRECIP_ADD, MessageCall,
        PR_ADDRTYPE_W, PR_CE_IPM_DRAFTS_ENTRYID, PR_EMAIL_ADDRESS_W, PR_RECIPIENT_TYPE, PropCall,
        SessionCall, StoreCall, TableCall, UnknownCall,
    },
};
use cemapi_emulator::{Emulator, Policy};

/// An emulator with a session and its default store open.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Process {
    pub(crate) emulator: Emulator,
    pub(crate) session: Handle,
    pub(crate) store: Handle,
}

pub(crate) const G: Place = Place::Given;

impl Process {
    pub(crate) fn new(policy: Policy) -> Self {
        Self::with(Emulator::new(policy))
    }

    pub(crate) fn with(mut emulator: Emulator) -> Self {
        emulator
            .call(Thread(0), &Call::Function(FunctionCall::MAPIInitialize { lpMapiInit: None }));
        let logon = FunctionCall::MAPILogonEx {
            ulUIParam: 0,
            lpszProfileName: None,
            lpszPassword: None,
            flFlags: 0,
            lppSession: G,
        };
        let session = handle(&emulator.call(Thread(0), &Call::Function(logon)));
        let mut process = Self { emulator, session, store: session };
        let table = process.stores_table();
        let rows = process.rows(table, 1);
        process.store = process.open_store(entry_of(&rows[0][0]));
        process
    }

    pub(crate) fn call(&mut self, call: impl Into<Call>) -> Returned {
        let call = call.into();
        match self.emulator.call(Thread(0), &call) {
            Reply::Returned(returned) => returned,
            other => panic!("{call:?}: {other:?}"),
        }
    }

    pub(crate) fn code(&mut self, call: impl Into<Call>) -> HResult {
        HResult(self.call(call).value)
    }

    /// The object that a call hands out that has to work.
    pub(crate) fn object(&mut self, call: impl Into<Call>) -> Handle {
        let call = call.into();
        let returned = self.call(call.clone());
        assert!(HResult(returned.value).succeeded(), "{call:?}: {returned:?}");
        returned.outs.iter().find_map(Output::thing).unwrap_or_else(|| panic!("{call:?}"))
    }

    pub(crate) fn stores_table(&mut self) -> Handle {
        let call = SessionCall::GetMsgStoresTable { ulFlags: 0, lppTable: G };
        self.object(Call::Session(self.session, call))
    }

    pub(crate) fn open_store(&mut self, entry: Entry) -> Handle {
        let call = SessionCall::OpenMsgStore {
            ulUIParam: 0,
            cbEntryID: Size::Own,
            lpEntryID: EntryId::Known(entry),
            lpInterface: None,
            ulFlags: 0,
            lppMDB: G,
        };
        self.object(Call::Session(self.session, call))
    }

    pub(crate) fn open(&mut self, entry: Entry) -> Handle {
        self.object(Call::Store(self.store, open_entry(entry)))
    }

    pub(crate) fn rows(&mut self, table: Handle, count: i32) -> Vec<Vec<Prop>> {
        let call = TableCall::QueryRows { lRowCount: count, ulFlags: 0, lppRows: G };
        let returned = self.call(Call::Table(table, call));
        let Some(Output::Rows(set, rows)) = returned.outs.into_iter().next() else {
            panic!("no rows but {:?}", HResult(returned.value))
        };
        self.call(Call::Function(FunctionCall::FreeProws { prows: Pointer::To(set) }));
        rows
    }

    pub(crate) fn props(&mut self, object: Handle, tags: &[PropTag]) -> (HResult, Vec<Prop>) {
        let call = PropCall::GetProps {
            lpPropTagArray: Some(tags.to_vec()),
            ulFlags: 0,
            lpcValues: G,
            lppPropArray: G,
        };
        let returned = self.call(Call::Prop(object, call));
        match returned.outs.into_iter().nth(1) {
            Some(Output::Props(block, props)) => {
                let free = FunctionCall::MAPIFreeBuffer { lpBuffer: Pointer::To(block) };
                self.call(Call::Function(free));
                (HResult(returned.value), props)
            }
            _ => (HResult(returned.value), Vec::new()),
        }
    }

    pub(crate) fn entry(&mut self, object: Handle, tag: PropTag) -> Entry {
        entry_of(&self.props(object, &[tag]).1[0])
    }

    pub(crate) fn set(&mut self, object: Handle, tag: PropTag, value: PropValue) -> HResult {
        self.code(Call::Prop(object, set(vec![Prop { tag, value }])))
    }

    pub(crate) fn drafts(&mut self) -> Handle {
        let drafts = self.entry(self.store, PR_CE_IPM_DRAFTS_ENTRYID);
        self.open(drafts)
    }

    pub(crate) fn message(&mut self, folder: Handle) -> Handle {
        self.object(Call::Folder(folder, create_message()))
    }

    pub(crate) fn contents(&mut self, folder: Handle) -> Handle {
        let call = ContainerCall::GetContentsTable { ulFlags: 0, lppTable: G };
        self.object(Call::Container(folder, call))
    }

    pub(crate) fn release(&mut self, object: Handle) -> u32 {
        self.call(Call::Unknown(object, UnknownCall::Release {})).value
    }

    pub(crate) fn submit(&mut self, message: Handle) -> HResult {
        self.code(Call::Message(message, MessageCall::SubmitMessage { ulFlags: 0 }))
    }

    pub(crate) fn address(&mut self, message: Handle) -> HResult {
        self.code(Call::Message(message, recipients(1)))
    }
}

pub(crate) fn handle(reply: &Reply) -> Handle {
    reply.object().unwrap_or_else(|| panic!("{reply:?}"))
}

pub(crate) fn entry_of(prop: &Prop) -> Entry {
    match prop.value {
        PropValue::Binary(EntryId::Known(entry)) => entry,
        _ => panic!("{prop:?}"),
    }
}

pub(crate) fn text(text: &str) -> PropValue {
    PropValue::Unicode(Some(text.into()))
}

pub(crate) fn set(props: Vec<Prop>) -> PropCall {
    PropCall::SetProps { cValues: Size::Own, lpPropArray: Some(props), lppProblems: Place::Null }
}

pub(crate) fn open_entry(entry: Entry) -> StoreCall {
    StoreCall::OpenEntry {
        cbEntryID: Size::Own,
        lpEntryID: EntryId::Known(entry),
        lpInterface: None,
        ulFlags: 0,
        lpulObjType: G,
        lppUnk: G,
    }
}

pub(crate) fn create_message() -> FolderCall {
    FolderCall::CreateMessage { lpInterface: None, ulFlags: 0, lppMessage: G }
}

pub(crate) fn create_folder(name: &str) -> FolderCall {
    FolderCall::CreateFolder {
        ulFolderType: FOLDER_GENERIC,
        lpszFolderName: Some(name.into()),
        lpszFolderComment: None,
        lpInterface: None,
        ulFlags: 0,
        lppFolder: G,
    }
}

pub(crate) fn recipients(count: u32) -> MessageCall {
    let recipient = |number| {
        vec![
            Prop { tag: PR_RECIPIENT_TYPE, value: PropValue::Long(1) },
            Prop { tag: PR_ADDRTYPE_W, value: text("SMTP") },
            Prop { tag: PR_EMAIL_ADDRESS_W, value: text(&format!("{number}@example.org")) },
        ]
    };
    MessageCall::ModifyRecipients {
        ulFlags: MODRECIP_ADD,
        lpMods: Some((0..count).map(recipient).collect()),
    }
}
