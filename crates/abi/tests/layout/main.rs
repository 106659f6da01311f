//! What is put into memory is read back from it, with pointers of both widths.
#![expect(clippy::expect_used, reason = "a test ends where its expectations do")]

mod machine;

use cemapi_abi::{
    Call, ComposeFields, Entry, EntryId, Function, HResult, Handle, Iid, MapiInit, Name, NameId,
    Notification, Output, Place, Pointer, Prop, PropTag, PropValue, Restriction, Size,
    SortOrderSet, Text, Value,
    layout::{Codec, Error, Layout, Space},
    registry::*,
};
use machine::Machine;

fn props() -> Vec<Prop> {
    let prop = |kind: u16, value| Prop { tag: PropTag(0x6601_0000 | u32::from(kind)), value };
    vec![
        prop(PT_NULL, PropValue::Raw(0x1234_5678_9ABC_DEF0)),
        prop(PT_I2, PropValue::Short(-2)),
        prop(PT_LONG, PropValue::Long(0xFFFF_FFFE)),
        prop(PT_R4, PropValue::Float(1.5f32.to_bits())),
        prop(PT_DOUBLE, PropValue::Double(2.5f64.to_bits())),
        prop(PT_I8, PropValue::Large(-3)),
        prop(PT_ERROR, PropValue::Error(MAPI_E_NOT_FOUND)),
        prop(PT_BOOLEAN, PropValue::Boolean(true)),
        prop(PT_STRING8, PropValue::String8(Some(b"mail".to_vec()))),
        prop(PT_STRING8, PropValue::String8(None)),
        prop(PT_UNICODE, PropValue::Unicode(Some(Text::from("Grüße")))),
        prop(PT_UNICODE, PropValue::Unicode(None)),
        prop(PT_SYSTIME, PropValue::Time(0x01C0_0000_0000_0001)),
        prop(PT_CLSID, PropValue::Id(Some(IID_IMsgStore))),
        prop(PT_BINARY, PropValue::Binary(EntryId::Known(Entry(3)))),
        prop(PT_BINARY, PropValue::Binary(EntryId::Bytes(vec![1, 2, 3]))),
        prop(PT_BINARY, PropValue::Binary(EntryId::Null)),
    ]
}

fn restriction() -> Restriction {
    let prop = props().swap_remove(10);
    Restriction::And(vec![
        Restriction::Or(vec![
            Restriction::Content { fuzzy: FL_PREFIX, tag: PR_SUBJECT, prop: prop.clone() },
            Restriction::Property { relation: RELOP_EQ, tag: PR_SUBJECT, prop },
        ]),
        Restriction::Not(Box::new(Restriction::Exist(PR_BODY))),
        Restriction::CompareProps { relation: RELOP_NE, left: PR_SUBJECT, right: PR_BODY },
        Restriction::Bitmask { relation: BMR_NEZ, tag: PR_MESSAGE_FLAGS, mask: MSGFLAG_READ },
        Restriction::Size { relation: RELOP_GT, tag: PR_BODY, bytes: 100 },
        Restriction::Other(RES_COMMENT),
        Restriction::Or(vec![]),
    ])
}

