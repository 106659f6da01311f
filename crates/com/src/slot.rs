//! The tables of methods that objects have, made from the registry.

use std::marker::PhantomData;

use cemapi_abi::{Function, registry::Interface};

/// How many arguments the longest signature has, without the receiver.
pub const ARGUMENTS: usize = 11;

/// A method as C calls it: all arguments are machine words, and there are as many as the longest
/// signature has. Words that the caller did not pass are never looked at.
pub type Slot = unsafe extern "C-unwind" fn(
    this: usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
) -> usize;

/// Who answers when a method is called.
pub trait Answer: 'static {
    /// Answers a call of the method with this number in the registry.
    ///
    /// # Safety
    ///
    /// `this` is an object that begins with a table of this type's methods, and the arguments are
    /// what the documentation wants.
    unsafe fn answer(index: usize, this: usize, arguments: &mut [usize; ARGUMENTS]) -> usize;
}

/// The method with number `INDEX` in the registry.
unsafe extern "C-unwind" fn slot<A: Answer, const INDEX: usize>(
    this: usize,
    a: usize,
    b: usize,
    c: usize,
    d: usize,
    e: usize,
    f: usize,
    g: usize,
    h: usize,
    i: usize,
    j: usize,
    k: usize,
) -> usize {
    // SAFETY: this function is only ever reached through a table of this type's methods.
    unsafe { A::answer(INDEX, this, &mut [a, b, c, d, e, f, g, h, i, j, k]) }
}

macro_rules! slots {
    ($($row:literal)*) => { [$(
        slots!(@row $row * 16, 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)
    ),*] };
    (@row $start:expr, $($place:literal)*) => { [$(slot::<A, { $start + $place }> as Slot),*] };
}

struct Slots<A>(PhantomData<A>);

impl<A: Answer> Slots<A> {
    /// A method for each number in the registry, and then some, in rows of sixteen.
    const ALL: &[[Slot; 16]; 12] = &slots!(0 1 2 3 4 5 6 7 8 9 10 11);
}

const _: () = assert!(Function::COUNT <= 12 * 16, "the registry has outgrown the slots");

/// The methods of one interface, those of its bases first.
#[must_use]
pub fn methods<A: Answer>(interface: &Interface) -> Vec<Slot> {
    let slot = |function: Function| Slots::<A>::ALL[function.index() / 16][function.index() % 16];
    interface.functions().into_iter().map(slot).collect()
}

#[cfg(test)]
mod tests {
    use cemapi_abi::registry::INTERFACES;

    use super::{ARGUMENTS, Answer, methods};

    struct Nobody;

    impl Answer for Nobody {
        unsafe fn answer(
            _index: usize,
            _this: usize,
            _arguments: &mut [usize; ARGUMENTS],
        ) -> usize {
            0
        }
    }

    #[test]
    fn methods_stand_in_their_slots() {
        for interface in INTERFACES.iter().filter(|interface| interface.receiver.is_some()) {
            let length = methods::<Nobody>(interface).len();
            for (back, method) in interface.methods.iter().rev().enumerate() {
                let slot = method.slot.map(usize::from);
                assert_eq!(slot, Some(length - 1 - back), "{}", method.name);
                assert!(method.params.len() <= ARGUMENTS, "{}", method.name);
            }
        }
    }
}
