use std::fmt::Write as _;

use cemapi_abi::{
    HResult, Iid, PropTag, Text,
    private::is_hidden,
    registry::{CODES, Group, IIDS, TAGS},
};

use super::{Flaw, Node, Problem, Shape, nearest};

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
        Shape::Other => in_range(node, "32 bits"),
        _ => Err(node.expected(match group {
            Some(Group { bits: true, .. }) => "a number or a list of flags",
            Some(_) => "a number or a name",
            None => "a number",
        })),
    }
}

/// A whole number in 32 bits with a sign, or the name of its value.
pub(super) fn read_long<'a>(
    node: Node<'a>,
    group: Option<&'static Group>,
) -> Result<i32, Flaw<'a>> {
    match node.shape() {
        Shape::Word(word) => read_name(node, word, group).map(|value| value as i32),
        _ => in_range(node, "32 bits with a sign"),
    }
}

/// A number that fits what it is for.
pub(crate) fn in_range<'a, T: TryFrom<i128>>(node: Node<'a>, range: &str) -> Result<T, Flaw<'a>> {
    let number = node.number()?;
    let range = range.to_owned();
    let outside = || Problem::OutOfRange { number: node.text().to_owned(), range };
    T::try_from(number).map_err(|_| node.flaw(outside()))
}

fn read_name<'a>(
    node: Node<'a>,
    word: &'a str,
    group: Option<&'static Group>,
) -> Result<u32, Flaw<'a>> {
    let Some(group) = group else {
        return Err(node.expected("a number"));
    };
    let names = group.names.iter().map(|(name, _)| *name);
    group.value(word).ok_or_else(|| unknown(node, word, "one of its values", names))
}

/// Says that a word is not one of those that stand for something here.
pub(super) fn unknown<'a>(
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
    let known = || CODES.iter().map(|(name, _)| *name);
    match node.shape() {
        Shape::Word(word) | Shape::Applied(word) => HResult::named(word)
            .or_else(|| unnamed_code(word))
            .ok_or_else(|| unknown(node, word, "a result code", known())),
        Shape::Other => in_range(node, "32 bits").map(HResult),
        _ => Err(node.expected("a result code")),
    }
}

/// A code without a name is written `x` and its eight hexadecimal digits, which makes it a word.
fn unnamed_code(word: &str) -> Option<HResult> {
    let digits = word.strip_prefix('x').filter(|digits| digits.len() == 8)?;
    u32::from_str_radix(digits, 16).ok().map(HResult)
}

/// A property tag by name or number.
pub(super) fn read_tag(node: Node<'_>) -> Result<PropTag, Flaw<'_>> {
    match node.shape() {
        Shape::Word(word) => PropTag::named(word).ok_or_else(|| {
            unknown(node, word, "a property tag", TAGS.iter().map(|(name, _)| *name))
        }),
        Shape::Other => in_range(node, "32 bits").map(PropTag),
        _ => Err(node.expected("a property tag")),
    }
}

/// A string, or the UTF-16 units of one that is not well formed.
pub(super) fn read_text(node: Node<'_>) -> Result<Text, Flaw<'_>> {
    match node.shape() {
        Shape::String => Ok(Text::from(&*node.string()?)),
        Shape::List => {
            let units = node.list()?.into_iter().map(|unit| in_range(unit, "16 bits"));
            units.collect::<Result<_, _>>().map(Text::from_units)
        }
        _ => Err(node.expected("a string, a list of UTF-16 units or `NULL`")),
    }
}

/// Bytes: a list of numbers, a string of ASCII, the same as `Ascii("...")`, or `Utf16("...")`.
pub(super) fn read_bytes(node: Node<'_>) -> Result<Vec<u8>, Flaw<'_>> {
    match node.shape() {
        Shape::String => Ok(node.string()?.as_bytes().to_vec()),
        Shape::Applied("Ascii") => Ok(node.inside()?.string()?.as_bytes().to_vec()),
        Shape::Applied("Utf16") => {
            let text = node.inside()?.string()?;
            Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect())
        }
        Shape::List => node.list()?.into_iter().map(|byte| in_range(byte, "8 bits")).collect(),
        _ => Err(node.expected("a list of bytes, a string, `Utf16(\"...\")` or `NULL`")),
    }
}

/// An interface id by name or in braces.
pub(super) fn read_iid(node: Node<'_>) -> Result<Iid, Flaw<'_>> {
    const EXAMPLE: &str = "an interface id such as \"{00020300-0000-0000-C000-000000000046}\"";
    match node.shape() {
        Shape::Word(word) => Iid::named(word).ok_or_else(|| {
            unknown(node, word, "an interface id", IIDS.iter().map(|(name, _)| *name))
        }),
        Shape::String => Iid::parse(&node.string()?).ok_or_else(|| node.expected(EXAMPLE)),
        _ => Err(node.expected("an interface id or `NULL`")),
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
    if number == 0 && group.bits {
        return out.push('0');
    }
    match group.split(number) {
        (names, 0) if !group.bits && names.len() == 1 => out.push_str(names[0]),
        (names, rest) if group.bits => {
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

/// Writes an interface id as [`read_iid`] reads it.
pub(super) fn write_iid(out: &mut String, iid: Iid) {
    match iid.name() {
        Some(name) => out.push_str(name),
        None => _ = write!(out, "\"{iid}\""),
    }
}

/// Writes a string as [`read_text`] reads it.
pub(super) fn write_text(out: &mut String, text: &Text) {
    match text.to_string() {
        Some(text) => write_string(out, &text),
        None => _ = write!(out, "{:?}", text.units()),
    }
}

/// Writes bytes as [`read_bytes`] reads them, as text where they are text.
pub(super) fn write_bytes(out: &mut String, bytes: &[u8]) {
    // Text of other scripts cannot be told from numbers, so that only ASCII counts as text.
    let printable = |unit: u16| matches!(unit, 9 | 10 | 13 | 0x20..0x7F);
    if !bytes.is_empty() && bytes.iter().all(|byte| (0x20..0x7F).contains(byte)) {
        return write_string(out, &String::from_utf8_lossy(bytes));
    }
    let units: Vec<u16> =
        bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let text = units.strip_suffix(&[0]).unwrap_or(&units);
    let is_text = !text.is_empty() && text.iter().all(|unit| printable(*unit));
    if bytes.len().is_multiple_of(2) && is_text {
        out.push_str("Utf16(");
        write_string(out, &String::from_utf16_lossy(&units));
        return out.push(')');
    }
    _ = write!(out, "{bytes:?}");
}

/// Writes bytes where a string would be a name: numbers, unless that hides what was hidden.
pub(super) fn write_nameless(out: &mut String, bytes: &[u8]) {
    if is_hidden(bytes) {
        out.push_str("Ascii(");
        write_string(out, &String::from_utf8_lossy(bytes));
        out.push(')');
    } else {
        _ = write!(out, "{bytes:?}");
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

/// Writes several things between brackets.
pub(super) fn write_list<T>(
    out: &mut String,
    parts: impl IntoIterator<Item = T>,
    mut each: impl FnMut(&mut String, T),
) {
    out.push('[');
    for (place, part) in parts.into_iter().enumerate() {
        out.push_str(if place == 0 { "" } else { ", " });
        each(out, part);
    }
    out.push(']');
}