/// A value for every kind of parameter, and `NULL` for those that can be.
fn samples(param: &Param) -> Vec<Value> {
    let text = |text: &str| Some(Text::from(text));
    match param.kind {
        _ if param.out => vec![Value::Place(Place::Given), Value::Place(Place::Null)],
        // How many bytes IStream::Read has room for.
        Kind::Ulong if param.c_name == "cb" => vec![Value::Ulong(100)],
        Kind::Ulong => vec![Value::Ulong(0xFFFF_FFFF)],
        Kind::Long => vec![Value::Long(-5)],
        Kind::Code => vec![Value::Code(HResult(0x8004_0102))],
        Kind::Tag => vec![Value::Tag(PR_SUBJECT)],
        Kind::Large => vec![Value::Large(-6_000_000_000)],
        Kind::Size => vec![Value::Size(Size::Own)],
        Kind::Pointer(_) => {
            vec![
                Value::Pointer(Pointer::To(Handle(4))),
                Value::Pointer(Pointer::Null),
                Value::Pointer(Pointer::Foreign),
            ]
        }
        Kind::EntryId => vec![
            Value::EntryId(EntryId::Known(Entry(3))),
            Value::EntryId(EntryId::Null),
            Value::EntryId(EntryId::Bytes(vec![9; 5])),
        ],
        Kind::Text => vec![Value::Text(text("Ünïcode")), Value::Text(None)],
        Kind::Iid => vec![Value::Iid(Some(IID_IMAPITable)), Value::Iid(None)],
        Kind::MapiInit => vec![
            Value::MapiInit(Some(MapiInit { ulVersion: 0, ulFlags: 8 })),
            Value::MapiInit(None),
        ],
        Kind::Bytes => vec![Value::Bytes(Some(vec![1; 70_000])), Value::Bytes(None)],
        Kind::Tags => vec![Value::Tags(Some(vec![PR_SUBJECT, PR_BODY])), Value::Tags(None)],
        Kind::Props => {
            let count = |prop: &Prop| Value::Props(Some(vec![prop.clone()]));
            props().iter().map(count).chain([Value::Props(None)]).collect()
        }
        Kind::Recipients => vec![
            Value::Recipients(Some(vec![props(), vec![], props()])),
            Value::Recipients(Some(vec![])),
            Value::Recipients(None),
        ],
        Kind::Entries => vec![
            Value::Entries(Some(vec![EntryId::Known(Entry(3)), EntryId::Bytes(vec![1])])),
            Value::Entries(None),
        ],
        Kind::Restriction => {
            vec![Value::Restriction(Some(Box::new(restriction()))), Value::Restriction(None)]
        }
        Kind::SortOrder => {
            let keys = vec![(PR_SUBJECT, TABLE_SORT_DESCEND), (PR_BODY, TABLE_SORT_ASCEND)];
            let order = SortOrderSet { categories: 1, expanded: 2, keys };
            vec![Value::SortOrder(Some(order)), Value::SortOrder(None)]
        }
        Kind::PropNames => {
            let names = vec![
                NameId { set: Some(IID_IMAPIProp), name: Name::Number(17) },
                NameId { set: None, name: Name::Text(Text::from("Keywords")) },
            ];
            vec![Value::PropNames(Some(names)), Value::PropNames(None)]
        }
        Kind::Notification => {
            let told = Notification {
                event: fnevObjectMoved,
                object_type: MAPI_MESSAGE,
                entry: EntryId::Known(Entry(3)),
                old_parent: EntryId::Bytes(vec![1, 2]),
                ..Notification::default()
            };
            vec![Value::Notification(Some(Box::new(told))), Value::Notification(None)]
        }
        Kind::Compose => {
            let fields = ComposeFields {
                size: Some(7),
                flags: MCF_ACCOUNT_IS_NAME,
                to: text("anna"),
                attachments: Some(Text::from("a.txt\0b.txt")),
                attachment_count: 2,
                class: text("IPM.Note"),
                ..ComposeFields::default()
            };
            vec![Value::Compose(Some(Box::new(fields))), Value::Compose(None)]
        }
        Kind::Rows => vec![],
    }
}

/// Calls of a function in which each argument takes each of its sample values.
fn calls(function: Function) -> Vec<Call> {
    let params = function.signature().params;
    let all: Vec<_> = params.iter().map(samples).collect();
    let most = all.iter().map(Vec::len).max().unwrap_or(1);
    let receiver = function.interface().receiver.map(|_| Handle(9));
    (0..most)
        .map(|turn| {
            let values = all.iter().map(|values| values[turn % values.len()].clone()).collect();
            Call::new(function, receiver, values).expect("samples are of the right kinds")
        })
        .collect()
}

