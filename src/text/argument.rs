use std::fmt::Write as _;

use cemapi_abi::{
    EntryId, HResult, Iid, MapiInit, Place, Pointer, Size, Text, Value,
    registry::{CODES, Group, IIDS, Kind, Object, Param},
};

use super::{Flaw, Names, Node, Problem, Shape, a, nearest};

/// Reads the argument that a parameter takes.
pub(crate) fn read_value<'a>(
    param: &Param,
    node: Node<'a>,
    names: &Names,
) -> Result<Value, Flaw<'a>> {
    let null = node.shape() == Shape::Word("NULL");
    Ok(match param.kind {
        _ if param.out => match null {
            true => Value::Place(Place::Null),
            false if matches!(param.kind, Kind::Pointer(_)) => {
                return Err(node.expected("a name or `NULL`"));
            }
            false => return Err(node.expected("`NULL`")),
        },
        Kind::Ulong => Value::Ulong(read_number(node, param.group)?),
        Kind::Long => Value::Long(read_long(node, param.group)?),
        Kind::Code => Value::Code(read_code(node)?),
        Kind::Size => Value::Size(Size::Of(read_number(node, None)?)),
        Kind::Text if null => Value::Text(None),
        Kind::Text => Value::Text(Some(read_text(node)?)),
        Kind::Iid if null => Value::Iid(None),
        Kind::Iid => Value::Iid(Some(read_iid(node)?)),
        Kind::MapiInit if null => Value::MapiInit(None),
        Kind::MapiInit => Value::MapiInit(Some(read_init(node)?)),
        Kind::EntryId if null => Value::EntryId(EntryId::Null),
        Kind::EntryId => Value::EntryId(read_entry(node, names)?),
        Kind::Pointer(_) if null => Value::Pointer(Pointer::Null),
        Kind::Pointer(object) => Value::Pointer(read_pointer(node, object, names)?),
    })
}

/// The argument that a parameter takes when the caller says nothing: what the documentation's own
/// examples pass.
pub(crate) fn default_value(param: &Param) -> Value {
    match param.kind {
        _ if param.out => Value::Place(Place::Given),
        Kind::Ulong => Value::Ulong(0),
        Kind::Long => Value::Long(0),
        Kind::Code => Value::Code(HResult(0)),
        Kind::Size => Value::Size(Size::Own),
        Kind::Text => Value::Text(None),
        Kind::Iid => Value::Iid(None),
        Kind::MapiInit => Value::MapiInit(None),
        Kind::EntryId => Value::EntryId(EntryId::Null),
        Kind::Pointer(_) => Value::Pointer(Pointer::Null),
    }
}

/// A whole number in 32 bits, or the names of its value.
pub(crate) fn read_number<'a>(
    node: Node<'a>,
    group: Option<&'static Group>,
) -> Result<u32, Flaw<'a>> {
    match node.shape() {
        Shape::Word(word) => read_name(node, word, group),
        Shape::List if group.is_some_and(|group| group.bits) => {
            let mut value = 0;
            for part in node.list()? {
                value |= read_number(part, group)?;
            }
            Ok(value)
        }
        Shape::Other => in_range(node, node.number()?, "32 bits"),
        _ => Err(node.expected(match group {
            Some(Group { bits: true, .. }) => "a number or a list of flags",
            Some(_) => "a number or a name",
            None => "a number",
        })),
    }
}

fn read_long<'a>(node: Node<'a>, group: Option<&'static Group>) -> Result<i32, Flaw<'a>> {
    match node.shape() {
        Shape::Word(word) => read_name(node, word, group).map(|value| value as i32),
        _ => in_range(node, node.number()?, "32 bits with a sign"),
    }
}

fn in_range<'a, T: TryFrom<i64>>(node: Node<'a>, number: i64, range: &str) -> Result<T, Flaw<'a>> {
    let range = range.to_owned();
    T::try_from(number)
        .map_err(|_| node.flaw(Problem::OutOfRange { number: node.text().to_owned(), range }))
}

