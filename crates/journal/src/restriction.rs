//! Conditions nest. They are read with a limit on how deep, because what nests a million times
//! fits a frame and no stack.

use std::fmt;

use cemapi_abi::{Prop, PropTag, Restriction};
use serde::de::{
    Deserializer, DeserializeSeed, EnumAccess, Error, SeqAccess, VariantAccess, Visitor,
};

/// How deep conditions may nest.
const DEPTH: u8 = 32;

/// Takes a condition off the front; `Some(None)` is `NULL`.
pub(crate) fn take(bytes: &mut &[u8]) -> Option<Option<Box<Restriction>>> {
    let mut deserializer = postcard::Deserializer::from_bytes(bytes);
    let condition = Maybe.deserialize(&mut deserializer).ok()?;
    *bytes = deserializer.finalize().ok()?;
    Some(condition.map(Box::new))
}

struct Maybe;

impl<'de> DeserializeSeed<'de> for Maybe {
    type Value = Option<Restriction>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Maybe {
    type Value = Option<Restriction>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a condition or none")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        One(DEPTH).deserialize(from).map(Some)
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
        serde::Deserialize::deserialize(from)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_comes_back() {
        let prop = Prop { tag: PropTag(0x0037_001F), value: cemapi_abi::PropValue::Raw(7) };
        let (tag, relation) = (PropTag(0x3001_001F), 4);
        let conditions = vec![
            Restriction::Content { fuzzy: 1, tag, prop: prop.clone() },
            Restriction::Property { relation, tag, prop },
            Restriction::CompareProps { relation, left: tag, right: PropTag(1) },
            Restriction::Bitmask { relation, tag, mask: 1 << 31 },
            Restriction::Size { relation, tag, bytes: 300 },
            Restriction::Exist(tag),
            Restriction::Other(11),
            Restriction::Not(Box::new(Restriction::Or(Vec::new()))),
        ];
        let whole = Some(Box::new(Restriction::And(conditions)));
        let mut bytes = postcard::to_allocvec(&whole).unwrap_or_default();
        bytes.push(42);
        let mut rest = &*bytes;
        assert_eq!(take(&mut rest), Some(whole));
        assert_eq!(rest, [42]);
    }

    #[test]
    fn a_million_levels_are_refused() {
        let mut bytes = vec![2; 1_000_000];
        bytes[0] = 1;
        assert_eq!(take(&mut &*bytes), None);
    }
}
