use std::collections::BTreeMap;

use cemapi_abi::{
    Call, ComposeFields, Entry, EntryId, Function, HResult, Handle, Iid, MapiInit, Name, NameId,
    Notification, Place, Pointer, Prop, PropForm, PropTag, PropValue, Restriction, Size,
    SortOrderSet, Text, Value,
    registry::{IIDS, Kind, Object, Param, TAGS, TYPES},
};

/// A generator that makes the same choices in every run (SplitMix64).
pub(crate) struct Choices(pub(crate) u64);

impl Choices {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub(crate) fn of<T: Clone>(&mut self, choices: &[T]) -> T {
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
            let of_form = |(_, tag): &&(&str, PropTag)| PropForm::of(tag.type_of()) == value.form();
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

    pub(crate) fn call(&mut self, function: Function, known: &Known) -> Call {
        let signature = function.signature();
        let arguments = signature.params.iter().map(|param| self.argument(param, known)).collect();
        let receiver = function.interface().receiver.map(|(_, kind)| self.thing(kind, known));
        let call = Call::new(function, receiver, arguments);
        call.unwrap_or_else(|| panic!("{} cannot be called", signature.name))
    }
}

/// The things that appeared, each with what it was when it did.
pub(crate) type Known = BTreeMap<Handle, Object>;
