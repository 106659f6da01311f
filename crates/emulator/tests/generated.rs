//! Calls of every function of the registry with whatever can be passed, in many states: nothing
//! panics, and what replies hand out is there.

#![expect(clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use cemapi_abi::{
    Call, ComposeFields, Entry, EntryId, Function, HResult, Handle, Iid, MapiInit, Name, NameId,
    Notification, Output, Place, Pointer, Prop, PropTag, PropValue, Reply, Restriction, Size,
    SortOrderSet, Text, Thread, Value,
    registry::{
        ClientCall, FunctionCall, IIDS, Kind, MAPI_CREATE, MAPI_MODIFY, MessageCall, Object,
        PR_ATTACH_DATA_BIN, PR_BODY_W, PR_SUBJECT_W, Param, PropCall, SessionCall, TAGS, TYPES,
        UnknownCall,
    },
};
use cemapi_emulator::{Emulator, Limits, Policy};
use common::{G, Process, create_folder, recipients, set, text};

/// A generator that makes the same choices in every run (SplitMix64).
struct Choices(u64);

impl Choices {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }

    fn number(&mut self) -> u32 {
        match self.below(3) {
            0 => self.below(5) as u32,
            1 => 1 << self.below(32),
            _ => self.of(&[0, 10, 11, 0xFFFF_FFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF0]),
        }
    }

    fn tag(&mut self) -> PropTag {
        let (_, tag) = self.of(TAGS);
        match self.below(4) {
            0 => tag.with_type(self.of(TYPES).1),
            1 => PropTag(self.number()),
            _ => tag,
        }
    }

    fn text(&mut self) -> Option<Text> {
        let texts = ["", "Inbox", "Outlook E-Mail", "a"];
        Some(match self.below(6) {
            0 => return None,
            1 => Text::from_units(vec![0xD800]),
            2 => Text::from_units(vec![0xDC00, 0x41, 0xD83D]),
            3 => Text::from_units(vec![0x41; 600]),
            _ => self.of(&texts).into(),
        })
    }

    fn iid(&mut self) -> Option<Iid> {
        (self.below(3) > 0).then(|| self.of(IIDS).1)
    }

    fn entry(&mut self) -> EntryId {
        match self.below(8) {
            0 => EntryId::Null,
            1 => EntryId::Bytes(Vec::new()),
            2 => EntryId::Bytes(vec![0xFF; self.below(40)]),
            3 => EntryId::Known(Entry(self.number())),
            _ => EntryId::Known(Entry(self.below(26) as u32)),
        }
    }

    fn value(&mut self) -> PropValue {
        match self.below(13) {
            0 => PropValue::Raw(self.next()),
            1 => PropValue::Short(-1),
            2 => PropValue::Long(self.number()),
            3 => PropValue::Float(0x7FC0_0000),
            4 => PropValue::Double(self.next()),
            5 => PropValue::Large(self.next() as i64),
            6 => PropValue::Error(HResult(self.number())),
            7 => PropValue::Boolean(true),
            8 => PropValue::String8((self.below(2) > 0).then(|| vec![0xFF; self.below(300)])),
            9 => PropValue::Time(self.next()),
            10 => PropValue::Id(self.iid()),
            11 => PropValue::Binary(self.entry()),
            _ => PropValue::Unicode(self.text()),
        }
    }

    fn prop(&mut self) -> Prop {
        let value = self.value();
        let mut tag = self.tag();
        if self.below(3) > 0 {
            let of_form = |(_, tag): &&(&str, PropTag)| {
                cemapi_abi::PropForm::of(tag.type_of()) == value.form()
            };
            let fitting: Vec<_> = TAGS.iter().filter(of_form).collect();
            if !fitting.is_empty() {
                tag = self.of(&fitting).1;
            }
        }
        Prop { tag, value }
    }

    fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> T) -> Option<Vec<T>> {
        let count = self.below(5);
        (count > 0).then(|| (1..count).map(|_| one(self)).collect())
    }

    fn restriction(&mut self, depth: u32) -> Restriction {
        let inner = depth < 5;
        match self.below(10) {
            0 if inner => {
                Restriction::And((0..self.below(3)).map(|_| self.restriction(depth + 1)).collect())
            }
            1 if inner => {
                Restriction::Or((0..self.below(3)).map(|_| self.restriction(depth + 1)).collect())
            }
            2 if inner => Restriction::Not(Box::new(self.restriction(depth + 1))),
            3 => Restriction::Content { fuzzy: self.number(), tag: self.tag(), prop: self.prop() },
            4 => Restriction::Property {
                relation: self.below(7) as u32,
                tag: self.tag(),
                prop: self.prop(),
            },
            5 => Restriction::CompareProps {
                relation: self.below(7) as u32,
                left: self.tag(),
                right: self.tag(),
            },
            6 => Restriction::Bitmask {
                relation: self.below(3) as u32,
                tag: self.tag(),
                mask: self.number(),
            },
            7 => Restriction::Size {
                relation: self.below(7) as u32,
                tag: self.tag(),
                bytes: self.number(),
            },
            8 => Restriction::Exist(self.tag()),
            _ => Restriction::Other(self.number()),
        }
    }

    fn argument(&mut self, param: &Param, known: &Known) -> Value {
        if param.out {
            return Value::Place(if self.below(6) > 0 { Place::Given } else { Place::Null });
        }
        match param.kind {
            Kind::Ulong => Value::Ulong(self.number()),
            Kind::Long => Value::Long(self.of(&[0, 1, 3, 10, 11, -1, i32::MAX, i32::MIN])),
            Kind::Code => Value::Code(HResult(self.number())),
            Kind::Text => Value::Text(self.text()),
            Kind::Iid => Value::Iid(self.iid()),
            Kind::MapiInit => Value::MapiInit((self.below(2) > 0).then(MapiInit::default)),
            Kind::EntryId => Value::EntryId(self.entry()),
            Kind::Size => Value::Size(match self.below(4) {
                0 => Size::Of(self.number()),
                1 => Size::Of(16),
                _ => Size::Own,
            }),
            Kind::Large => {
                let number = i64::from(self.number());
                Value::Large(self.of(&[0, 1, 5, -1, number, -number, i64::MAX, i64::MIN]))
            }
            Kind::Tag => Value::Tag(self.tag()),
            Kind::Bytes => Value::Bytes(self.list(|choices| choices.next() as u8)),
            Kind::Tags => Value::Tags(self.list(Self::tag)),
            Kind::Props => Value::Props(self.list(Self::prop)),
            Kind::Recipients => {
                Value::Recipients(self.list(|choices| choices.list(Self::prop).unwrap_or_default()))
            }
            Kind::Entries => Value::Entries(self.list(Self::entry)),
            Kind::Restriction => {
                Value::Restriction((self.below(4) > 0).then(|| Box::new(self.restriction(0))))
            }
            Kind::SortOrder => Value::SortOrder((self.below(4) > 0).then(|| {
                SortOrderSet {
                    categories: self.below(2) as u32 & self.below(2) as u32,
                    expanded: 0,
                    keys: self
                        .list(|choices| (choices.tag(), choices.below(4) as u32))
                        .unwrap_or_default(),
                }
            })),
            Kind::PropNames => Value::PropNames(self.list(|choices| NameId {
                set: choices.iid(),
                name: match choices.text() {
                    Some(text) => Name::Text(text),
                    None => Name::Number(choices.number()),
                },
            })),
            Kind::Notification => {
                Value::Notification((self.below(2) > 0).then(Box::<Notification>::default))
            }
            Kind::Compose => Value::Compose((self.below(3) > 0).then(|| {
                Box::new(ComposeFields {
                    size: (self.below(4) == 0).then(|| self.number()),
                    account: self.text(),
                    attachment_count: self.number(),
                    attachments: self.text(),
                    ..ComposeFields::default()
                })
            })),
            Kind::Rows => Value::Pointer(Pointer::Null),
            Kind::Pointer(kind) => Value::Pointer(match self.below(10) {
                0 => Pointer::Null,
                1 => Pointer::Foreign,
                2 => Pointer::To(Handle(self.number())),
                _ => Pointer::To(self.thing(kind, known)),
            }),
        }
    }

    /// Something that serves as a thing of this kind, or once in a while something else.
    fn thing(&mut self, kind: Object, known: &Known) -> Handle {
        let any = self.below(10) == 0;
        let fitting = known.iter().filter(|(_, known)| any || known.serves_as(kind));
        let fitting: Vec<Handle> = fitting.map(|(handle, _)| *handle).collect();
        if fitting.is_empty() { Handle(self.number()) } else { self.of(&fitting) }
    }

    fn call(&mut self, function: Function, known: &Known) -> Call {
        let signature = function.signature();
        let arguments = signature.params.iter().map(|param| self.argument(param, known)).collect();
        let receiver = function.interface().receiver.map(|(_, kind)| self.thing(kind, known));
        let call = Call::new(function, receiver, arguments);
        call.unwrap_or_else(|| panic!("{} cannot be called", signature.name))
    }
}

/// The things that appeared, each with what it was when it did.
type Known = BTreeMap<Handle, Object>;

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

fn policies() -> Vec<Policy> {
    Policy::PRESETS
        .iter()
        .filter_map(|name| Policy::named(name))
        .filter(|policy| policy.initialize == cemapi_emulator::policy::Initialize::Works)
        .collect()
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
