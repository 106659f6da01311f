use cemapi_abi::{Entry, Handle, Thread};

use crate::{
    End, Entered, Event, Left, Problem, RawCall, RawReply, Signature, Signatures, Title,
    frame::{flag, kind},
    frames::Frame,
    kind::object_of,
    number,
};

/// What a journal has told so far that is needed to understand what follows.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) signatures: Signatures,
    /// For each thread, the calls that are not left, each with its number and signature.
    open: Vec<Vec<(u64, u32)>>,
    calls: u64,
    things: u32,
    entries: u32,
    pub(crate) end: Option<End>,
}

impl Ledger {
    /// The event that a frame tells.
    #[inline]
    pub(crate) fn event<'a>(&'a mut self, frame: &Frame<'a>) -> Result<Event<'a>, Problem> {
        let Frame { head, mut rest, place: offset, time: at, .. } = *frame;
        if self.end.is_some() {
            return Err(Problem::AfterEnd);
        }
        let thread = head.thread;
        let call = match head.kind() {
            kind::ENTERED => true,
            kind::LEFT => false,
            _ => return self.rare_event(head.first, rest),
        };
        let open = self
            .open
            .get_mut(usize::from(thread.0))
            .ok_or(Problem::Nameless("thread", thread.0.into()))?;
        if call {
            let place = self.signatures.find(rest);
            let (place, known) = place
                .and_then(|place| Some((place, self.signatures.get(place)?)))
                .ok_or(Problem::Malformed("a call that has a signature"))?;
            let number = self.calls;
            self.calls += 1;
            open.push((number, place));
            let callback = head.first & flag::CALLBACK != 0;
            let call = RawCall { bytes: rest, known };
            return Ok(Event::Entered(Entered { number, thread, at, callback, call, offset }));
        }
        let before = rest.len();
        let skips = match head.first & flag::SKIPS {
            0 => 0,
            _ => number_of(&mut rest)? as usize,
        };
        let offset = offset + (before - rest.len()) as u64;
        let depth = open.len().checked_sub(skips + 1).ok_or(Problem::NeverEntered)?;
        let (number, place) = open.drain(depth..).next().ok_or(Problem::NeverEntered)?;
        let known = self.signatures.get(place).ok_or(Problem::NeverEntered)?;
        Ok(Event::Left(Left { number, at, reply: RawReply { bytes: rest, known }, offset }))
    }

    /// An event that is no call.
    #[inline(never)]
    fn rare_event<'a>(&mut self, first: u8, mut rest: &'a [u8]) -> Result<Event<'a>, Problem> {
        match first & kind::MASK {
            kind::THING => {
                let thing = number_of(&mut rest)?;
                in_order("thing", thing, &mut self.things)?;
                let (object, mut rest) =
                    rest.split_first().ok_or(Problem::Malformed("a kind of thing"))?;
                let object = object_of(*object);
                let name = match first & flag::NUMBERED {
                    0 => Title::Own(text(rest)?),
                    _ => Title::Numbered(object.noun(), number_of(&mut rest)?),
                };
                Ok(Event::Thing(Handle(thing), object, name))
            }
            kind::ENTRY => {
                let entry = number_of(&mut rest)?;
                in_order("entry id", entry, &mut self.entries)?;
                Ok(Event::Entry(Entry(entry), text(rest)?))
            }
            kind::THREAD => {
                let thread = number_of(&mut rest)?;
                in_order("thread", thread, &mut (self.open.len() as u32))?;
                let thread = u16::try_from(thread).map_err(|_| Problem::Malformed("a thread"))?;
                self.open.push(Vec::new());
                Ok(Event::Thread(Thread(thread), text(rest)?))
            }
            kind::SIGNATURE => {
                let signature: Option<Signature> = whole_of(rest);
                self.signatures.add(signature.ok_or(Problem::Malformed("a signature"))?)?;
                Ok(Event::Signature)
            }
            kind::ADDRESS => {
                let thing = number_of(&mut rest)?;
                let address = number::take(&mut rest).ok_or(Problem::Malformed("an address"))?;
                Ok(Event::Address(Handle(thing), address))
            }
            kind::LOST => {
                let events = number::take(&mut rest).ok_or(Problem::Malformed("a number"))?;
                Ok(Event::Lost(events))
            }
            kind::END => {
                let end = whole_of(rest).ok_or(Problem::Malformed("an end"))?;
                self.end = Some(end);
                Ok(Event::End(end))
            }
            kind => Err(Problem::UnknownKind(kind)),
        }
    }
}

fn number_of(bytes: &mut &[u8]) -> Result<u32, Problem> {
    let number = number::take(bytes).ok_or(Problem::Malformed("a number"))?;
    u32::try_from(number).map_err(|_| Problem::Malformed("a number of 32 bits"))
}

/// What is named has the next number.
fn in_order(what: &'static str, number: u32, next: &mut u32) -> Result<(), Problem> {
    if number != *next {
        return Err(Problem::OutOfOrder(what, number.into()));
    }
    *next += 1;
    Ok(())
}

fn text(bytes: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(bytes).map_err(|_| Problem::Malformed("a name in UTF-8"))
}

pub(crate) fn whole_of<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Some(value),
        _ => None,
    }
}
