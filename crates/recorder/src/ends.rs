//! What calls do away with.
//!
//! Once the library has done away with something, another thread may be handed the same address or
//! number, and that is another thing. So what a call may do away with is forgotten before the call,
//! and remembered after one that has not.

use cemapi_abi::{Handle, Pointer};

use crate::{proxy::Proxy, state::State};

/// What a call does away with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    Nothing,
    /// The object that it is called on, if it returns 0.
    Object,
    /// The block that is its argument, if it succeeds.
    Block,
    /// The registration that is its argument, if it succeeds.
    Connection,
}

/// What was forgotten before a call.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Forgotten {
    Nothing,
    Object(&'static Proxy),
    /// With its address.
    Block(u64, Handle),
    /// With the object where it was made, and its number.
    Connection((u32, u64), Handle),
}

impl Forgotten {
    /// What an argument stood for that is forgotten now.
    #[inline]
    pub(crate) fn pointer(self, word: u64) -> Pointer {
        match self {
            Self::Block(_, thing) | Self::Connection(_, thing) => Pointer::To(thing),
            _ if word == 0 => Pointer::Null,
            _ => Pointer::Foreign,
        }
    }
}

impl State {
    /// Forgets the block at an address.
    #[inline]
    pub(crate) fn forget_block(&mut self, address: u64) -> Forgotten {
        let block = self.blocks.remove(address);
        block.map_or(Forgotten::Nothing, |block| Forgotten::Block(address, block))
    }

    /// Forgets the registration with a number, of which 32 bits count, in a call of a method of
    /// this object.
    pub(crate) fn forget_connection(&mut self, word: u64, receiver: Option<Handle>) -> Forgotten {
        let found = self.connection(word & 0xFFFF_FFFF, receiver);
        let forgotten = found.and_then(|key| self.connections.remove_entry(&key));
        forgotten.map_or(Forgotten::Nothing, |(key, thing)| Forgotten::Connection(key, thing))
    }

    /// Forgets what stands for an object.
    pub(crate) fn forget_object(&mut self, proxy: &'static Proxy) -> Forgotten {
        let real = proxy.real as u64;
        match self.objects.get(&real) {
            Some(known) if std::ptr::eq(*known, proxy) => {
                self.objects.remove(&real);
                Forgotten::Object(proxy)
            }
            _ => Forgotten::Nothing,
        }
    }

    /// The call has not done away with it: it is still there, unless another is by now.
    pub(crate) fn remember(&mut self, forgotten: Forgotten) {
        match forgotten {
            Forgotten::Nothing => {}
            Forgotten::Object(proxy) => {
                self.objects.entry(proxy.real as u64).or_insert(proxy);
            }
            Forgotten::Block(address, block) => {
                if self.blocks.get(address).is_none() {
                    self.blocks.insert(address, block);
                }
            }
            Forgotten::Connection(key, thing) => {
                self.connections.entry(key).or_insert(thing);
            }
        }
    }
}
