use std::fmt::Write as _;

use cemapi_abi::{
    Call, Death, EntryId, Handle, Output, Place, Pointer, Reply, Returned, Value,
    registry::{Kind, Object, Param, Returns, Signature},
};

use super::{
    Flaw, Named, Names, Node, Problem, Shape, a,
    argument::read_pointer,
    names::write_thing,
    nearest,
    property::{Entries, read_props, read_tags, write_entry, write_props, write_tags},
    scalar::{
        read_bytes, read_code, read_number, write_bytes, write_code, write_list, write_number,
    },
};

/// Reads what a call returned: a result code, a number, or `()`.
pub(crate) fn read_returned_value<'a>(
    node: Node<'a>,
    signature: &Signature,
) -> Result<u32, Flaw<'a>> {
    match signature.returns {
        Returns::Code(_) => read_code(node).map(|code| code.0),
        Returns::Number => read_number(node, None),
        Returns::Nothing if node.text() == "()" => Ok(0),
        Returns::Nothing => Err(node.expected("`()`")),
    }
}

/// Reads a reply to `call`. Things that appear in it are named before, through `names`.
pub(crate) fn read_reply<'a>(
    node: Node<'a>,
    call: &Call,
    names: &mut Names,
) -> Result<Reply, Flaw<'a>> {
    let signature = call.function().signature();
    match node.shape() {
        Shape::Word("NotMade") => return Ok(Reply::NotMade),
        Shape::Word("Hung") => return Ok(Reply::Hung),
        Shape::Word("Unfinished") => return Ok(Reply::Unfinished),
        Shape::Applied("Died") => return read_death(node).map(Reply::Died),
        _ => {}
    }
    let (value, mut fields) = match node.shape() {
        Shape::Group if signature.returns == Returns::Nothing => (0, node.fields()?),
        Shape::Applied(_) => (read_returned_value(node, signature)?, node.fields()?),
        _ => (read_returned_value(node, signature)?, Vec::new()),
    };
    let mut places = Vec::new();
    call.values(&mut |value| {
        if let Value::Place(place) = value {
            places.push(place);
        }
    });
    let mut outs = Vec::with_capacity(places.len());
    for (param, place) in signature.outs().zip(places) {
        let field = fields.iter().position(|(key, _)| *key == param.name);
        outs.push(match (place, field.map(|field| fields.remove(field).1)) {
            (Place::Null, _) => Output::NoPlace,
            (Place::Given, Some(node)) => read_output(node, param, names)?,
            (Place::Given, None) => {
                let field = param.name.to_owned();
                let of = format!("the reply to `{}`", signature.name);
                return Err(node.flaw(Problem::MissingField { field, of }));
            }
        });
    }
    if let Some((key, _)) = fields.first() {
        return Err(Flaw::new(
            key,
            Problem::UnknownField {
                field: (*key).to_owned(),
                of: format!("the reply to `{}`", signature.name),
                near: nearest(key, signature.outs().map(|param| param.name)),
            },
        ));
    }
    Ok(Reply::Returned(Returned { value, outs }))
}

fn read_output<'a>(node: Node<'a>, param: &Param, names: &mut Names) -> Result<Output, Flaw<'a>> {
    match node.shape() {
        Shape::Word("NULL") => return Ok(Output::Null),
        Shape::Word("Untouched") => return Ok(Output::Untouched),
        Shape::Word("Garbage") => return Ok(Output::Garbage),
        _ => {}
    }
    Ok(match (param.hands_out(), node.shape()) {
        (Some(object), Shape::String) => Output::Object(read_thing(node, object, names)?),
        (Some(object), Shape::Group) => {
            let parts = node.tuple()?;
            let [thing, contents] = parts[..] else {
                return Err(node.expected("a name and what the block holds"));
            };
            let thing = read_thing(thing, object, names)?;
            let entries = &mut Entries::Appearing(names);
            match param.kind {
                Kind::Tags => Output::Tags(thing, read_tags(contents)?),
                Kind::Props => Output::Props(thing, read_props(contents, entries)?),
                Kind::Rows => {
                    let rows = contents.list()?.into_iter().map(|row| read_props(row, entries));
                    Output::Rows(thing, rows.collect::<Result<_, _>>()?)
                }
                _ => match entries.read(contents)? {
                    EntryId::Known(entry) => Output::Entry(thing, entry),
                    _ => return Err(contents.expected("the name of an entry id")),
                },
            }
        }
        (Some(object), _) => {
            return Err(node.expected(format!("{}, `NULL` or `Untouched`", a(object.noun()))));
        }
        (None, _) if param.kind == Kind::Bytes => Output::Bytes(read_bytes(node)?),
        (None, _) => Output::Number(read_number(node, param.group)?),
    })
}

