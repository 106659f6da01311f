use cemapi_abi::{Call, Entry, EntryId, Handle, Output, Pointer, Reference, Reply, registry::Kind};

use crate::{
    Problem, RawCall, RawReply, number,
    signature::{Known, Plan},
};

/// Somebody who is shown what a call or reply consists of, in order.
///
/// Two calls of one function show the same parts if, and only if, they are equal; this is much
/// faster than reading them.
pub trait Visitor {
    /// A number, or part of one.
    fn number(&mut self, number: u64);
    /// Some bytes.
    fn bytes(&mut self, bytes: &[u8]);
    /// A thing.
    fn thing(&mut self, thing: Handle);
    /// An entry id of the run.
    fn entry(&mut self, entry: Entry);
}

const NO_CALL: Problem = Problem::Malformed("a call of its signature");
const NO_REPLY: Problem = Problem::Malformed("a reply to its call");

impl RawCall<'_> {
    /// Shows the receiver and the arguments.
    ///
    /// # Errors
    ///
    /// The bytes are no call of the signature.
    pub fn visit(&self, visitor: &mut impl Visitor) -> Result<(), Problem> {
        match &self.known.plan {
            Plan::Same(_) => plain_call(self.bytes, self.known, visitor).ok_or(NO_CALL)?,
            Plan::Parts(..) => false,
            // Of a call that nobody understands the bytes are all there is.
            Plan::Unknown => {
                visitor.bytes(self.bytes);
                true
            }
        }
        .then_some(())
        .map_or_else(|| self.visit_read(visitor), Ok)
    }

    /// Reads the call and shows it, with what it refers to after all the rest.
    fn visit_read(&self, visitor: &mut impl Visitor) -> Result<(), Problem> {
        let mut call = self.read()?.ok_or(NO_CALL)?;
        let receiver = call.receiver();
        let (mut things, mut entries) = (Vec::from_iter(receiver), Vec::new());
        call.references(&mut |reference| match reference {
            Reference::Thing(Pointer::To(thing)) => {
                things.push(*thing);
                *thing = Handle(0);
            }
            Reference::Entry(EntryId::Known(entry)) => {
                entries.push(*entry);
                *entry = Entry(0);
            }
            _ => {}
        });
        show::<Call>(&call.on(Handle(0)), visitor);
        things.into_iter().for_each(|thing| visitor.thing(thing));
        entries.into_iter().for_each(|entry| visitor.entry(entry));
        Ok(())
    }
}

impl RawReply<'_> {
    /// Shows what came back.
    ///
    /// # Errors
    ///
    /// The bytes are no reply to the call.
    pub fn visit(&self, visitor: &mut impl Visitor) -> Result<(), Problem> {
        let shown = match self.known.plan {
            Plan::Same(_) => plain_reply(self.bytes, visitor).ok_or(NO_REPLY)?,
            // What the registry has no place for does not count.
            Plan::Parts(..) => false,
            Plan::Unknown => {
                visitor.bytes(self.bytes);
                true
            }
        };
        if shown {
            return Ok(());
        }
        let mut reply = self.read()?;
        let (mut things, mut entries) = (Vec::new(), Vec::new());
        if let Reply::Returned(returned) = &mut reply {
            for out in &mut returned.outs {
                if let Some(thing) = out.thing_mut() {
                    things.push(*thing);
                    *thing = Handle(0);
                }
                out.entries(&mut |entry| {
                    entries.push(*entry);
                    *entry = Entry(0);
                });
                if let Output::Entry(_, entry) = out {
                    *entry = Entry(0);
                }
            }
        }
        show::<Reply>(&reply, visitor);
        things.into_iter().for_each(|thing| visitor.thing(thing));
        entries.into_iter().for_each(|entry| visitor.entry(entry));
        Ok(())
    }
}

fn show<T: serde::Serialize>(value: &T, visitor: &mut impl Visitor) {
    visitor.bytes(&postcard::to_allocvec(value).unwrap_or_default());
}

