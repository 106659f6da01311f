//! Calls whose arguments say everything by themselves, replies that hand out numbers and blocks, and
//! the names of those blocks, straight from machine words to the frame.
//!
//! Most calls are like that, and this is several times faster than making a `Call` first. A test
//! sees to it that both ways lead to the same bytes.

use cemapi_abi::{Handle, Pointer, Thread, registry::Object};

use crate::{
    Place, PlainCall, PlainReply, Track,
    cursor::Cursor,
    frame::{flag, kind},
    kind::object_number,
    number,
    place::Plain,
    shape::{Given, Out},
};

/// What a call is besides its arguments.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    /// The thread that makes it.
    pub thread: Thread,
    /// Whether the implementation makes it.
    pub callback: bool,
    /// What it is called on.
    pub receiver: Option<Handle>,
}

impl Track {
    /// A plain call with these arguments is entered; `pointers` tells what those stand for that are
    /// addresses, in their order.
    ///
    /// Returns the first byte of the frame: how many follow. The others are in their place.
    #[inline]
    pub fn plain_entered(
        &mut self,
        place: &mut Place,
        at: u64,
        call: &PlainCall,
        caller: Caller,
        words: &[usize],
        pointers: &[Pointer],
    ) -> u8 {
        let callback = if caller.callback { flag::CALLBACK } else { 0 };
        let mut plain = self.plain(place, kind::ENTERED | callback, at, caller.thread);
        plain.byte(call.numbers.0);
        if let Some(receiver) = caller.receiver {
            plain.number(receiver.0.into());
        }
        plain.byte(call.numbers.1);
        let mut pointers = pointers.iter();
        for (given, word) in call.params.iter().zip(words) {
            match *given {
                Given::Place => plain.byte((*word == 0).into()),
                Given::Number => plain.number(*word as u64 & 0xFFFF_FFFF),
                Given::Signed => plain.number(number::fold((*word as i32).into())),
                Given::Large => plain.number(number::fold(*word as i64)),
                Given::Pointer => match pointers.next() {
                    Some(Pointer::Null) => plain.byte(0),
                    Some(Pointer::Foreign) | None => plain.byte(1),
                    Some(Pointer::To(handle)) => {
                        plain.byte(2);
                        plain.number(handle.0.into());
                    }
                },
            }
        }
        plain.end()
    }

    /// The latest call of the thread is left, past so many others, with this value; `held` tells
    /// what each place holds, or that it was left alone, and `blocks` what the block is in each
    /// place for one, if there can be one.
    ///
    /// Returns the first byte of the frame: how many follow. The others are in their place.
    #[inline]
    #[expect(clippy::too_many_arguments, reason = "no two of them belong together")]
    pub fn plain_left(
        &mut self,
        place: &mut Place,
        at: u64,
        reply: &PlainReply,
        (thread, skips): (Thread, u32),
        value: u32,
        words: &[usize],
        held: &[Option<u64>],
        blocks: &[Option<Handle>],
    ) -> u8 {
        let skipping = if skips > 0 { flag::SKIPS } else { 0 };
        let mut plain = self.plain(place, kind::LEFT | skipping, at, thread);
        if skips > 0 {
            plain.number(skips.into());
        }
        plain.byte(0);
        plain.number(value.into());
        plain.byte(reply.outs.len() as u8);
        let mut blocks = blocks.iter().copied();
        for ((place, out), held) in reply.outs.iter().zip(held) {
            let block = if let Out::Block = out { blocks.next().flatten() } else { None };
            let given = words.get(*place).is_some_and(|place| *place != 0);
            match (*held, block) {
                _ if !given => plain.byte(0),
                (None, _) => plain.byte(1),
                (Some(number), _) if matches!(out, Out::Number) => {
                    plain.byte(5);
                    plain.number(number & 0xFFFF_FFFF);
                }
                (Some(0), _) => plain.byte(2),
                (Some(_), Some(block)) => {
                    plain.byte(3);
                    plain.number(block.0.into());
                }
                (Some(_), None) => plain.byte(4),
            }
        }
        plain.end()
    }

    /// A thing appears that is called after what it is, as [`Track::numbered_thing`] has it.
    ///
    /// Returns the first byte of the frame: how many follow. The others are in their place.
    #[inline]
    pub fn plain_thing(
        &mut self,
        place: &mut Place,
        at: u64,
        thing: Handle,
        object: Object,
        n: u32,
    ) -> u8 {
        let thread = self.cursor.thread;
        let mut plain = self.plain(place, kind::THING | flag::NUMBERED, at, thread);
        plain.number(thing.0.into());
        plain.byte(object_number(object));
        plain.number(n.into());
        plain.end()
    }

