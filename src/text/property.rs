use std::fmt::Write as _;

use cemapi_abi::{EntryId, Prop, PropForm, PropTag, PropValue, registry::value_group};

use super::{
    Flaw, Named, Names, Node, Problem, Shape, nearest,
    scalar::{
        in_range, read_bytes, read_code, read_iid, read_number, read_tag, read_text, write_bytes,
        write_code, write_iid, write_list, write_number, write_string, write_text,
    },
};

/// The names that entry ids are read with.
///
/// In a call an entry id has to have appeared; in a reply it may appear.
pub(super) enum Entries<'n> {
    Appeared(&'n Names),
    Appearing(&'n mut Names),
}

impl Entries<'_> {
    /// Reads an entry id: its name, bytes, or `NULL`.
    pub(super) fn read<'a>(&mut self, node: Node<'a>) -> Result<EntryId, Flaw<'a>> {
        match node.shape() {
            Shape::Word("NULL") => Ok(EntryId::Null),
            Shape::String => self.find(node).map(EntryId::Known),
            Shape::List | Shape::Applied("Utf16") => read_bytes(node).map(EntryId::Bytes),
            _ => Err(node.expected("the name of an entry id, a list of bytes or `NULL`")),
        }
    }

    fn find<'a>(&mut self, node: Node<'a>) -> Result<cemapi_abi::Entry, Flaw<'a>> {
        let name = node.string()?;
        match self {
            Self::Appeared(names) => names.find_entry(&name).ok_or_else(|| {
                let near = nearest(&name, names.iter_entries());
                node.flaw(Problem::NotYetMade { name: name.into_owned(), wanted: None, near })
            }),
            Self::Appearing(names) => {
                Ok(names.find_entry(&name).unwrap_or_else(|| names.add_entry(&name)))
            }
        }
    }
}

/// Writes an entry id as [`Entries::read`] reads it.
pub(super) fn write_entry(out: &mut String, entry: &EntryId, names: &dyn Named) {
    match entry {
        EntryId::Null => out.push_str("NULL"),
        EntryId::Known(entry) => write_string(out, names.entry(*entry).unwrap_or("?")),
        EntryId::Bytes(bytes) => _ = write!(out, "{bytes:?}"),
    }
}

/// Reads `[PR_ENTRYID, 0x0037001F]`.
pub(super) fn read_tags(node: Node<'_>) -> Result<Vec<PropTag>, Flaw<'_>> {
    node.list()?.into_iter().map(read_tag).collect()
}

/// Writes tags as [`read_tags`] reads them.
pub(super) fn write_tags(out: &mut String, tags: &[PropTag]) {
    write_list(out, tags, |out, tag| write_tag(out, *tag));
}

pub(super) fn write_tag(out: &mut String, tag: PropTag) {
    _ = write!(out, "{tag}");
}

/// Reads `[(PR_SUBJECT_W, "text"), ...]`.
pub(super) fn read_props<'a>(
    node: Node<'a>,
    entries: &mut Entries<'_>,
) -> Result<Vec<Prop>, Flaw<'a>> {
    node.list()?.into_iter().map(|prop| read_prop(prop, entries)).collect()
}

/// Writes properties as [`read_props`] reads them.
pub(super) fn write_props(out: &mut String, props: &[Prop], names: &dyn Named) {
    write_list(out, props, |out, prop| write_prop(out, prop, names));
}

/// Reads `(PR_SUBJECT_W, "text")`; the tag says what kind of value follows.
pub(super) fn read_prop<'a>(node: Node<'a>, entries: &mut Entries<'_>) -> Result<Prop, Flaw<'a>> {
    let parts = node.tuple()?;
    let [tag, value] = parts[..] else {
        return Err(node.expected("a tag and a value"));
    };
    let tag = read_tag(tag)?;
    let null = value.shape() == Shape::Word("NULL");
    let value = match PropForm::of(tag.type_of()) {
        PropForm::Raw => PropValue::Raw(in_range(value, "64 bits")?),
        PropForm::Short => PropValue::Short(in_range(value, "16 bits with a sign")?),
        PropForm::Long => PropValue::Long(read_number(value, value_group(tag))?),
        PropForm::Float => PropValue::Float((value.float()? as f32).to_bits()),
        PropForm::Double => PropValue::Double(value.float()?.to_bits()),
        PropForm::Large => PropValue::Large(in_range(value, "64 bits with a sign")?),
        PropForm::Error => PropValue::Error(read_code(value)?),
        PropForm::Boolean => PropValue::Boolean(read_boolean(value)?),
        PropForm::String8 if null => PropValue::String8(None),
        PropForm::String8 => PropValue::String8(Some(read_bytes(value)?)),
        PropForm::Unicode if null => PropValue::Unicode(None),
        PropForm::Unicode => PropValue::Unicode(Some(read_text(value)?)),
        PropForm::Time => PropValue::Time(in_range(value, "64 bits")?),
        PropForm::Id if null => PropValue::Id(None),
        PropForm::Id => PropValue::Id(Some(read_iid(value)?)),
        PropForm::Binary => PropValue::Binary(entries.read(value)?),
    };
    Ok(Prop { tag, value })
}

fn read_boolean(node: Node<'_>) -> Result<bool, Flaw<'_>> {
    match node.shape() {
        Shape::Word("true") => Ok(true),
        Shape::Word("false") => Ok(false),
        _ => Err(node.expected("`true` or `false`")),
    }
}

/// Writes a property as [`read_prop`] reads it.
pub(super) fn write_prop(out: &mut String, prop: &Prop, names: &dyn Named) {
    out.push('(');
    write_tag(out, prop.tag);
    out.push_str(", ");
    match &prop.value {
        PropValue::Raw(bits) => _ = write!(out, "{bits}"),
        PropValue::Short(number) => _ = write!(out, "{number}"),
        PropValue::Long(number) => write_number(out, *number, value_group(prop.tag)),
        PropValue::Float(bits) => _ = write!(out, "{:?}", f32::from_bits(*bits)),
        PropValue::Double(bits) => _ = write!(out, "{:?}", f64::from_bits(*bits)),
        PropValue::Large(number) => _ = write!(out, "{number}"),
        PropValue::Error(code) => write_code(out, *code),
        PropValue::Boolean(value) => _ = write!(out, "{value}"),
        PropValue::String8(Some(bytes)) => write_bytes(out, bytes),
        PropValue::Unicode(Some(text)) => write_text(out, text),
        PropValue::Time(time) => _ = write!(out, "{time}"),
        PropValue::Id(Some(iid)) => write_iid(out, *iid),
        PropValue::String8(None) | PropValue::Unicode(None) | PropValue::Id(None) => {
            out.push_str("NULL");
        }
        PropValue::Binary(entry) => write_entry(out, entry, names),
    }
    out.push(')');
}
