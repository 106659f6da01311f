//! The tables of methods that objects have.

use std::sync::LazyLock;

use cemapi_abi::registry::{INTERFACES, Object};
use cemapi_com::{ARGUMENTS, Answer, Slot, methods};

use crate::{call, object};

/// The emulator's objects.
struct Emulated;

impl Answer for Emulated {
    unsafe fn answer(index: usize, this: usize, arguments: &mut [usize; ARGUMENTS]) -> usize {
        // SAFETY: the table of methods is one of this library's.
        let receiver = unsafe { object::handle(this) };
        call::enter(index, Some(receiver), arguments)
    }
}

/// The table of every interface, in the registry's order.
static TABLES: LazyLock<Vec<Vec<Slot>>> =
    LazyLock::new(|| INTERFACES.iter().map(|interface| methods::<Emulated>(interface)).collect());

/// The methods that an object of this kind has.
pub(crate) fn table(object: Object) -> &'static [Slot] {
    let interface = object.interface();
    let place = INTERFACES.iter().position(|known| known.name == interface.name);
    place.and_then(|place| TABLES.get(place)).map_or(&[], Vec::as_slice)
}
