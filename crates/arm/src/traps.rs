//! Addresses that no program has code at: whoever calls one calls the machine.

use cemapi_abi::Function;

use crate::{coredll, sockets};

const COREDLL: u32 = 0xF000_0000;
const WS2: u32 = 0xF080_0000;
const CEMAPI: u32 = 0xF100_0000;

/// Where a thread's first function returns to, and a function that the machine called.
pub(crate) const THREAD_ENDS: u32 = 0xF200_0000;
pub(crate) const RETURN: u32 = 0xF200_0010;

/// What stands at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trap {
    /// Memory.
    None,
    /// A function of coredll.dll, by its place among those that are served.
    Coredll(usize),
    /// A function of ws2.dll, likewise.
    Ws2(usize),
    /// A function or method of cemapi.dll, by its number in the registry.
    Cemapi(Function),
    ThreadEnds,
    Return,
    /// Nothing at all.
    Wild,
}

/// Where coredll.dll has a function.
pub(crate) fn coredll(name: &str) -> Option<u32> {
    let place = coredll::SERVED.iter().position(|(known, _)| *known == name)?;
    Some(COREDLL + 4 * place as u32)
}

/// Where ws2.dll has a function.
pub(crate) fn ws2(name: &str) -> Option<u32> {
    let place = sockets::SERVED.iter().position(|(known, _)| *known == name)?;
    Some(WS2 + 4 * place as u32)
}

/// Where cemapi.dll has a function or method.
pub(crate) fn cemapi(function: Function) -> u32 {
    CEMAPI + 4 * function.index() as u32
}

/// What stands at an address.
pub(crate) fn at(address: u32) -> Trap {
    match address {
        0..COREDLL => Trap::None,
        COREDLL..WS2 => match ((address - COREDLL) / 4) as usize {
            place if place < coredll::SERVED.len() => Trap::Coredll(place),
            _ => Trap::Wild,
        },
        WS2..CEMAPI => match ((address - WS2) / 4) as usize {
            place if place < sockets::SERVED.len() => Trap::Ws2(place),
            _ => Trap::Wild,
        },
        CEMAPI..THREAD_ENDS => {
            Function::at(((address - CEMAPI) / 4) as usize).map_or(Trap::Wild, Trap::Cemapi)
        }
        THREAD_ENDS => Trap::ThreadEnds,
        RETURN => Trap::Return,
        _ => Trap::Wild,
    }
}
