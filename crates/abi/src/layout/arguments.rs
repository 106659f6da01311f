use alloc::vec::Vec;

use super::{
    Codec, Error, Layout, Names, Space,
    value::{Words, partner, words},
};
use crate::{
    Call, Function, Handle, Place, Value,
    registry::{Param, Signature},
};

impl Signature {
    /// How many machine words its arguments are passed in, without the receiver.
    #[must_use]
    pub fn words(&self, layout: Layout) -> usize {
        self.params.iter().map(|param| words(param, layout)).sum()
    }
}

impl<S: Space + Names> Codec<'_, S> {
    /// The call that a function's arguments mean, on the receiver that it has.
    ///
    /// `words` are the arguments as machine words, without the receiver; a 64-bit number in a
    /// narrow layout takes two, the lower half first. Bits beyond an argument's own are ignored.
    ///
    /// # Errors
    ///
    /// If something that an argument points to cannot be read.
    pub fn call(
        &mut self,
        function: Function,
        receiver: Option<Handle>,
        words: &[u64],
    ) -> Result<Call, Error> {
        let params = function.signature().params;
        let words = Words::new(self.layout, params, words);
        let arguments: Result<Vec<_>, _> =
            (0..params.len()).map(|index| self.value(&words, index)).collect();
        Call::new(function, receiver, arguments?).ok_or(Error::Mismatch)
    }

    /// The arguments to make a call with, as machine words without the receiver. What they point
    /// to is put where there is room; places for out-parameters hold [`CANARY`](super::CANARY).
    ///
    /// # Errors
    ///
    /// If there is no room.
    pub fn arguments(&mut self, call: &Call) -> Result<Vec<u64>, Error> {
        let params = call.function().signature().params;
        let mut values = Vec::new();
        call.values(&mut |value| values.push(value));
        let mut arguments = Vec::new();
        for (index, (param, value)) in params.iter().zip(&values).enumerate() {
            let argument = match self.put_value(param, value)? {
                Some(argument) => argument,
                None if *value == Value::Place(Place::Null) => 0,
                None if *value == Value::Place(Place::Given) => {
                    // How much Read may write is said by the number that follows (IStream::Read).
                    let most = match values.get(index + 1) {
                        Some(Value::Ulong(number)) => *number,
                        _ => 0,
                    };
                    self.put_canary(param, most)?
                }
                None => self.length(partner(params, index).and_then(|partner| values.get(partner))),
            };
            self.push(&mut arguments, param, argument);
        }
        Ok(arguments)
    }

    fn push(&self, arguments: &mut Vec<u64>, param: &Param, argument: u64) {
        if words(param, self.layout) == 2 {
            arguments.push(argument & 0xFFFF_FFFF);
            arguments.push(argument >> 32);
        } else {
            arguments.push(argument);
        }
    }
}