#[test]
fn every_call_survives_memory() {
    for function in Function::all() {
        for call in calls(function) {
            for layout in Layout::ALL {
                let mut machine = Machine::new();
                let mut codec = Codec::new(layout, &mut machine);
                let words = codec.arguments(&call).expect("there is room");
                assert_eq!(words.len(), function.signature().words(layout));
                let read = codec.call(function, call.receiver(), &words);
                assert_eq!(read, Ok(call.clone()), "{layout:?}");
            }
        }
    }
}

#[test]
fn what_is_handed_out_survives_memory() {
    for function in Function::all() {
        let call = &calls(function)[0];
        for layout in Layout::ALL {
            let mut machine = Machine::new();
            let mut codec = Codec::new(layout, &mut machine);
            let words = codec.arguments(call).expect("there is room");
            let untouched = codec.outputs(function, &words).expect("places can be read");
            assert!(untouched.iter().all(|out| *out == Output::Untouched), "{untouched:?}");

            let mut next = 0;
            let outs: Vec<_> = function
                .signature()
                .outs()
                .map(|param| {
                    next += 1;
                    let block = Handle(0x0100_0000 + next);
                    match param.kind {
                        Kind::Ulong | Kind::Long | Kind::Large => {
                            Output::Number(props().len() as u32)
                        }
                        Kind::Bytes => Output::Bytes(vec![1; props().len()]),
                        Kind::EntryId => Output::Entry(block, Entry(3)),
                        Kind::Tags => Output::Tags(block, vec![PR_BODY]),
                        // Where the number of properties is not told there is one.
                        Kind::Props if function.signature().outs().count() == 1 => {
                            Output::Props(block, props()[..1].to_vec())
                        }
                        Kind::Props => Output::Props(block, props()),
                        Kind::Rows => Output::Rows(block, vec![props(), vec![], props()]),
                        _ => Output::Object(Handle(next)),
                    }
                })
                .collect();
            codec.write_outputs(function, &words, &outs).expect("places can be written");
            let read = codec.outputs(function, &words).expect("places can be read");
            assert_eq!(read, outs, "{} {layout:?}", function.signature().name);
        }
    }
}

#[test]
fn bits_beyond_an_argument_are_ignored() {
    let function = Function::named("Logoff").next().expect("it is in the registry");
    let mut machine = Machine::new();
    let mut codec = Codec::new(Layout::Wide, &mut machine);
    let words = [0xFFFF_FFFF_0000_0000, 0xABCD_0000_0000_0002, 0];
    let expected = SessionCall::Logoff { ulUIParam: 0, ulFlags: 2, ulReserved: 0 };
    assert_eq!(
        codec.call(function, Some(Handle(1)), &words),
        Ok(Call::Session(Handle(1), expected))
    );
}

#[test]
fn wild_pointers_and_circles_are_errors() {
    let function = Function::named("Restrict").next().expect("it is in the registry");
    let mut machine = Machine::new();
    let at = machine.allocate(64).expect("there is room");
    // A RES_NOT whose part is itself.
    machine.write(at, &RES_NOT.to_le_bytes()).expect("it was allocated");
    machine.write(at + 16, &at.to_le_bytes()).expect("it was allocated");
    let mut codec = Codec::new(Layout::Wide, &mut machine);
    let mut read = |address| codec.call(function, Some(Handle(1)), &[address, 0]);
    assert_eq!(read(at), Err(Error::TooDeep));
    assert!(matches!(read(0xDEAD_0000), Err(Error::Unreachable(_))));
    assert_eq!(Iid::from_bytes(IID_IStream.to_bytes()), IID_IStream);
}

#[test]
fn functions_have_numbers() {
    for (index, function) in Function::all().enumerate() {
        assert_eq!(function.index(), index);
        assert_eq!(Function::at(index), Some(function));
    }
    assert_eq!(Function::at(Function::COUNT), None);
}