/// The thing of this name, which may appear here for the first time.
fn read_thing<'a>(node: Node<'a>, object: Object, names: &mut Names) -> Result<Handle, Flaw<'a>> {
    let name = node.string()?;
    if names.find(&name).is_none() {
        return Ok(names.add(&name, object));
    }
    match read_pointer(node, object, names)? {
        Pointer::To(handle) => Ok(handle),
        Pointer::Null | Pointer::Foreign => Err(node.expected("a name")),
    }
}

/// Reads how a process died: `Word(AccessViolation)`, whatever the word is.
pub(crate) fn read_death(node: Node<'_>) -> Result<Death, Flaw<'_>> {
    let inside = &node.text()[node.word().len()..];
    let inside = inside.trim_start().strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let how = Node::new(inside.unwrap_or(""));
    let number = || {
        let text = &how.text()[how.word().len()..];
        let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        Node::new(text.unwrap_or("")).number()
    };
    let wrong = || {
        how.expected("`AccessViolation`, `Abort`, `Signal(...)`, `Exception(...)` or `Exit(...)`")
    };
    match how.shape() {
        Shape::Word("AccessViolation") => Ok(Death::AccessViolation),
        Shape::Word("Abort") => Ok(Death::Abort),
        Shape::Applied("Signal") => number()?.try_into().map(Death::Signal).map_err(|_| wrong()),
        Shape::Applied("Exit") => number()?.try_into().map(Death::Exit).map_err(|_| wrong()),
        Shape::Applied("Exception") => {
            number()?.try_into().map(Death::Exception).map_err(|_| wrong())
        }
        _ => Err(wrong()),
    }
}

/// Writes a reply as [`read_reply`] reads it.
pub(crate) fn write_reply(
    out: &mut String,
    signature: &Signature,
    reply: &Reply,
    names: &dyn Named,
) {
    let returned = match reply {
        Reply::Returned(returned) => returned,
        Reply::Died(death) => return write_death(out, "Died", *death),
        Reply::Hung => return out.push_str("Hung"),
        Reply::NotMade => return out.push_str("NotMade"),
        Reply::Unfinished => return out.push_str("Unfinished"),
    };
    match signature.returns {
        Returns::Code(_) => write_code(out, cemapi_abi::HResult(returned.value)),
        Returns::Number => write_number(out, returned.value, None),
        Returns::Nothing => {}
    }
    let start = out.len();
    for (param, output) in signature.outs().zip(&returned.outs) {
        if *output == Output::NoPlace {
            continue;
        }
        out.push_str(if out.len() == start { "(" } else { ", " });
        out.push_str(param.name);
        out.push_str(": ");
        write_output(out, param, output, names);
    }
    if out.len() > start {
        out.push(')');
    } else if signature.returns == Returns::Nothing {
        out.push_str("()");
    }
}

/// Writes what an out-parameter held.
pub(crate) fn write_output(out: &mut String, param: &Param, output: &Output, names: &dyn Named) {
    let block = |out: &mut String, thing: &Handle| {
        out.push('(');
        write_thing(out, *thing, names);
        out.push_str(", ");
    };
    match output {
        Output::Untouched => return out.push_str("Untouched"),
        Output::Garbage => return out.push_str("Garbage"),
        Output::Null | Output::NoPlace => return out.push_str("NULL"),
        Output::Object(thing) => return write_thing(out, *thing, names),
        Output::Number(number) => return write_number(out, *number, param.group),
        Output::Bytes(bytes) => return write_bytes(out, bytes),
        Output::Entry(thing, entry) => {
            block(out, thing);
            write_entry(out, &EntryId::Known(*entry), names);
        }
        Output::Tags(thing, tags) => {
            block(out, thing);
            write_tags(out, tags);
        }
        Output::Props(thing, props) => {
            block(out, thing);
            write_props(out, props, names);
        }
        Output::Rows(thing, rows) => {
            block(out, thing);
            write_list(out, rows, |out, row| write_props(out, row, names));
        }
    }
    out.push(')');
}

/// Writes how a process died as [`read_death`] reads it.
pub(crate) fn write_death(out: &mut String, word: &str, death: Death) {
    _ = match death {
        Death::AccessViolation => write!(out, "{word}(AccessViolation)"),
        Death::Abort => write!(out, "{word}(Abort)"),
        Death::Signal(signal) => write!(out, "{word}(Signal({signal}))"),
        Death::Exception(code) => write!(out, "{word}(Exception(0x{code:08X}))"),
        Death::Exit(status) => write!(out, "{word}(Exit({status}))"),
    };
}
