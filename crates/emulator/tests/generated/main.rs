//! Calls of every function of the registry with whatever can be passed, in many states: nothing
//! panics, and what replies hand out is there.

#![expect(clippy::panic, reason = "a test fails by panicking")]

mod choices;
#[path = "../common/mod.rs"]
mod common;

use std::collections::BTreeSet;

use cemapi_abi::{
    Call, EntryId, Function, HResult, Output, Place, Pointer, Prop, Reply, Size, Thread, Value,
    registry::{
        ClientCall, FunctionCall, Kind, MAPI_CREATE, MAPI_MODIFY, MessageCall, Object,
        PR_ATTACH_DATA_BIN, PR_BODY_W, PR_SUBJECT_W, PropCall, SessionCall, UnknownCall,
    },
};
use cemapi_emulator::{Emulator, Limits, Policy, policy::*};
use choices::{Choices, Known};
use common::{G, Process, create_folder, recipients, set, text};

/// A state with one object of each kind and more, and the handles in it.
type State = (Emulator, Known);

fn states(policy: Policy) -> Vec<State> {
    let limits = Limits { memory: 1 << 20, store: 1 << 16, messages: 50 };
    let fresh = Emulator::new(policy).with_limits(limits.clone());
    let mut process = Process::with(fresh.clone());
    let drafts = process.drafts();
    let message = process.message(drafts);
    process.set(message, PR_SUBJECT_W, text("subject"));
    process.call(Call::Message(message, recipients(3)));
    let attach = MessageCall::CreateAttach {
        lpInterface: None,
        ulFlags: 0,
        lpulAttachmentNum: G,
        lppAttach: G,
    };
    let attachment = process.object(Call::Message(message, attach));
    let mut known = Known::from([
        (process.session, Object::Session),
        (process.store, Object::Store),
        (drafts, Object::Folder),
        (message, Object::Message),
        (attachment, Object::Attach),
    ]);
    for (object, tag) in [(message, PR_BODY_W), (attachment, PR_ATTACH_DATA_BIN)] {
        let open = PropCall::OpenProperty {
            ulPropTag: tag,
            lpiid: None,
            ulInterfaceOptions: 0,
            ulFlags: MAPI_MODIFY | MAPI_CREATE,
            lppUnk: G,
        };
        known.insert(process.object(Call::Prop(object, open)), Object::Stream);
    }
    known.insert(process.contents(drafts), Object::Table);
    known.insert(process.stores_table(), Object::Table);
    for call in [
        MessageCall::GetAttachmentTable { ulFlags: 0, lppTable: G },
        MessageCall::GetRecipientTable { ulFlags: 0, lppTable: G },
    ] {
        known.insert(process.object(Call::Message(message, call)), Object::Table);
    }
    let sink = process.object(Call::Client(ClientCall::NewSink { ulReply: 7, lppSink: G }));
    known.insert(sink, Object::Sink);
    let advise = SessionCall::Advise {
        cbEntryID: Size::Own,
        lpEntryID: EntryId::Null,
        ulEventMask: 0x7C,
        lpAdviseSink: Pointer::To(sink),
        lpulConnection: G,
    };
    known.insert(process.object(Call::Session(process.session, advise)), Object::Connection);
    let allocate = FunctionCall::MAPIAllocateBuffer { cbSize: 8, lppBuffer: G };
    known.insert(process.object(Call::Function(allocate)), Object::Block);
    for number in 0..5 {
        let other = process.message(drafts);
        process.call(Call::Prop(
            other,
            set(vec![Prop { tag: PR_SUBJECT_W, value: text(&format!("{number}")) }]),
        ));
        known.insert(other, Object::Message);
    }
    for (name, folder) in [("a", drafts), ("b", drafts), ("c", drafts)] {
        let folder = process.object(Call::Folder(folder, create_folder(name)));
        known.insert(folder, Object::Folder);
    }
    let full = process.emulator.clone();
    let mut states = vec![(fresh, known.clone()), (full.clone(), known.clone())];
    let logoff = SessionCall::Logoff { ulUIParam: 0, ulFlags: 0, ulReserved: 0 };
    let ends = [
        Call::Session(process.session, logoff),
        Call::Unknown(process.session, UnknownCall::Release {}),
        Call::Unknown(process.store, UnknownCall::Release {}),
        Call::Unknown(message, UnknownCall::Release {}),
        Call::Message(message, MessageCall::SubmitMessage { ulFlags: 0 }),
        Call::Function(FunctionCall::MAPIUninitialize {}),
    ];
    for end in ends {
        let mut emulator = full.clone();
        emulator.call(Thread(0), &end);
        states.push((emulator, known.clone()));
    }
    states
}

