use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// Finds what has an address; addresses are their own hash, nearly.
#[derive(Debug, Default)]
pub(crate) struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte) ^ self.0);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Spread>>;

/// A map without anything in it.
pub(crate) const fn empty<K, V>() -> Map<K, V> {
    HashMap::with_hasher(BuildHasherDefault::new())
}