fn read_name<'a>(
    node: Node<'a>,
    word: &'a str,
    group: Option<&'static Group>,
) -> Result<u32, Flaw<'a>> {
    let Some(group) = group else {
        return Err(node.expected("a number"));
    };
    group.value(word).ok_or_else(|| {
        unknown(node, word, "one of its values", group.names.iter().map(|(name, _)| *name))
    })
}

fn unknown<'a>(
    node: Node<'a>,
    word: &str,
    what: &str,
    candidates: impl IntoIterator<Item = &'static str>,
) -> Flaw<'a> {
    node.flaw(Problem::UnknownValue {
        name: word.to_owned(),
        what: what.to_owned(),
        near: nearest(word, candidates),
    })
}

/// A result code by name or number.
pub(crate) fn read_code(node: Node<'_>) -> Result<HResult, Flaw<'_>> {
    match node.shape() {
        Shape::Word(word) | Shape::Applied(word) => {
            HResult::named(word).or_else(|| unnamed_code(word)).ok_or_else(|| {
                unknown(node, word, "a result code", CODES.iter().map(|(name, _)| *name))
            })
        }
        Shape::Other => in_range(node, node.number()?, "32 bits").map(HResult),
        _ => Err(node.expected("a result code")),
    }
}

/// A code without a name is written `x` and its eight hexadecimal digits, which makes it a word.
fn unnamed_code(word: &str) -> Option<HResult> {
    let digits = word.strip_prefix('x').filter(|digits| digits.len() == 8)?;
    u32::from_str_radix(digits, 16).ok().map(HResult)
}

fn read_text(node: Node<'_>) -> Result<Text, Flaw<'_>> {
    match node.shape() {
        Shape::String => Ok(Text::from(&*node.string()?)),
        // A string that is not well formed is written as its code units.
        Shape::List => {
            let units =
                node.list()?.into_iter().map(|unit| in_range(unit, unit.number()?, "16 bits"));
            units.collect::<Result<_, _>>().map(Text::from_units)
        }
        _ => Err(node.expected("a string, a list of UTF-16 units or `NULL`")),
    }
}

fn read_iid(node: Node<'_>) -> Result<Iid, Flaw<'_>> {
    match node.shape() {
        Shape::Word(word) => Iid::named(word).ok_or_else(|| {
            unknown(node, word, "an interface id", IIDS.iter().map(|(name, _)| *name))
        }),
        Shape::String => Iid::parse(&node.string()?).ok_or_else(|| {
            node.expected("an interface id such as \"{00020300-0000-0000-C000-000000000046}\"")
        }),
        _ => Err(node.expected("an interface id or `NULL`")),
    }
}

fn read_init(node: Node<'_>) -> Result<MapiInit, Flaw<'_>> {
    let mut init = MapiInit::default();
    if node.shape() != Shape::Group {
        return Err(node.expected("`NULL` or `(ulVersion: ..., ulFlags: ...)`"));
    }
    for (key, value) in node.fields()? {
        match key {
            "ulVersion" => init.ulVersion = read_number(value, None)?,
            "ulFlags" => init.ulFlags = read_number(value, Some(&cemapi_abi::registry::INIT))?,
            _ => {
                return Err(Flaw::new(
                    key,
                    Problem::UnknownField {
                        field: key.to_owned(),
                        of: "MAPIINIT_0".to_owned(),
                        near: nearest(key, ["ulVersion", "ulFlags"]),
                    },
                ));
            }
        }
    }
    Ok(init)
}

fn read_entry<'a>(node: Node<'a>, names: &Names) -> Result<EntryId, Flaw<'a>> {
    match node.shape() {
        Shape::String => {
            let name = node.string()?;
            names.find_entry(&name).map(EntryId::Known).ok_or_else(|| {
                node.flaw(Problem::NotYetMade { name: name.into_owned(), wanted: None, near: None })
            })
        }
        Shape::List => {
            let bytes =
                node.list()?.into_iter().map(|byte| in_range(byte, byte.number()?, "8 bits"));
            bytes.collect::<Result<_, _>>().map(EntryId::Bytes)
        }
        _ => Err(node.expected("the name of an entry id, a list of bytes or `NULL`")),
    }
}

/// The thing that a name stands for, if it is of the kind that is wanted.
pub(crate) fn read_pointer<'a>(
    node: Node<'a>,
    wanted: Object,
    names: &Names,
) -> Result<Pointer, Flaw<'a>> {
    match node.shape() {
        Shape::Word("Foreign") => return Ok(Pointer::Foreign),
        Shape::String => {}
        _ => return Err(node.expected(format!("the name of {}", a(wanted.noun())))),
    }
    let name = node.string()?;
    let Some(handle) = names.find(&name) else {
        let near = nearest(&name, names.iter());
        let (name, wanted) = (name.into_owned(), Some(wanted));
        return Err(node.flaw(Problem::NotYetMade { name, wanted, near }));
    };
    match names.object(handle) {
        Some(object) if !object.serves_as(wanted) => Err(node.flaw(Problem::WrongKind {
            name: name.into_owned(),
            is: object.noun().to_owned(),
            wanted: wanted.noun().to_owned(),
        })),
        _ => Ok(Pointer::To(handle)),
    }
}

