//! Conditions nest. They are read with a limit on how deep, because what nests a million times
//! fits a file and no stack.

use alloc::{boxed::Box, vec::Vec};
use core::fmt;

use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, EnumAccess, Error, SeqAccess, VariantAccess, Visitor},
};

use crate::{Prop, PropTag, Restriction};

/// How deep conditions may nest.
const DEPTH: u8 = 32;

impl<'de> Deserialize<'de> for Restriction {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        One(DEPTH).deserialize(from)
    }
}

/// A condition that may nest so deep.
#[derive(Clone, Copy)]
struct One(u8);

impl<'de> DeserializeSeed<'de> for One {
    type Value = Restriction;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Restriction, D::Error> {
        from.deserialize_enum("Restriction", &[], self)
    }
}

impl<'de> Visitor<'de> for One {
    type Value = Restriction;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a condition")
    }

    /// The variants in the order in which the type declares them; their members are written one
    /// after the other, as those of a tuple are.
    fn visit_enum<A: EnumAccess<'de>>(self, from: A) -> Result<Restriction, A::Error> {
        let deeper = || self.0.checked_sub(1).map(One).ok_or(A::Error::custom("it nests too deep"));
        let (variant, inside) = from.variant_seed(Variant)?;
        Ok(match variant {
            0 => Restriction::And(inside.newtype_variant_seed(Many(deeper()?))?),
            1 => Restriction::Or(inside.newtype_variant_seed(Many(deeper()?))?),
            2 => Restriction::Not(Box::new(inside.newtype_variant_seed(deeper()?)?)),
            3 => {
                let (fuzzy, tag, prop) = inside.newtype_variant::<(u32, PropTag, Prop)>()?;
                Restriction::Content { fuzzy, tag, prop }
            }
            4 => {
                let (relation, tag, prop) = inside.newtype_variant::<(u32, PropTag, Prop)>()?;
                Restriction::Property { relation, tag, prop }
            }
            5 => {
                let (relation, left, right) =
                    inside.newtype_variant::<(u32, PropTag, PropTag)>()?;
                Restriction::CompareProps { relation, left, right }
            }
            6 => {
                let (relation, tag, mask) = inside.newtype_variant::<(u32, PropTag, u32)>()?;
                Restriction::Bitmask { relation, tag, mask }
            }
            7 => {
                let (relation, tag, bytes) = inside.newtype_variant::<(u32, PropTag, u32)>()?;
                Restriction::Size { relation, tag, bytes }
            }
            8 => Restriction::Exist(inside.newtype_variant()?),
            9 => Restriction::Other(inside.newtype_variant()?),
            _ => return Err(A::Error::custom("there is no such condition")),
        })
    }
}

/// The number of a variant.
struct Variant;

impl<'de> DeserializeSeed<'de> for Variant {
    type Value = u32;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<u32, D::Error> {
        // Postcard's variants are numbers, and it hands them over as such.
        u32::deserialize(from)
    }
}

struct Many(One);

impl<'de> DeserializeSeed<'de> for Many {
    type Value = Vec<Restriction>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Many {
    type Value = Vec<Restriction>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("conditions")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(one) = from.next_element_seed(self.0)? {
            all.push(one);
        }
        Ok(all)
    }
}
