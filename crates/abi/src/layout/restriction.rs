use alloc::{boxed::Box, vec, vec::Vec};

use super::{
    Codec, Error, Names, Space,
    structures::{
        SAndRestriction, SBitMaskRestriction, SComparePropsRestriction, SContentRestriction,
        SExistRestriction, SNotRestriction, SPropertyRestriction, SRestriction, SSizeRestriction,
    },
};
use crate::{
    Prop, PropTag, Restriction,
    registry::{
        RES_AND, RES_BITMASK, RES_COMPAREPROPS, RES_CONTENT, RES_EXIST, RES_NOT, RES_OR,
        RES_PROPERTY, RES_SIZE,
    },
};

/// Deeper nesting than this is a circle.
const DEEPEST: u32 = 64;

impl<S: Space + Names> Codec<'_, S> {
    /// The condition at an address.
    pub fn restriction(&mut self, address: u64) -> Result<Restriction, Error> {
        self.condition(address, DEEPEST)
    }

    fn condition(&mut self, address: u64, depth: u32) -> Result<Restriction, Error> {
        let depth = depth.checked_sub(1).ok_or(Error::TooDeep)?;
        self.expect(1)?;
        let res = self.at(address, SRestriction::res);
        Ok(match self.get_long(address, SRestriction::rt)? {
            RES_AND => Restriction::And(self.conditions(res, depth)?),
            RES_OR => Restriction::Or(self.conditions(res, depth)?),
            RES_NOT => {
                let part = self.get(res, SNotRestriction::lpRes)?;
                Restriction::Not(Box::new(self.condition(part, depth)?))
            }
            RES_CONTENT => Restriction::Content {
                fuzzy: self.get_long(res, SContentRestriction::ulFuzzyLevel)?,
                tag: PropTag(self.get_long(res, SContentRestriction::ulPropTag)?),
                prop: self.compared(self.get(res, SContentRestriction::lpProp)?)?,
            },
            RES_PROPERTY => Restriction::Property {
                relation: self.get_long(res, SPropertyRestriction::relop)?,
                tag: PropTag(self.get_long(res, SPropertyRestriction::ulPropTag)?),
                prop: self.compared(self.get(res, SPropertyRestriction::lpProp)?)?,
            },
            RES_COMPAREPROPS => Restriction::CompareProps {
                relation: self.get_long(res, SComparePropsRestriction::relop)?,
                left: PropTag(self.get_long(res, SComparePropsRestriction::ulPropTag1)?),
                right: PropTag(self.get_long(res, SComparePropsRestriction::ulPropTag2)?),
            },
            RES_BITMASK => Restriction::Bitmask {
                relation: self.get_long(res, SBitMaskRestriction::relBMR)?,
                tag: PropTag(self.get_long(res, SBitMaskRestriction::ulPropTag)?),
                mask: self.get_long(res, SBitMaskRestriction::ulMask)?,
            },
            RES_SIZE => Restriction::Size {
                relation: self.get_long(res, SSizeRestriction::relop)?,
                tag: PropTag(self.get_long(res, SSizeRestriction::ulPropTag)?),
                bytes: self.get_long(res, SSizeRestriction::cb)?,
            },
            RES_EXIST => {
                Restriction::Exist(PropTag(self.get_long(res, SExistRestriction::ulPropTag)?))
            }
            other => Restriction::Other(other),
        })
    }

    fn conditions(&mut self, res: u64, depth: u32) -> Result<Vec<Restriction>, Error> {
        let count = self.get(res, SAndRestriction::cRes)?;
        let first = self.get(res, SAndRestriction::lpRes)?;
        self.elements(first, count, SRestriction::SIZE)?
            .map(|part| self.condition(part, depth))
            .collect()
    }

    fn compared(&mut self, address: u64) -> Result<Prop, Error> {
        self.props(address, 1)?.pop().ok_or(Error::Mismatch)
    }

    /// Puts a condition where there is room.
    pub fn put_restriction(&mut self, condition: &Restriction) -> Result<u64, Error> {
        self.put_conditions(core::slice::from_ref(condition), DEEPEST)
    }

    fn put_conditions(&mut self, conditions: &[Restriction], depth: u32) -> Result<u64, Error> {
        let depth = depth.checked_sub(1).ok_or(Error::TooDeep)?;
        let address = self.room(conditions.len() * SRestriction::SIZE.size(self.layout))?;
        let places = self.elements(address, conditions.len() as u64, SRestriction::SIZE)?;
        for (condition, place) in conditions.iter().zip(places) {
            self.set_condition(place, condition, depth)?;
        }
        Ok(address)
    }

    fn set_condition(
        &mut self,
        address: u64,
        condition: &Restriction,
        depth: u32,
    ) -> Result<(), Error> {
        let prop = |codec: &mut Self, prop: &Prop| codec.put_props(core::slice::from_ref(prop));
        let (kind, members) = match condition {
            Restriction::And(parts) | Restriction::Or(parts) => {
                let first = self.put_conditions(parts, depth)?;
                let kind = if matches!(condition, Restriction::And(_)) { RES_AND } else { RES_OR };
                let count = parts.len() as u64;
                (kind, vec![(SAndRestriction::cRes, count), (SAndRestriction::lpRes, first)])
            }
            Restriction::Not(part) => {
                let part = self.put_conditions(core::slice::from_ref(part), depth)?;
                (RES_NOT, vec![(SNotRestriction::lpRes, part)])
            }
            Restriction::Content { fuzzy, tag, prop: value } => (
                RES_CONTENT,
                vec![
                    (SContentRestriction::ulFuzzyLevel, (*fuzzy).into()),
                    (SContentRestriction::ulPropTag, tag.0.into()),
                    (SContentRestriction::lpProp, prop(self, value)?),
                ],
            ),
            Restriction::Property { relation, tag, prop: value } => (
                RES_PROPERTY,
                vec![
                    (SPropertyRestriction::relop, (*relation).into()),
                    (SPropertyRestriction::ulPropTag, tag.0.into()),
                    (SPropertyRestriction::lpProp, prop(self, value)?),
                ],
            ),
            Restriction::CompareProps { relation, left, right } => (
                RES_COMPAREPROPS,
                vec![
                    (SComparePropsRestriction::relop, (*relation).into()),
                    (SComparePropsRestriction::ulPropTag1, left.0.into()),
                    (SComparePropsRestriction::ulPropTag2, right.0.into()),
                ],
            ),
            Restriction::Bitmask { relation, tag, mask } => (
                RES_BITMASK,
                vec![
                    (SBitMaskRestriction::relBMR, (*relation).into()),
                    (SBitMaskRestriction::ulPropTag, tag.0.into()),
                    (SBitMaskRestriction::ulMask, (*mask).into()),
                ],
            ),
            Restriction::Size { relation, tag, bytes } => (
                RES_SIZE,
                vec![
                    (SSizeRestriction::relop, (*relation).into()),
                    (SSizeRestriction::ulPropTag, tag.0.into()),
                    (SSizeRestriction::cb, (*bytes).into()),
                ],
            ),
            Restriction::Exist(tag) => {
                (RES_EXIST, vec![(SExistRestriction::ulPropTag, tag.0.into())])
            }
            Restriction::Other(kind) => (*kind, Vec::new()),
        };
        self.set(address, SRestriction::rt, kind.into())?;
        let res = self.at(address, SRestriction::res);
        for (field, value) in members {
            self.set(res, field, value)?;
        }
        Ok(())
    }
}
