//! The tables of methods that objects have, made from the registry.

use std::sync::LazyLock;

use cemapi_abi::{
    Function,
    registry::{INTERFACES, Interface, Object},
};

use crate::{call, object};

/// A method as C calls it: all arguments are machine words, and there are as many as the longest
/// signature has. Words that the caller did not pass are never looked at.
pub(crate) type Slot = unsafe extern "C" fn(
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

/// The method with number `INDEX` in the registry.
unsafe extern "C" fn slot<const INDEX: usize>(
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
    // SAFETY: this function is only ever reached through a table of this library's.
    let receiver = unsafe { object::handle(this) };
    call::enter(INDEX, Some(receiver), &mut [a, b, c, d, e, f, g, h, i, j, k])
}

macro_rules! slots {
    ($($row:literal)*) => { [$(
        slots!(@row $row * 16, 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)
    ),*] };
    (@row $start:expr, $($place:literal)*) => { [$(slot::<{ $start + $place }> as Slot),*] };
}

/// A method for each number in the registry, and then some, in rows of sixteen.
static SLOTS: [[Slot; 16]; 12] = slots!(0 1 2 3 4 5 6 7 8 9 10 11);

const _: () = assert!(Function::COUNT <= 12 * 16, "the registry has outgrown the slots");

/// The methods of one interface, those of its bases first.
fn methods(interface: &Interface) -> Vec<Slot> {
    let base = INTERFACES.iter().find(|known| Some(known.name) == interface.base);
    let mut table = base.map_or_else(Vec::new, |base| methods(base));
    let own = Function::all().filter(|function| function.interface().name == interface.name);
    table.extend(own.map(|function| SLOTS[function.index() / 16][function.index() % 16]));
    table
}

/// The table of every interface, in the registry's order.
static TABLES: LazyLock<Vec<Vec<Slot>>> =
    LazyLock::new(|| INTERFACES.iter().map(|interface| methods(interface)).collect());

/// The methods that an object of this kind has.
pub(crate) fn table(object: Object) -> &'static [Slot] {
    let name = match object {
        Object::Session => "ICEMAPISession",
        Object::Prop => "IMAPIProp",
        Object::Store => "IMsgStore",
        // On CE a container is a folder.
        Object::Container | Object::Folder => "IMAPIFolder",
        Object::Message => "IMessage",
        Object::Attach => "IAttach",
        Object::Table => "IMAPITable",
        Object::Sink => "IMAPIAdviseSink",
        Object::Stream => "IStream",
        Object::Unknown | Object::Connection | Object::Block | Object::Other => "IUnknown",
    };
    let place = INTERFACES.iter().position(|interface| interface.name == name);
    place.and_then(|place| TABLES.get(place)).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::{INTERFACES, methods};

    #[test]
    fn methods_stand_in_their_slots() {
        for interface in INTERFACES.iter().filter(|interface| interface.receiver.is_some()) {
            let length = methods(interface).len();
            for (back, method) in interface.methods.iter().rev().enumerate() {
                let slot = method.slot.map(usize::from);
                assert_eq!(slot, Some(length - 1 - back), "{}", method.name);
            }
        }
    }
}