/// Shows a call that can be shown as it is written; `Some(false)`, before anything is shown, if
/// it has to be read.
fn plain_call(mut bytes: &[u8], known: &Known, visitor: &mut impl Visitor) -> Option<bool> {
    if !known.plain {
        return Some(false);
    }
    let bytes = &mut bytes;
    number::take(bytes)?;
    if known.signature.receiver {
        visitor.thing(handle(bytes)?);
    }
    number::take(bytes)?;
    for (kind, out) in &known.kinds {
        if *out {
            visitor.number(number::take(bytes)?);
            continue;
        }
        match kind {
            Kind::Ulong | Kind::Long | Kind::Code | Kind::Tag | Kind::Large => {
                visitor.number(number::take(bytes)?);
            }
            Kind::Size => {
                let own = number::take(bytes)?;
                visitor.number(own);
                if own == 1 {
                    visitor.number(number::take(bytes)?);
                }
            }
            Kind::Pointer(_) => match number::take(bytes)? {
                2 => visitor.thing(handle(bytes)?),
                other => visitor.number(other),
            },
            Kind::EntryId => match number::take(bytes)? {
                1 => visitor.entry(Entry(u32::try_from(number::take(bytes)?).ok()?)),
                2 => visitor.bytes(take_bytes(bytes)?),
                other => visitor.number(other),
            },
            Kind::Bytes => match number::take(bytes)? {
                0 => visitor.number(0),
                _ => visitor.bytes(take_bytes(bytes)?),
            },
            Kind::Text | Kind::Tags => match number::take(bytes)? {
                0 => visitor.number(0),
                _ => {
                    let length = number::take(bytes)?;
                    visitor.number(length);
                    for _ in 0..length {
                        visitor.number(number::take(bytes)?);
                    }
                }
            },
            Kind::MapiInit => match number::take(bytes)? {
                0 => visitor.number(0),
                _ => {
                    visitor.number(number::take(bytes)?);
                    visitor.number(number::take(bytes)?);
                }
            },
            Kind::Iid => match number::take(bytes)? {
                0 => visitor.number(0),
                _ => {
                    for _ in 0..3 {
                        visitor.number(number::take(bytes)?);
                    }
                    let (tail, rest) = bytes.split_at_checked(8)?;
                    visitor.bytes(tail);
                    *bytes = rest;
                }
            },
            // A plain call has nothing else.
            _ => return None,
        }
    }
    bytes.is_empty().then_some(true)
}

/// The same for a reply.
fn plain_reply(mut bytes: &[u8], visitor: &mut impl Visitor) -> Option<bool> {
    const RETURNED: u64 = 0;
    let whole = bytes;
    let bytes = &mut bytes;
    if number::take(bytes)? != RETURNED {
        visitor.bytes(whole);
        return Some(true);
    }
    let value = number::take(bytes)?;
    let outs = number::take(bytes)?;
    // What holds more than a number is told before anything is shown.
    let mut rest = *bytes;
    for _ in 0..outs {
        match number::take(&mut rest)? {
            3 | 5 => _ = number::take(&mut rest)?,
            6 => _ = take_bytes(&mut rest)?,
            0..=4 => {}
            _ => return Some(false),
        }
    }
    visitor.number(value);
    for _ in 0..outs {
        match number::take(bytes)? {
            3 => visitor.thing(handle(bytes)?),
            6 => visitor.bytes(take_bytes(bytes)?),
            kind => {
                visitor.number(kind);
                if kind == 5 {
                    visitor.number(number::take(bytes)?);
                }
            }
        }
    }
    bytes.is_empty().then_some(true)
}

fn handle(bytes: &mut &[u8]) -> Option<Handle> {
    Some(Handle(u32::try_from(number::take(bytes)?).ok()?))
}

fn take_bytes<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(number::take(bytes)?).ok()?;
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}

/// Whether every argument of this kind can be shown as it is written.
pub(crate) const fn is_plain(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Ulong
            | Kind::Long
            | Kind::Code
            | Kind::Tag
            | Kind::Large
            | Kind::Size
            | Kind::Pointer(_)
            | Kind::EntryId
            | Kind::Bytes
            | Kind::Text
            | Kind::Tags
            | Kind::MapiInit
            | Kind::Iid
    )
}
