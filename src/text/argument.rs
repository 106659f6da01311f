use std::fmt::Write as _;

use cemapi_abi::{
    Place, Pointer, Size, Value,
    registry::{Kind, Object, Param},
};

use super::{
    Flaw, Named, Names, Node, Problem, Shape, a,
    names::write_thing,
    nearest,
    property::{Entries, read_props, read_tags, write_entry, write_props, write_tag, write_tags},
    scalar::{
        in_range, read_bytes, read_code, read_iid, read_long, read_number, read_tag, read_text,
        write_bytes, write_code, write_iid, write_list, write_number, write_text,
    },
    structure::{
        read_compose, read_init, read_name_id, read_notification, read_order, read_restriction,
        write_compose, write_init, write_name_id, write_notification, write_order,
        write_restriction,
    },
};

/// Reads the argument that a parameter takes.
pub(crate) fn read_value<'a>(
    param: &Param,
    node: Node<'a>,
    names: &Names,
) -> Result<Value, Flaw<'a>> {
    let null = node.shape() == Shape::Word("NULL");
    if param.out {
        return match null {
            true => Ok(Value::Place(Place::Null)),
            false if param.hands_out().is_some() => Err(node.expected("a name or `NULL`")),
            false => Err(node.expected("`NULL`")),
        };
    }
    if null && let Some(null) = Value::null(param.kind) {
        return Ok(null);
    }
    let entries = &mut Entries::Appeared(names);
    Ok(match param.kind {
        Kind::Ulong => Value::Ulong(read_number(node, param.group)?),
        Kind::Long => Value::Long(read_long(node, param.group)?),
        Kind::Large => Value::Large(in_range(node, "64 bits with a sign")?),
        Kind::Code => Value::Code(read_code(node)?),
        Kind::Tag => Value::Tag(read_tag(node)?),
        Kind::Size => Value::Size(Size::Of(read_number(node, None)?)),
        Kind::Text => Value::Text(Some(read_text(node)?)),
        Kind::Bytes => Value::Bytes(Some(read_bytes(node)?)),
        Kind::Iid => Value::Iid(Some(read_iid(node)?)),
        Kind::MapiInit => Value::MapiInit(Some(read_init(node)?)),
        Kind::EntryId => Value::EntryId(entries.read(node)?),
        Kind::Tags => Value::Tags(Some(read_tags(node)?)),
        Kind::Props => Value::Props(Some(read_props(node, entries)?)),
        Kind::Recipients => {
            let read = |recipient| read_props(recipient, entries);
            Value::Recipients(Some(node.list()?.into_iter().map(read).collect::<Result<_, _>>()?))
        }
        Kind::Entries => {
            let read = |entry| entries.read(entry);
            Value::Entries(Some(node.list()?.into_iter().map(read).collect::<Result<_, _>>()?))
        }
        Kind::Restriction => Value::Restriction(Some(Box::new(read_restriction(node, entries)?))),
        Kind::SortOrder => Value::SortOrder(Some(read_order(node)?)),
        Kind::PropNames => {
            let list = node.list()?.into_iter().map(read_name_id);
            Value::PropNames(Some(list.collect::<Result<_, _>>()?))
        }
        Kind::Notification => {
            Value::Notification(Some(Box::new(read_notification(node, entries)?)))
        }
        Kind::Compose => Value::Compose(Some(Box::new(read_compose(node)?))),
        Kind::Pointer(object) => Value::Pointer(read_pointer(node, object, names)?),
        // Rows are only handed out.
        Kind::Rows => return Err(node.expected("`NULL`")),
    })
}

/// The argument that a parameter takes when the caller says nothing: what the documentation's own
/// examples pass.
pub(crate) fn default_value(param: &Param) -> Value {
    if param.out { Value::Place(Place::Given) } else { Value::zero(param.kind) }
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
        Some(object) if !names.serves_as(object, wanted) => Err(node.flaw(Problem::WrongKind {
            name: name.into_owned(),
            is: object.noun().to_owned(),
            wanted: wanted.noun().to_owned(),
        })),
        _ => Ok(Pointer::To(handle)),
    }
}

/// Writes an argument as [`read_value`] reads it.
pub(crate) fn write_value(out: &mut String, param: &Param, value: &Value, names: &dyn Named) {
    match value {
        Value::Ulong(number) => write_number(out, *number, param.group),
        Value::Long(number) => match param.group {
            Some(group) => write_number(out, *number as u32, Some(group)),
            None => _ = write!(out, "{number}"),
        },
        Value::Large(number) => _ = write!(out, "{number}"),
        Value::Code(code) => write_code(out, *code),
        Value::Tag(tag) => write_tag(out, *tag),
        Value::Size(Size::Of(number)) => write_number(out, *number, None),
        Value::Size(Size::Own) => {}
        Value::Text(Some(text)) => write_text(out, text),
        Value::Bytes(Some(bytes)) => write_bytes(out, bytes),
        Value::Iid(Some(iid)) => write_iid(out, *iid),
        Value::MapiInit(Some(init)) => write_init(out, *init),
        Value::EntryId(entry) => write_entry(out, entry, names),
        Value::Tags(Some(tags)) => write_tags(out, tags),
        Value::Props(Some(props)) => write_props(out, props, names),
        Value::Recipients(Some(recipients)) => {
            write_list(out, recipients, |out, props| write_props(out, props, names));
        }
        Value::Entries(Some(entries)) => {
            write_list(out, entries, |out, entry| write_entry(out, entry, names));
        }
        Value::Restriction(Some(restriction)) => write_restriction(out, restriction, names),
        Value::SortOrder(Some(order)) => write_order(out, order),
        Value::PropNames(Some(list)) => write_list(out, list, write_name_id),
        Value::Notification(Some(notification)) => write_notification(out, notification, names),
        Value::Compose(Some(fields)) => write_compose(out, fields),
        Value::Pointer(Pointer::Foreign) => out.push_str("Foreign"),
        Value::Pointer(Pointer::To(handle)) => {
            write_thing(out, *handle, names);
        }
        _ => out.push_str("NULL"),
    }
}