/// Writes an argument as [`read_value`] reads it.
pub(crate) fn write_value(out: &mut String, param: &Param, value: &Value, names: &Names) {
    match value {
        Value::Ulong(number) => write_number(out, *number, param.group),
        Value::Long(number) => match param.group {
            Some(group) => write_number(out, *number as u32, Some(group)),
            None => _ = write!(out, "{number}"),
        },
        Value::Code(code) => write_code(out, *code),
        Value::Size(Size::Of(number)) => write_number(out, *number, None),
        Value::Size(Size::Own) => {}
        Value::Text(Some(text)) => write_text(out, text),
        Value::Iid(Some(iid)) => match iid.name() {
            Some(name) => out.push_str(name),
            None => _ = write!(out, "\"{iid}\""),
        },
        Value::MapiInit(Some(MapiInit { ulVersion, ulFlags })) => {
            _ = write!(out, "(ulVersion: {ulVersion}, ulFlags: ");
            write_number(out, *ulFlags, Some(&cemapi_abi::registry::INIT));
            out.push(')');
        }
        Value::EntryId(EntryId::Known(entry)) => {
            write_string(out, names.entry_name(*entry).unwrap_or("?"));
        }
        Value::EntryId(EntryId::Bytes(bytes)) => _ = write!(out, "{bytes:?}"),
        Value::Pointer(Pointer::Foreign) => out.push_str("Foreign"),
        Value::Pointer(Pointer::To(handle)) => {
            write_string(out, names.name(*handle).unwrap_or("?"));
        }
        Value::Text(None)
        | Value::Iid(None)
        | Value::MapiInit(None)
        | Value::EntryId(EntryId::Null)
        | Value::Pointer(Pointer::Null)
        | Value::Place(_) => out.push_str("NULL"),
    }
}

/// Writes a number, by the names of its value if it has any.
pub(crate) fn write_number(out: &mut String, number: u32, group: Option<&'static Group>) {
    let Some(group) = group else {
        // Sizes near 2^32 and bit patterns are easier to tell apart in hexadecimal.
        _ = match number {
            0..0x0100_0000 => write!(out, "{number}"),
            _ => write!(out, "0x{number:X}"),
        };
        return;
    };
    match group.split(number) {
        (names, 0) if !group.bits && names.len() == 1 => out.push_str(names[0]),
        (names, rest) if group.bits && number != 0 => {
            out.push('[');
            out.push_str(&names.join(", "));
            if rest != 0 {
                out.push_str(if names.is_empty() { "" } else { ", " });
                _ = write!(out, "0x{rest:X}");
            }
            out.push(']');
        }
        _ => write_number(out, number, None),
    }
}

/// Writes a result code as [`read_code`] reads it.
pub(crate) fn write_code(out: &mut String, code: HResult) {
    match code.name() {
        Some(name) => out.push_str(name),
        None => _ = write!(out, "x{:08X}", code.0),
    }
}

fn write_text(out: &mut String, text: &Text) {
    match text.to_string() {
        Some(text) => write_string(out, &text),
        None => _ = write!(out, "{:?}", text.units()),
    }
}

/// Writes a RON string.
pub(crate) fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => _ = write!(out, "\\u{{{:x}}}", u32::from(c)),
            c => out.push(c),
        }
    }
    out.push('"');
}
