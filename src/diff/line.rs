use std::borrow::Cow;

use cemapi_abi::{
    Call, Entry, EntryId, Handle, Output, Pointer, Reference, Reply, Returned,
    registry::{Param, Returns},
};

use super::{Part, index::Index, mapping::Mapping};
use crate::text::{Named, write_call, write_code, write_output, write_reply, write_value};

/// A call that is shown.
pub(super) struct Shown<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) call: usize,
}

/// What stands for something that the other trace has no counterpart of.
const NOBODY: u32 = u32::MAX;

impl Shown<'_> {
    fn read(&self) -> Option<(Call, Reply)> {
        let (bytes, reply) = self.index.bytes(self.call);
        let raw = self.index.signatures.call(bytes)?;
        let call = raw.read().ok().flatten()?;
        let reply = reply.map_or(Some(Reply::Unfinished), |reply| raw.reply(reply).read().ok())?;
        Some((call, reply))
    }

    /// The call and its reply as a trace's text shows them.
    pub(super) fn line(&self) -> String {
        let Some((call, reply)) = self.read() else {
            let (bytes, _) = self.index.bytes(self.call);
            let name = self.index.signatures.call(bytes).map(|call| call.signature().name.clone());
            return format!("{}(?)", name.unwrap_or_default());
        };
        let callback = self.index.places[self.call].callback;
        let mut out = String::new();
        out.push_str(if callback { "Callback(" } else { "" });
        write_call(&mut out, &call, self.index);
        out.push_str(if callback { "): " } else { ": " });
        write_reply(&mut out, call.function().signature(), &reply, self.index);
        out
    }

    /// In what two calls of one function differ.
    pub(super) fn parts(&self, other: &Self, mapping: &Mapping) -> Vec<Part> {
        let (Some(one), Some(two)) = (self.read(), other.read()) else {
            return vec![Part::of("call", self.line(), other.line())];
        };
        let mut parts = Vec::new();
        let thread = |shown: &Self| {
            let number = shown.index.places[shown.call].thread;
            shown.index.threads.get(usize::from(number)).cloned().unwrap_or_default()
        };
        let threads = |shown: &Self| u32::from(shown.index.places[shown.call].thread);
        let called = |shown: &Self| shown.index.places[shown.call].callback;
        let callbacks = called(self) && called(other);
        if !callbacks && mapping.threads.there(threads(self)) != Some(threads(other)) {
            parts.push(Part::of("thread", thread(self), thread(other)));
        }
        let params = one.0.function().signature().params;
        let receiver = one.0.function().interface().receiver;
        let translated = translate(one.0.clone(), mapping);
        if let (Some((key, _)), Some(a), Some(b)) = (receiver, one.0.receiver(), two.0.receiver())
            && translated.receiver() != two.0.receiver()
        {
            let name = |names: &dyn Named, thing| {
                names.thing(thing).map_or_else(|| "?".to_owned(), Cow::into_owned)
            };
            parts.push(Part::of(key, name(self.index, a), name(other.index, b)));
        }
        let values = |call: &Call| {
            let mut values = Vec::new();
            call.values(&mut |value| values.push(value));
            values
        };
        let (shown, ours, theirs) = (values(&one.0), values(&translated), values(&two.0));
        for (place, param) in params.iter().enumerate() {
            if ours.get(place) == theirs.get(place) {
                continue;
            }
            let text = |value: Option<&_>, names: &dyn Named| {
                let mut out = String::new();
                if let Some(value) = value {
                    write_value(&mut out, param, value, names);
                }
                if out.is_empty() { "its own".to_owned() } else { out }
            };
            let (a, b) = (text(shown.get(place), self.index), text(theirs.get(place), other.index));
            parts.push(Part::of(param.name, a, b));
        }
        self.replies(other, &one, &two, mapping, &mut parts);
        parts
    }

    fn replies(
        &self,
        other: &Self,
        (call, one): &(Call, Reply),
        (_, two): &(Call, Reply),
        mapping: &Mapping,
        parts: &mut Vec<Part>,
    ) {
        let signature = call.function().signature();
        let (Reply::Returned(one), Reply::Returned(two)) = (one, two) else {
            if one != two {
                let text = |reply: &Reply, names: &dyn Named| {
                    let mut out = String::new();
                    write_reply(&mut out, signature, reply, names);
                    out
                };
                parts.push(Part::of("reply", text(one, self.index), text(two, other.index)));
            }
            return;
        };
        if one.value != two.value {
            let text = |returned: &Returned| match signature.returns {
                Returns::Code(_) => {
                    let mut out = String::new();
                    write_code(&mut out, cemapi_abi::HResult(returned.value));
                    out
                }
                Returns::Number | Returns::Nothing => returned.value.to_string(),
            };
            parts.push(Part::of("returned", text(one), text(two)));
        }
        for (param, (one, two)) in signature.outs().zip(one.outs.iter().zip(&two.outs)) {
            if translate_output(one.clone(), mapping) != *two {
                let text = |output: &Output, names: &dyn Named, param: &'static Param| {
                    let mut out = String::new();
                    write_output(&mut out, param, output, names);
                    out
                };
                let (a, b) = (text(one, self.index, param), text(two, other.index, param));
                parts.push(Part::of(param.name, a, b));
            }
        }
    }
}

/// A call of the first trace with the second's numbers.
fn translate(mut call: Call, mapping: &Mapping) -> Call {
    if let Some(receiver) = call.receiver() {
        call = call.on(thing(receiver, mapping));
    }
    call.references(&mut |reference| match reference {
        Reference::Thing(Pointer::To(known)) => *known = thing(*known, mapping),
        Reference::Entry(EntryId::Known(known)) => *known = entry(*known, mapping),
        _ => {}
    });
    call
}

fn translate_output(mut output: Output, mapping: &Mapping) -> Output {
    if let Some(known) = output.thing_mut() {
        *known = thing(*known, mapping);
    }
    output.entries(&mut |known| *known = entry(*known, mapping));
    output
}

fn thing(known: Handle, mapping: &Mapping) -> Handle {
    Handle(mapping.things.there(known.0).unwrap_or(NOBODY))
}

fn entry(known: Entry, mapping: &Mapping) -> Entry {
    Entry(mapping.entries.there(known.0).unwrap_or(NOBODY))
}