    #[inline]
    fn plain<'a>(&mut self, place: &'a mut Place, first: u8, at: u64, thread: Thread) -> Plain<'a> {
        let (stamped, passed) = self.cursor.stamp(first & kind::MASK, at);
        let moved = if thread != self.cursor.thread { flag::THREAD } else { 0 };
        let mut plain = Plain::new(place);
        plain.byte(first | stamped | moved);
        if let Some(passed) = passed {
            plain.number(passed);
        }
        if moved != 0 {
            plain.number(thread.0.into());
        }
        self.cursor = Cursor { at, thread, ..self.cursor };
        plain
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test ends where its expectations do")]

    use cemapi_abi::{
        Call, Function, HResult, Output, PropTag, Reply, Returned, Value,
        registry::{Kind, Param},
    };

    use super::*;
    use crate::ROOM;

    const CALLER: Caller = Caller { thread: Thread(2), callback: false, receiver: None };

    fn values(function: Function, words: &[usize]) -> Vec<Value> {
        use cemapi_abi::Place;
        let value = |(param, word): (&Param, &usize)| match param.kind {
            _ if param.out => Value::Place(if *word == 0 { Place::Null } else { Place::Given }),
            Kind::Ulong => Value::Ulong(*word as u32),
            Kind::Long => Value::Long(*word as i32),
            Kind::Code => Value::Code(HResult(*word as u32)),
            Kind::Tag => Value::Tag(PropTag(*word as u32)),
            Kind::Large => Value::Large(*word as i64),
            _ => Value::Pointer(pointer(*word)),
        };
        function.signature().params.iter().zip(words).map(value).collect()
    }

    fn pointer(word: usize) -> Pointer {
        match word {
            0 => Pointer::Null,
            word if word % 2 == 0 => Pointer::To(Handle(word as u32)),
            _ => Pointer::Foreign,
        }
    }

    /// The frame in a place.
    fn frame(place: &mut Place, length: u8) -> &[u8] {
        place[0] = length;
        &place[..=length.into()]
    }

    #[test]
    fn both_ways_lead_to_the_same_bytes() {
        let mut compared = 0;
        for function in Function::all() {
            let Some(plain) = PlainCall::of(function) else { continue };
            let receiver = function.interface().receiver.map(|_| Handle(300));
            for seed in [0, 1, 2, 300, 0x7FFF_FFFE, 0x8000_0001, 0xFFFF_FFFF] {
                let params = function.signature().params;
                let words: Vec<usize> = (0..params.len()).map(|at| seed ^ at).collect();
                let is_pointer =
                    |param: &Param| !param.out && matches!(param.kind, Kind::Pointer(_));
                let given = params.iter().zip(&words).filter(|(param, _)| is_pointer(param));
                let pointers: Vec<Pointer> = given.map(|(_, word)| pointer(*word)).collect();
                let made = Call::new(function, receiver, values(function, &words));
                let made = made.expect("the values fit the parameters");
                for (counted, at) in [(false, 7), (true, 1), (true, u64::MAX)] {
                    let mut track = Track::new(counted);
                    let (mut place, caller) = ([0; ROOM], Caller { receiver, ..CALLER });
                    let whole = track.entered(caller.thread, at, false, &made).to_vec();
                    let length =
                        track.plain_entered(&mut place, at, &plain, caller, &words, &pointers);
                    assert_eq!(frame(&mut place, length), whole, "{made:?}");
                }
                compared += 1;
            }
        }
        assert!(compared > 300, "{compared}");
    }

    #[test]
    fn names_too() {
        for (thing, n) in [(0, 1), (127, 128), (300, 70_000), (u32::MAX, u32::MAX)] {
            for (counted, at) in [(false, 0), (true, 1), (true, 300), (false, u64::MAX)] {
                let (mut track, mut place) = (Track::new(counted), [0; ROOM]);
                let whole = track.numbered_thing(at, Handle(thing), Object::Block, n).to_vec();
                let length = track.plain_thing(&mut place, at, Handle(thing), Object::Block, n);
                assert_eq!(frame(&mut place, length), whole, "{thing} {n} {at}");
            }
        }
    }

    #[test]
    fn replies_too() {
        let function = Function::named("MAPIAllocateBuffer").next().expect("it is a function");
        let plain = PlainReply::of(function).expect("it hands out a block");
        for (held, out) in [
            (Some(0), Output::Null),
            (None, Output::Untouched),
            (Some(4), Output::Object(Handle(4))),
            (Some(5), Output::Garbage),
        ] {
            let block = held.filter(|held| held % 2 == 0).map(|held| Handle(held as u32));
            let made = Reply::Returned(Returned { value: 0x8007_000E, outs: [out].into() });
            for skips in [0, 1] {
                let mut track = Track::new(false);
                let mut place = [0; ROOM];
                let whole = track.left(Thread(0), 7, skips, &made).to_vec();
                let length = track.plain_left(
                    &mut place,
                    7,
                    &plain,
                    (Thread(0), skips),
                    0x8007_000E,
                    &[16, 8],
                    &[held],
                    &[block],
                );
                assert_eq!(frame(&mut place, length), whole, "{made:?}");
            }
        }
    }
}
