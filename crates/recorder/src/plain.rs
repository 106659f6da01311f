//! Calls whose arguments say everything by themselves, and replies that hand out numbers and
//! blocks, straight from machine words to the bytes that a journal has for them.
//!
//! Most calls are like that, and this is several times faster than making a `Call` first. A test
//! sees to it that both ways lead to the same bytes.

use cemapi_abi::{
    Function, Handle, Pointer,
    layout::CANARY,
    registry::{INTERFACES, Kind, Object, Param},
};

/// Bytes of a journal, few enough for the stack: eleven arguments of ten bytes, and what is called.
#[derive(Debug)]
pub(crate) struct Plain {
    bytes: [u8; 128],
    length: usize,
}

impl Plain {
    const fn new() -> Self {
        Self { bytes: [0; 128], length: 0 }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    fn byte(&mut self, byte: u8) {
        self.bytes[self.length] = byte;
        self.length += 1;
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    fn handle(&mut self, handle: Handle) {
        self.number(handle.0.into());
    }
}

/// How the calls of one function begin, if they are plain: the numbers of its interface and of
/// itself.
pub(crate) fn numbers(function: Function) -> Option<(u8, u8)> {
    let params = function.signature().params;
    let plain = |param: &Param| {
        matches!(
            param.kind,
            Kind::Ulong | Kind::Long | Kind::Code | Kind::Tag | Kind::Large | Kind::Pointer(_)
        ) || param.out
    };
    if !params.iter().all(plain) {
        return None;
    }
    let own = function.interface();
    let interface = INTERFACES.iter().position(|known| known.name == own.name)?;
    let first = Function::all().find(|known| known.interface().name == own.name)?;
    Some((interface as u8, (function.index() - first.index()) as u8))
}

/// Whether all that a function hands out is numbers and blocks of which only the place is told.
pub(crate) fn hands_out_little(function: Function) -> bool {
    function.signature().outs().all(|param| {
        !param.in_structure
            && matches!(
                param.kind,
                Kind::Ulong
                    | Kind::Long
                    | Kind::Code
                    | Kind::Tag
                    | Kind::Size
                    | Kind::Large
                    | Kind::Pointer(Object::Block)
            )
    })
}

/// A call; `pointer` tells what an address stands for.
pub(crate) fn call(
    function: Function,
    (interface, method): (u8, u8),
    receiver: Option<Handle>,
    words: &[u64],
    mut pointer: impl FnMut(u64, Object) -> Pointer,
) -> Plain {
    let mut plain = Plain::new();
    plain.byte(interface);
    if let Some(receiver) = receiver {
        plain.handle(receiver);
    }
    plain.byte(method);
    for (param, word) in function.signature().params.iter().zip(words) {
        match param.kind {
            _ if param.out => plain.byte((*word == 0).into()),
            Kind::Long => plain.signed((*word as i32).into()),
            Kind::Large => plain.signed(*word as i64),
            Kind::Pointer(object) => {
                // The number of a registration is no address, and has 32 bits.
                let address = match object {
                    Object::Connection => *word & 0xFFFF_FFFF,
                    _ => *word,
                };
                match if address == 0 { Pointer::Null } else { pointer(address, object) } {
                    Pointer::Null => plain.byte(0),
                    Pointer::Foreign => plain.byte(1),
                    Pointer::To(handle) => {
                        plain.byte(2);
                        plain.handle(handle);
                    }
                }
            }
            _ => plain.number(*word & 0xFFFF_FFFF),
        }
    }
    plain
}

/// A reply; `held` reads a place of so many bytes, and `block` takes note of a block at an
/// address, if it can be one.
pub(crate) fn reply(
    function: Function,
    value: u32,
    words: &[u64],
    held: impl Fn(u64, usize) -> u64,
    mut block: impl FnMut(u64) -> Option<Handle>,
) -> Plain {
    const UNTOUCHED: u64 = u64::from_le_bytes([CANARY; 8]);
    let params = function.signature().params;
    let mut plain = Plain::new();
    plain.byte(0);
    plain.number(value.into());
    plain.byte(params.iter().filter(|param| param.out).count() as u8);
    for (param, place) in params.iter().zip(words).filter(|(param, _)| param.out) {
        let size = match param.kind {
            Kind::Large | Kind::Pointer(_) => 8,
            _ => 4,
        };
        if *place == 0 {
            plain.byte(0);
            continue;
        }
        let number = held(*place, size);
        let block_here = matches!(param.kind, Kind::Pointer(_));
        match number {
            _ if number == UNTOUCHED >> (64 - 8 * size) => plain.byte(1),
            0 if block_here => plain.byte(2),
            _ if block_here => match block(number) {
                Some(block) => {
                    plain.byte(3);
                    plain.handle(block);
                }
                None => plain.byte(4),
            },
            _ => {
                plain.byte(5);
                plain.number(number & 0xFFFF_FFFF);
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test ends where its expectations do")]

    use cemapi_abi::{Call, HResult, Output, Place, PropTag, Reply, Returned, Thread, Value};
    use cemapi_journal::{Header, Writer};

    use super::*;

    fn values(function: Function, words: &[u64]) -> Vec<Value> {
        let value = |(param, word): (&Param, &u64)| match param.kind {
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

    fn pointer(word: u64) -> Pointer {
        match word {
            0 => Pointer::Null,
            word if word % 2 == 0 => Pointer::To(Handle(word as u32)),
            _ => Pointer::Foreign,
        }
    }

    #[test]
    fn both_ways_lead_to_the_same_bytes() {
        let mut compared = 0;
        for function in Function::all() {
            let Some(numbers) = numbers(function) else { continue };
            let receiver = function.interface().receiver.map(|_| Handle(300));
            for seed in [0, 1, 2, 300, 0x7FFF_FFFE, 0x8000_0001, 0xFFFF_FFFF] {
                let words: Vec<u64> =
                    (0..function.signature().params.len()).map(|at| seed ^ at as u64).collect();
                let made = Call::new(function, receiver, values(function, &words));
                let made = made.expect("the values fit the parameters");
                let plain = call(function, numbers, receiver, &words, |word, _| pointer(word));
                let header = Header::default();
                let Ok(mut one) = Writer::new(Vec::new(), &header);
                let Ok(mut other) = Writer::new(Vec::new(), &header);
                let Ok(()) = one.enter(Thread(0), 7, false, &made);
                let Ok(()) = other.enter_encoded(Thread(0), 7, false, function, plain.bytes());
                assert_eq!(one.into_sink(), other.into_sink(), "{made:?}");
                compared += 1;
            }
        }
        assert!(compared > 300, "{compared}");
    }

    #[test]
    fn replies_too() {
        let function = Function::named("MAPIAllocateBuffer").next().expect("it is a function");
        for (held, out) in [
            (0, Output::Null),
            (u64::from_le_bytes([CANARY; 8]), Output::Untouched),
            (4, Output::Object(Handle(4))),
            (5, Output::Garbage),
        ] {
            let block = |address| (address % 2 == 0).then_some(Handle(address as u32));
            let plain = reply(function, 0x8007_000E, &[16, 8], |_, _| held, block);
            let made = Reply::Returned(Returned { value: 0x8007_000E, outs: [out].into() });
            let Ok(mut one) = Writer::new(Vec::new(), &Header::default());
            let Ok(mut other) = Writer::new(Vec::new(), &Header::default());
            let Ok(()) = one.leave(Thread(0), 7, &made);
            let Ok(()) = other.leave_encoded(Thread(0), 7, 0, plain.bytes());
            assert_eq!(one.into_sink(), other.into_sink(), "{made:?}");
        }
    }
}
