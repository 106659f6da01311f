//! Which calls and replies are plain, and of what they consist.

use cemapi_abi::{
    Function,
    registry::{Kind, Object, Param},
};

use crate::{ROOM, Signature};

/// How the calls of a function are written whose arguments say everything by themselves.
#[derive(Debug)]
pub struct PlainCall {
    /// The numbers of its interface and of itself.
    pub(crate) numbers: (u8, u8),
    pub(crate) params: Vec<Given>,
}

/// What an argument is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Given {
    Place,
    Number,
    Signed,
    Large,
    Pointer,
}

impl PlainCall {
    /// How calls of this function are written, if they are plain.
    #[must_use]
    pub fn of(function: Function) -> Option<Self> {
        let params = function.signature().params.iter();
        let params: Vec<Given> = params.map(given).collect::<Option<_>>()?;
        let most: usize = params.iter().map(|given| given.most()).sum();
        let signature = Signature::of(function);
        let numbers = (signature.interface_number, signature.method_number);
        // In front: length, kind, stamp, thread, interface, receiver, method; behind: checksum.
        (most + 1 + 1 + 10 + 3 + 1 + 5 + 1 + 1 < ROOM).then_some(Self { numbers, params })
    }
}

fn given(param: &Param) -> Option<Given> {
    Some(match param.kind {
        _ if param.out => Given::Place,
        Kind::Ulong | Kind::Code | Kind::Tag => Given::Number,
        Kind::Long => Given::Signed,
        Kind::Large => Given::Large,
        Kind::Pointer(_) => Given::Pointer,
        _ => return None,
    })
}

impl Given {
    /// How many bytes it takes at most.
    const fn most(self) -> usize {
        match self {
            Self::Place => 1,
            Self::Number | Self::Signed => 5,
            Self::Pointer => 6,
            Self::Large => 10,
        }
    }
}

/// How the replies of a function are written that hands out only numbers, and blocks of which only
/// the place is told.
#[derive(Debug)]
pub struct PlainReply {
    /// Which arguments are places, and what for.
    pub(crate) outs: Vec<(usize, Out)>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Out {
    Number,
    Block,
}

impl PlainReply {
    /// How replies of this function are written, if they are plain.
    #[must_use]
    pub fn of(function: Function) -> Option<Self> {
        let places = function.signature().params.iter().enumerate().filter(|(_, param)| param.out);
        let outs = places.map(|(place, param)| Some((place, out(param)?)));
        Some(Self { outs: outs.collect::<Option<_>>()? })
    }

    /// Which arguments are places for blocks.
    pub fn blocks(&self) -> impl Iterator<Item = usize> {
        let block = |(place, out): &(usize, Out)| matches!(out, Out::Block).then_some(*place);
        self.outs.iter().filter_map(block)
    }
}

fn out(param: &Param) -> Option<Out> {
    Some(match param.kind {
        _ if param.in_structure => return None,
        Kind::Ulong | Kind::Long | Kind::Code | Kind::Tag | Kind::Size | Kind::Large => Out::Number,
        Kind::Pointer(Object::Block) => Out::Block,
        _ => return None,
    })
}