/// The presets under which there is a session, and two that choose what no preset does.
fn policies() -> Vec<Policy> {
    let presets = Policy::PRESETS.iter().filter_map(|name| Policy::named(name));
    let mut policies: Vec<Policy> =
        presets.filter(|policy| policy.initialize == Initialize::Works).collect();
    policies.push(Policy {
        after_last_release: AfterLastRelease::InvalidObject,
        after_parent_release: AfterParentRelease::InvalidObject,
        after_session_release: AfterSessionRelease::InvalidObject,
        repeated_open: RepeatedOpen::Same,
        after_submit: AfterSubmit::Works,
        overread: Overread::InvalidArgument,
        compare_unknown: CompareUnknown::Compared,
        duplicate_store: DuplicateStore::Opened,
        computed_property: ComputedProperty::Skipped,
        deletion: Deletion::Moves,
        table_view: TableView::Live,
        table_strings: TableStrings::Whole,
        notification_moment: NotificationMoment::After,
        registrations_at_logoff: RegistrationsAtLogoff::Cancelled,
        null_connection: NullConnection::Accepted,
        ..Policy::ce()
    });
    policies.push(Policy {
        parent_reference: ParentReference::Held,
        repeated_open: RepeatedOpen::Same,
        other_thread: OtherThread::WrongThread,
        after_delete: AfterDelete::NotFound,
        entry_size: EntrySize::Unknown,
        compare_sizes: CompareSizes::Different,
        duplicate_store: DuplicateStore::InvalidArgument,
        delete_open_store: DeleteOpenStore::Refused,
        computed_property: ComputedProperty::NoAccess,
        registrations_at_release: RegistrationsAtRelease::Kept,
        zero_mask: ZeroMask::InvalidArgument,
        unregistered_events: UnregisteredEvents::NoSupport,
        wrong_table: WrongTable::InvalidArgument,
        ..Policy::ce()
    });
    policies
}

/// Makes a call, and tests that its reply has one output for each parameter, none without a place,
/// and only things and entries that are there. Says what came of it.
fn check(emulator: &mut Emulator, thread: Thread, call: &Call, known: &mut Known) -> Reply {
    let reply = emulator.call(thread, call);
    let Reply::Returned(mut returned) = reply.clone() else { return reply };
    let mut places = Vec::new();
    call.values(&mut |value| {
        if let Value::Place(place) = value {
            places.push(place);
        }
    });
    assert_eq!(places.len(), returned.outs.len(), "{call:?}: {returned:?}");
    let params = call.function().signature().outs();
    for ((place, output), param) in places.iter().zip(&mut returned.outs).zip(params) {
        assert_eq!(*output == Output::NoPlace, *place == Place::Null, "{call:?}: {output:?}");
        if let Some(handle) = output.thing() {
            let kind = match (&output, param.kind) {
                (_, Kind::Pointer(Object::Connection)) => Object::Connection,
                (Output::Object(_), Kind::Pointer(kind)) if kind != Object::Block => {
                    let add = Call::Unknown(handle, UnknownCall::AddRef {});
                    let references = emulator.clone().call(thread, &add);
                    assert!(references.result().is_some_and(|code| code.0 > 0), "{call:?}");
                    kind
                }
                _ => {
                    assert!(emulator.block_size(handle).is_some(), "{call:?}: {output:?}");
                    Object::Block
                }
            };
            known.entry(handle).or_insert(kind);
        }
        output.entries(&mut |entry| {
            let names = [
                Call::Function(FunctionCall::MailDisplayMessage {
                    lpeid: EntryId::Known(*entry),
                    cb: Size::Of(16),
                }),
                Call::Function(FunctionCall::MailSwitchToFolder {
                    lpeid: EntryId::Known(*entry),
                    cb: Size::Of(16),
                }),
            ];
            let found = names.iter().any(|call| {
                emulator.clone().call(thread, call).result().is_some_and(HResult::succeeded)
            });
            // Stores are shown by no function; they come first.
            assert!(found || entry.0 < 1000, "{call:?}: {entry:?}");
        });
    }
    for callback in emulator.callbacks() {
        assert!(callback.reply.returned().is_some());
        assert!(callback.call.receiver().is_some());
    }
    reply
}

#[test]
fn every_function_takes_everything() {
    const TRIES: usize = 120;
    let functions: Vec<Function> = Function::all().collect();
    let mut choices = Choices(1);
    let mut calls = 0;
    let mut succeeded = BTreeSet::new();
    for policy in policies() {
        for (emulator, known) in states(policy) {
            for function in &functions {
                for _ in 0..TRIES {
                    let call = choices.call(*function, &known);
                    let reply = check(&mut emulator.clone(), Thread(0), &call, &mut known.clone());
                    if reply.result().is_some_and(HResult::succeeded) {
                        succeeded.insert(*function);
                    }
                    calls += 1;
                }
            }
        }
    }
    assert!(calls > 300_000, "only {calls} calls");
    let never: Vec<_> = functions
        .iter()
        .filter(|function| function.signature().supported && !succeeded.contains(function))
        .map(|function| function.signature().name)
        .collect();
    // CE's simple streams do without these.
    assert_eq!(never, ["Revert", "LockRegion", "UnlockRegion"]);
}

#[test]
fn long_runs_of_calls_end_well() {
    let functions: Vec<Function> = Function::all()
        .filter(|function| function.signature().name != "MAPIUninitialize")
        .collect();
    let mut choices = Choices(2);
    for policy in policies() {
        for (mut emulator, mut known) in states(policy) {
            for _ in 0..4_000 {
                let function = choices.of(&functions);
                let call = choices.call(function, &known);
                let thread = Thread(choices.below(2) as u16);
                let mut tried = emulator.clone();
                let mut found = known.clone();
                // A call in which the process dies is made, and then forgotten.
                if let Reply::Returned(_) = check(&mut tried, thread, &call, &mut found) {
                    (emulator, known) = (tried, found);
                }
            }
            emulator.exit();
        }
    }
}
