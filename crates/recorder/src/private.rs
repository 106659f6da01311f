//! What may be private stands in a journal only as its length and a hash: `[17 units, hash
//! 5d41402a]`, or the same with `bytes`. It is a string or bytes like any other to whoever reads
//! it, and equal for equal data.
//!
//! A password has no hash: there are too few passwords to hide one behind a hash.

use cemapi_abi::{
    Call, ComposeFields, EntryId, Function, Name, Output, Prop, PropValue, Restriction, Text, Value,
};

/// The arguments that are secret altogether.
const SECRET: &str = "lpszPassword";

/// The arguments that say what kind of thing something is, and nothing of anybody.
const PUBLIC: [&str; 2] = ["lpszMessageClass", "lpszAdrType"];

/// The call without private data.
pub(crate) fn hide_call(call: Call) -> Option<Call> {
    let function: Function = call.function();
    let receiver = call.receiver();
    let mut values = Vec::new();
    call.values(&mut |value| values.push(value));
    for (param, value) in function.signature().params.iter().zip(&mut values) {
        match value {
            Value::Text(Some(text)) if param.c_name == SECRET => *text = length(text),
            Value::Text(Some(text)) if !PUBLIC.contains(&param.c_name) => hide_text(text),
            Value::Bytes(Some(bytes)) => hide_bytes(bytes),
            Value::EntryId(entry) => hide_entry(entry),
            Value::Entries(Some(entries)) => entries.iter_mut().for_each(hide_entry),
            Value::Props(Some(props)) => props.iter_mut().for_each(hide_prop),
            Value::Recipients(Some(rows)) => rows.iter_mut().flatten().for_each(hide_prop),
            Value::Restriction(Some(condition)) => hide_condition(condition),
            Value::PropNames(Some(names)) => {
                for name in names {
                    if let Name::Text(text) = &mut name.name {
                        hide_text(text);
                    }
                }
            }
            Value::Notification(Some(told)) => {
                for entry in
                    [&mut told.entry, &mut told.parent, &mut told.old_entry, &mut told.old_parent]
                {
                    hide_entry(entry);
                }
            }
            Value::Compose(Some(fields)) => hide_fields(fields),
            _ => {}
        }
    }
    Call::new(function, receiver, values)
}

/// What is handed out, without private data.
pub(crate) fn hide_outputs(outs: &mut [Output]) {
    for out in outs {
        match out {
            Output::Bytes(bytes) => hide_bytes(bytes),
            Output::Props(_, props) => props.iter_mut().for_each(hide_prop),
            Output::Rows(_, rows) => rows.iter_mut().flatten().for_each(hide_prop),
            _ => {}
        }
    }
}

fn hide_fields(fields: &mut ComposeFields) {
    let ComposeFields { account, to, cc, bcc, subject, body, attachments, .. } = fields;
    for text in [account, to, cc, bcc, subject, body, attachments].into_iter().flatten() {
        hide_text(text);
    }
}

fn hide_condition(condition: &mut Restriction) {
    match condition {
        Restriction::And(parts) | Restriction::Or(parts) => {
            parts.iter_mut().for_each(hide_condition);
        }
        Restriction::Not(part) => hide_condition(part),
        Restriction::Content { prop, .. } | Restriction::Property { prop, .. } => hide_prop(prop),
        _ => {}
    }
}

fn hide_prop(prop: &mut Prop) {
    // Classes and types of addresses say what kind of thing something is.
    let public = |name: &str| name.ends_with("CLASS") || name.ends_with("ADDRTYPE");
    if prop.tag.name().is_some_and(public) {
        return;
    }
    match &mut prop.value {
        PropValue::String8(Some(text)) => hide_bytes(text),
        PropValue::Unicode(Some(text)) => hide_text(text),
        PropValue::Binary(entry) => hide_entry(entry),
        _ => {}
    }
}

fn hide_entry(entry: &mut EntryId) {
    if let EntryId::Bytes(bytes) = entry {
        hide_bytes(bytes);
    }
}

fn length(text: &Text) -> Text {
    format!("[{} units]", text.units().len()).as_str().into()
}

fn hide_text(text: &mut Text) {
    let units = text.units();
    let hash = hash(units.iter().flat_map(|unit| unit.to_le_bytes()));
    *text = format!("[{} units, hash {hash:08x}]", units.len()).as_str().into();
}

fn hide_bytes(bytes: &mut Vec<u8>) {
    let hash = hash(bytes.iter().copied());
    *bytes = format!("[{} bytes, hash {hash:08x}]", bytes.len()).into_bytes();
}

/// FNV-1a in 64 bits, folded to 32.
fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    let step = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    let hash = bytes.fold(0xCBF2_9CE4_8422_2325, step);
    (hash >> 32) as u32 ^ hash as u32
}
