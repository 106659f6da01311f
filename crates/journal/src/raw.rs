use cemapi_abi::{
    Call, EntryId, Function, Handle, Iid, MapiInit, Output, Place, PropTag, Reply, Returned, Size,
    Value, registry::Kind,
};
use serde::de::DeserializeOwned;

use crate::{
    Problem, Signature, restriction,
    signature::{Known, Parts, Plan},
};

/// A call as it stands in the journal.
#[derive(Clone, Copy, Debug)]
pub struct RawCall<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) known: &'a Known,
}

/// A reply as it stands in the journal.
#[derive(Clone, Copy, Debug)]
pub struct RawReply<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) known: &'a Known,
}

const NO_CALL: Problem = Problem::Malformed("a call of its signature");
const NO_REPLY: Problem = Problem::Malformed("a reply to its call");

impl<'a> RawCall<'a> {
    /// The bytes, which are equal for equal calls in one journal.
    #[must_use]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Its signature.
    #[must_use]
    pub const fn signature(&self) -> &'a Signature {
        &self.known.signature
    }

    /// What is called; `None` if the registry does not have it.
    #[must_use]
    pub const fn function(&self) -> Option<Function> {
        self.known.function()
    }

    /// The reply to it whose bytes these are, as [`RawReply::bytes`] gave them.
    #[must_use]
    pub const fn reply(&self, bytes: &'a [u8]) -> RawReply<'a> {
        RawReply { bytes, known: self.known }
    }

    /// The call; `None` if the registry does not have its function.
    ///
    /// # Errors
    ///
    /// The bytes are no call of the signature.
    pub fn read(&self) -> Result<Option<Call>, Problem> {
        match &self.known.plan {
            Plan::Same(_) => whole(self.bytes).map(Some).ok_or(NO_CALL),
            Plan::Parts(function, parts) => self.parts(*function, parts).map(Some),
            Plan::Unknown => Ok(None),
        }
    }

    fn parts(&self, function: Function, parts: &Parts) -> Result<Call, Problem> {
        let mut rest = self.bytes;
        let rest = &mut rest;
        take::<u8>(rest)?;
        let receiver = match self.known.signature.receiver {
            true => Some(Handle(take(rest)?)),
            false => None,
        };
        take::<u8>(rest)?;
        let mut written = Vec::with_capacity(parts.written.len());
        for (kind, out) in &parts.written {
            let value = if *out { Value::Place(take(rest)?) } else { value(*kind, rest)? };
            written.push(Some(value));
        }
        if !rest.is_empty() {
            return Err(NO_CALL);
        }
        let params = function.signature().params.iter().zip(&parts.places);
        let arguments = params.map(|(param, place)| {
            let taken = place.and_then(|place| written[place].take());
            taken.unwrap_or_else(|| absent(param.kind, param.out))
        });
        Call::new(function, receiver, arguments.collect()).ok_or(NO_CALL)
    }
}

impl<'a> RawReply<'a> {
    /// The bytes, which are equal for equal replies in one journal.
    #[must_use]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The reply.
    ///
    /// # Errors
    ///
    /// The bytes are no reply to its call.
    pub fn read(&self) -> Result<Reply, Problem> {
        let mut reply: Reply = whole(self.bytes).ok_or(NO_REPLY)?;
        if let Reply::Returned(returned) = &mut reply {
            let outs = self.known.signature.params.iter().filter(|param| param.out).count();
            if returned.outs.len() != outs {
                return Err(NO_REPLY);
            }
            if let Plan::Parts(function, parts) = &self.known.plan {
                arrange(returned, *function, parts);
            }
        }
        Ok(reply)
    }
}

/// Puts what was handed out into the order of the registry's parameters.
fn arrange(returned: &mut Returned, function: Function, parts: &Parts) {
    let nth_out = |place: usize| parts.written[..place].iter().filter(|(_, out)| *out).count();
    let params = function.signature().params.iter().zip(&parts.places);
    let outs = params.filter(|(param, _)| param.out).map(|(_, place)| {
        let written = place.and_then(|place| returned.outs.get(nth_out(place)));
        written.cloned().unwrap_or(Output::NoPlace)
    });
    returned.outs = outs.collect();
}

/// What takes the whole of some bytes.
fn whole<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Some(value),
        _ => None,
    }
}

fn take<T: DeserializeOwned>(bytes: &mut &[u8]) -> Result<T, Problem> {
    let (value, rest) = postcard::take_from_bytes(bytes).map_err(|_| NO_CALL)?;
    *bytes = rest;
    Ok(value)
}

/// Takes an argument that carries this.
fn value(kind: Kind, bytes: &mut &[u8]) -> Result<Value, Problem> {
    Ok(match kind {
        Kind::Ulong => Value::Ulong(take(bytes)?),
        Kind::Long => Value::Long(take(bytes)?),
        Kind::Code => Value::Code(take(bytes)?),
        Kind::Text => Value::Text(take(bytes)?),
        Kind::Iid => Value::Iid(take::<Option<Iid>>(bytes)?),
        Kind::MapiInit => Value::MapiInit(take::<Option<MapiInit>>(bytes)?),
        Kind::EntryId => Value::EntryId(take::<EntryId>(bytes)?),
        Kind::Size => Value::Size(take::<Size>(bytes)?),
        Kind::Large => Value::Large(take(bytes)?),
        Kind::Tag => Value::Tag(take::<PropTag>(bytes)?),
        Kind::Bytes => Value::Bytes(take(bytes)?),
        Kind::Tags => Value::Tags(take(bytes)?),
        Kind::Props => Value::Props(take(bytes)?),
        Kind::Recipients => Value::Recipients(take(bytes)?),
        Kind::Entries => Value::Entries(take(bytes)?),
        Kind::Restriction => Value::Restriction(restriction::take(bytes).ok_or(NO_CALL)?),
        Kind::SortOrder => Value::SortOrder(take(bytes)?),
        Kind::PropNames => Value::PropNames(take(bytes)?),
        Kind::Notification => Value::Notification(take(bytes)?),
        Kind::Compose => Value::Compose(take(bytes)?),
        Kind::Pointer(_) | Kind::Rows => Value::Pointer(take(bytes)?),
    })
}

/// The argument of a parameter that the journal's writer did not know.
fn absent(kind: Kind, out: bool) -> Value {
    if out { Value::Place(Place::Null) } else { Value::zero(kind) }
}
