//! What of a call may be private: subjects, bodies, addresses, names, passwords.
//!
//! In a recording it stands only as its length and a hash, `[17 units, hash 5d41402a]`, or the same
//! with `bytes`. It is a string or bytes like any other to whoever reads it, and equal for equal
//! data. A password has no hash: there are too few passwords to hide one behind a hash.

use alloc::{format, vec::Vec};

use crate::{
    Call, ComposeFields, EntryId, Function, Name, Output, Prop, PropValue, Restriction, Text, Value,
};

/// Somebody who puts something else in place of private data.
pub trait Veil {
    /// In place of a string.
    fn text(&mut self, text: &mut Text);
    /// In place of bytes.
    fn bytes(&mut self, bytes: &mut Vec<u8>);
    /// In place of a secret, of which not even a hash may be known.
    fn secret(&mut self, text: &mut Text);
}

/// Puts the length and a hash in place of private data.
#[derive(Clone, Copy, Debug)]
pub struct Hide;

impl Veil for Hide {
    fn text(&mut self, text: &mut Text) {
        let units = text.units();
        let hash = hash(units.iter().flat_map(|unit| unit.to_le_bytes()));
        *text = format!("[{} units, hash {hash:08x}]", units.len()).as_str().into();
    }

    fn bytes(&mut self, bytes: &mut Vec<u8>) {
        let hash = hash(bytes.iter().copied());
        *bytes = format!("[{} bytes, hash {hash:08x}]", bytes.len()).into_bytes();
    }

    fn secret(&mut self, text: &mut Text) {
        *text = format!("[{} units]", text.units().len()).as_str().into();
    }
}

/// The arguments that are secret altogether.
const SECRET: &str = "lpszPassword";

/// The arguments that say what kind of thing something is, and nothing of anybody.
const PUBLIC: [&str; 2] = ["lpszMessageClass", "lpszAdrType"];

/// Whether bytes are what [`Hide`] puts in the place of others.
#[must_use]
pub fn is_hidden(bytes: &[u8]) -> bool {
    let inner = bytes.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]"));
    let digits = inner.map_or(0, |inner| inner.iter().take_while(|b| b.is_ascii_digit()).count());
    let rest = inner.and_then(|inner| inner.get(digits..)?.strip_prefix(b" bytes, hash "));
    digits > 0 && rest.is_some_and(|hash| hash.len() == 8 && hash.iter().all(u8::is_ascii_hexdigit))
}

/// The call without private data.
#[must_use]
pub fn hide_call(call: Call) -> Option<Call> {
    veil_call(call, &mut Hide)
}

/// What is handed out, without private data.
pub fn hide_outputs(outs: &mut [Output]) {
    veil_outputs(outs, &mut Hide);
}

/// The call with something else in place of private data; `None` if that is no call.
pub fn veil_call(call: Call, veil: &mut dyn Veil) -> Option<Call> {
    let function: Function = call.function();
    let receiver = call.receiver();
    let mut values = Vec::new();
    call.values(&mut |value| values.push(value));
    for (param, value) in function.signature().params.iter().zip(&mut values) {
        match value {
            Value::Text(Some(text)) if param.c_name == SECRET => veil.secret(text),
            Value::Text(Some(text)) if !PUBLIC.contains(&param.c_name) => veil.text(text),
            Value::Bytes(Some(bytes)) => veil.bytes(bytes),
            Value::EntryId(entry) => veil_entry(entry, veil),
            Value::Entries(Some(entries)) => {
                entries.iter_mut().for_each(|entry| veil_entry(entry, veil));
            }
            Value::Props(Some(props)) => props.iter_mut().for_each(|prop| veil_prop(prop, veil)),
            Value::Recipients(Some(rows)) => {
                rows.iter_mut().flatten().for_each(|prop| veil_prop(prop, veil));
            }
            Value::Restriction(Some(condition)) => veil_condition(condition, veil),
            Value::PropNames(Some(names)) => {
                for name in names {
                    if let Name::Text(text) = &mut name.name {
                        veil.text(text);
                    }
                }
            }
            Value::Notification(Some(told)) => {
                for entry in
                    [&mut told.entry, &mut told.parent, &mut told.old_entry, &mut told.old_parent]
                {
                    veil_entry(entry, veil);
                }
            }
            Value::Compose(Some(fields)) => veil_fields(fields, veil),
            _ => {}
        }
    }
    Call::new(function, receiver, values)
}

/// Puts something else in place of private data in what is handed out.
pub fn veil_outputs(outs: &mut [Output], veil: &mut dyn Veil) {
    for out in outs {
        match out {
            Output::Bytes(bytes) => veil.bytes(bytes),
            Output::Props(_, props) => props.iter_mut().for_each(|prop| veil_prop(prop, veil)),
            Output::Rows(_, rows) => {
                rows.iter_mut().flatten().for_each(|prop| veil_prop(prop, veil));
            }
            _ => {}
        }
    }
}

fn veil_fields(fields: &mut ComposeFields, veil: &mut dyn Veil) {
    let ComposeFields { account, to, cc, bcc, subject, body, attachments, .. } = fields;
    for text in [account, to, cc, bcc, subject, body, attachments].into_iter().flatten() {
        veil.text(text);
    }
}

fn veil_condition(condition: &mut Restriction, veil: &mut dyn Veil) {
    match condition {
        Restriction::And(parts) | Restriction::Or(parts) => {
            parts.iter_mut().for_each(|part| veil_condition(part, veil));
        }
        Restriction::Not(part) => veil_condition(part, veil),
        Restriction::Content { prop, .. } | Restriction::Property { prop, .. } => {
            veil_prop(prop, veil);
        }
        _ => {}
    }
}

fn veil_prop(prop: &mut Prop, veil: &mut dyn Veil) {
    // Classes and types of addresses say what kind of thing something is.
    let public = |name: &str| name.ends_with("CLASS") || name.ends_with("ADDRTYPE");
    if prop.tag.name().is_some_and(public) {
        return;
    }
    match &mut prop.value {
        PropValue::String8(Some(text)) => veil.bytes(text),
        PropValue::Unicode(Some(text)) => veil.text(text),
        PropValue::Binary(entry) => veil_entry(entry, veil),
        _ => {}
    }
}

fn veil_entry(entry: &mut EntryId, veil: &mut dyn Veil) {
    if let EntryId::Bytes(bytes) = entry {
        veil.bytes(bytes);
    }
}

/// FNV-1a in 64 bits, folded to 32.
fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    let step = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    let hash = bytes.fold(0xCBF2_9CE4_8422_2325, step);
    (hash >> 32) as u32 ^ hash as u32
}
