use std::{collections::HashMap, sync::LazyLock};

use cemapi_abi::{
    Call, Function, Handle, Pointer, Size, Value,
    registry::{Object, Param},
};

use super::{
    Flaw, Named, Names, Node, Problem, Shape, a,
    argument::{default_value, read_pointer, read_value, write_value},
    names::write_thing,
    nearest,
    scalar::write_string,
};

/// A field that stands among the arguments of a call without being one.
pub(crate) type Extra<'a> = (&'a str, Node<'a>);

/// A call as it was read.
pub(crate) struct ReadCall<'a> {
    pub(crate) call: Call,
    /// For each out-parameter in order, the name that what appears there is to have.
    pub(crate) outs: Vec<(&'static Param, Option<Node<'a>>)>,
    /// The fields named in `extras`.
    pub(crate) extras: Vec<Extra<'a>>,
}

/// Reads `Name(argument: value, ...)`; arguments that are left out take their defaults.
pub(crate) fn read_call<'a>(
    node: Node<'a>,
    names: &Names,
    extras: &[&'static str],
) -> Result<ReadCall<'a>, Flaw<'a>> {
    let Shape::Applied(name) = node.shape() else {
        return Err(node.expected("a call such as `MAPIInitialize()`"));
    };
    let mut fields = node.fields()?;
    let function = resolve(name, &fields)?;
    let signature = function.signature();

    let receiver = match function.interface().receiver {
        None => None,
        Some((key, object)) => Some(take_receiver(&mut fields, key, object, names)?),
    };
    let mut arguments = Vec::with_capacity(signature.params.len());
    let mut outs = Vec::new();
    for param in signature.params {
        let node = take(&mut fields, param.name).map(|(_, node)| node);
        match node {
            Some(node) if param.hands_out().is_some() && node.shape() == Shape::String => {
                arguments.push(default_value(param));
                outs.push((param, Some(node)));
                continue;
            }
            Some(node) => arguments.push(read_value(param, node, names)?),
            None => arguments.push(default_value(param)),
        }
        if param.out {
            outs.push((param, None));
        }
    }
    let (extras, unknown): (Vec<_>, Vec<_>) =
        fields.into_iter().partition(|(key, _)| extras.contains(key));
    if let Some((key, _)) = unknown.first() {
        return Err(Flaw::new(key, unknown_argument(key, function)));
    }
    let call =
        Call::new(function, receiver, arguments).ok_or_else(|| node.expected("a complete call"))?;
    Ok(ReadCall { call, outs, extras })
}

fn take<'a>(fields: &mut Vec<Extra<'a>>, key: &str) -> Option<Extra<'a>> {
    let place = fields.iter().position(|(known, _)| *known == key)?;
    Some(fields.remove(place))
}

/// The functions of each name. It is asked for once a call, and the registry has many.
static BY_NAME: LazyLock<HashMap<&str, Vec<Function>>> = LazyLock::new(|| {
    let mut by_name: HashMap<&str, Vec<Function>> = HashMap::new();
    for function in Function::all() {
        by_name.entry(function.signature().name).or_default().push(function);
    }
    by_name
});

/// The function that is meant: interfaces that share a name are told apart by the receiver's.
fn resolve<'a>(name: &'a str, fields: &[Extra<'a>]) -> Result<Function, Flaw<'a>> {
    let candidates = BY_NAME.get(name).map_or(&[][..], Vec::as_slice);
    let receiver = |function: &Function| function.interface().receiver.map(|(key, _)| key);
    let given = |key: &str| fields.iter().any(|(known, _)| *known == key);
    if let Some(found) = candidates.iter().find(|function| receiver(function).is_none_or(given)) {
        return Ok(*found);
    }
    if candidates.is_empty() {
        let known = Function::all().map(|function| function.signature().name);
        let near = nearest(name, known);
        return Err(Flaw::new(name, Problem::UnknownFunction { name: name.to_owned(), near }));
    }
    let known: Vec<String> =
        candidates.iter().filter_map(receiver).map(|key| format!("`{key}: \"...\"`")).collect();
    let function = name.to_owned();
    let is_receiver = |key: &str| Function::all().any(|known| receiver(&known) == Some(key));
    let wrong = fields.iter().find(|(key, _)| is_receiver(key));
    Err(match wrong {
        Some((key, _)) => {
            Flaw::new(key, Problem::NoSuchReceiver { function, receiver: (*key).to_owned(), known })
        }
        None => Flaw::new(name, Problem::MissingReceiver { function, known }),
    })
}

/// A function named in a string: `"MAPILogonEx"`, or `"IMAPITable::Advise"` where interfaces share
/// the name.
pub(crate) fn read_function_name(node: Node<'_>) -> Result<Function, Flaw<'_>> {
    let text = node.string()?;
    let (interface, name) = match text.split_once("::") {
        Some((interface, name)) => (Some(interface), name),
        None => (None, &*text),
    };
    let found = Function::named(name)
        .find(|function| interface.is_none_or(|interface| function.interface().name == interface));
    found.ok_or_else(|| {
        let near = nearest(name, Function::all().map(|function| function.signature().name));
        node.flaw(Problem::UnknownFunction { name: text.to_string(), near })
    })
}

fn take_receiver<'a>(
    fields: &mut Vec<Extra<'a>>,
    key: &str,
    object: Object,
    names: &Names,
) -> Result<Handle, Flaw<'a>> {
    let Some((_, node)) = take(fields, key) else {
        return Err(Flaw::new(
            "",
            Problem::MissingField { field: key.to_owned(), of: "it".to_owned() },
        ));
    };
    match read_pointer(node, object, names)? {
        Pointer::To(handle) => Ok(handle),
        Pointer::Null | Pointer::Foreign => {
            Err(node.expected(format!("the name of {}", a(object.noun()))))
        }
    }
}

fn unknown_argument(key: &str, function: Function) -> Problem {
    let signature = function.signature();
    let receiver = function.interface().receiver.map(|(key, _)| key);
    let known = || receiver.into_iter().chain(signature.params.iter().map(|param| param.name));
    Problem::UnknownArgument {
        name: key.to_owned(),
        function: signature.name.to_owned(),
        near: nearest(key, known()),
        known: known().map(|name| format!("`{name}`")).collect(),
    }
}

/// Writes a call as [`read_call`] reads it, with every argument.
///
/// An out-parameter is written only where its place is `NULL`; what appeared there stands in the
/// reply.
pub(crate) fn write_call(out: &mut String, call: &Call, names: &dyn Named) {
    write_call_on(out, call, names, None);
}

/// The same with the name of the thread that makes it, as scenarios have it.
pub(crate) fn write_call_on(
    out: &mut String,
    call: &Call,
    names: &dyn Named,
    thread: Option<&str>,
) {
    let function = call.function();
    let signature = function.signature();
    out.push_str(signature.name);
    out.push('(');
    let start = out.len();
    if let (Some((key, _)), Some(receiver)) = (function.interface().receiver, call.receiver()) {
        out.push_str(key);
        out.push_str(": ");
        write_thing(out, receiver, names);
    }
    let mut params = signature.params.iter();
    call.values(&mut |value| {
        let Some(param) = params.next() else { return };
        if matches!(value, Value::Place(cemapi_abi::Place::Given) | Value::Size(Size::Own)) {
            return;
        }
        if out.len() > start {
            out.push_str(", ");
        }
        out.push_str(param.name);
        out.push_str(": ");
        write_value(out, param, &value, names);
    });
    if let Some(thread) = thread {
        out.push_str(if out.len() > start { ", thread: " } else { "thread: " });
        write_string(out, thread);
    }
    out.push(')');
}
