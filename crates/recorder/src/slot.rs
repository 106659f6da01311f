//! The tables of methods that proxies have.

use std::sync::LazyLock;

use cemapi_abi::registry::{INTERFACES, Interface};
use cemapi_com::{ARGUMENTS, Answer, Slot, methods};

use crate::{call, forward, proxy::Proxy};

/// The recorder's proxies.
struct Recorded;

impl Answer for Recorded {
    unsafe fn answer(index: usize, this: usize, arguments: &mut [usize; ARGUMENTS]) -> usize {
        // SAFETY: the table of methods is one of this library's.
        let proxy = unsafe { Proxy::at(this) };
        call::method(index, proxy, arguments)
    }
}

/// A method that the registry has no name for: forwarded, and not recorded.
unsafe extern "C-unwind" fn nameless<const PLACE: usize>(
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
    // SAFETY: the table of methods is one of this library's, and the program vouches for the rest.
    unsafe { forward::method(Proxy::at(this).real, PLACE, &[a, b, c, d, e, f, g, h, i, j, k]) }
}

macro_rules! nameless {
    ($($row:literal)*) => { [$(nameless!(@row $row * 8, 0 1 2 3 4 5 6 7)),*] };
    (@row $start:expr, $($place:literal)*) => { [$(nameless::<{ $start + $place }> as Slot),*] };
}

/// A nameless method for every place, in rows of eight.
static NAMELESS: [[Slot; 8]; 8] = nameless!(0 1 2 3 4 5 6 7);

/// The table of every interface, in the registry's order. Each goes on with nameless methods: what
/// a program calls an interface may have more than the registry knows.
static TABLES: LazyLock<Vec<Vec<Slot>>> = LazyLock::new(|| {
    let table = |interface: &&'static Interface| {
        let mut table = methods::<Recorded>(interface);
        table.extend(NAMELESS.as_flattened().iter().skip(table.len()));
        table
    };
    INTERFACES.iter().map(table).collect()
});

/// The methods that an object with this interface has.
pub(crate) fn table(interface: &Interface) -> &'static [Slot] {
    let place = INTERFACES.iter().position(|known| known.name == interface.name);
    place.and_then(|place| TABLES.get(place)).map_or(&[], Vec::as_slice)
}

/// Whether an interface is another or extends it.
pub(crate) fn extends(interface: &Interface, other: &Interface) -> bool {
    let mut own = Some(interface);
    while let Some(known) = own {
        if known.name == other.name {
            return true;
        }
        own = known.extended();
    }
    false
}
