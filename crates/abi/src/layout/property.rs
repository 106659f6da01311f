use alloc::vec::Vec;

use super::{
    Codec, Error, Names, Space,
    structures::{_PV, SBinary, SPropValue},
};
use crate::{EntryId, HResult, Prop, PropForm, PropTag, PropValue};

impl<S: Space + Names> Codec<'_, S> {
    const fn prop_size(&self) -> u64 {
        SPropValue::SIZE.size(self.layout) as u64
    }

    /// The properties at an address, so many one after another.
    pub fn props(&mut self, address: u64, count: u64) -> Result<Vec<Prop>, Error> {
        self.expect(count)?;
        (0..count).map(|index| self.prop(address.wrapping_add(index * self.prop_size()))).collect()
    }

    /// Puts properties where there is room, one after another.
    pub fn put_props(&mut self, props: &[Prop]) -> Result<u64, Error> {
        let size = self.prop_size();
        let address = self.room(props.len() * size as usize)?;
        for (prop, place) in props.iter().zip(0..) {
            self.set_prop(address + place * size, prop)?;
        }
        Ok(address)
    }

    fn prop(&mut self, address: u64) -> Result<Prop, Error> {
        let tag = PropTag(self.get_long(address, SPropValue::ulPropTag)?);
        let value = self.at(address, SPropValue::Value);
        let value = match PropForm::of(tag.type_of()) {
            PropForm::Raw => PropValue::Raw(self.get(value, _PV::li)?),
            PropForm::Short => PropValue::Short(self.get(value, _PV::i)? as i16),
            PropForm::Long => PropValue::Long(self.get_long(value, _PV::ul)?),
            PropForm::Float => PropValue::Float(self.get_long(value, _PV::flt)?),
            PropForm::Double => PropValue::Double(self.get(value, _PV::dbl)?),
            PropForm::Large => PropValue::Large(self.get(value, _PV::li)? as i64),
            PropForm::Error => PropValue::Error(HResult(self.get_long(value, _PV::err)?)),
            PropForm::Boolean => PropValue::Boolean(self.get(value, _PV::b)? != 0),
            PropForm::String8 => {
                let text = self.get(value, _PV::lpszA)?;
                PropValue::String8(self.narrow_text(text)?)
            }
            PropForm::Unicode => {
                let text = self.get(value, _PV::lpszW)?;
                PropValue::Unicode(self.text(text)?)
            }
            PropForm::Time => PropValue::Time(self.get(value, _PV::ft)?),
            PropForm::Id => PropValue::Id(self.iid(self.get(value, _PV::lpguid)?)?),
            PropForm::Binary => {
                let count = self.get(value, SBinary::cb)?;
                let bytes = self.get(value, SBinary::lpb)?;
                PropValue::Binary(self.entry(bytes, count, Some(tag))?)
            }
        };
        Ok(Prop { tag, value })
    }

    fn set_prop(&mut self, address: u64, prop: &Prop) -> Result<(), Error> {
        self.set(address, SPropValue::ulPropTag, prop.tag.0.into())?;
        let value = self.at(address, SPropValue::Value);
        match &prop.value {
            PropValue::Raw(bits) => self.set(value, _PV::li, *bits),
            PropValue::Short(number) => self.set(value, _PV::i, *number as u64),
            PropValue::Long(number) => self.set(value, _PV::ul, (*number).into()),
            PropValue::Float(bits) => self.set(value, _PV::flt, (*bits).into()),
            PropValue::Double(bits) => self.set(value, _PV::dbl, *bits),
            PropValue::Large(number) => self.set(value, _PV::li, *number as u64),
            PropValue::Error(code) => self.set(value, _PV::err, code.0.into()),
            PropValue::Boolean(flag) => self.set(value, _PV::b, (*flag).into()),
            PropValue::Time(time) => self.set(value, _PV::ft, *time),
            PropValue::String8(None) => Ok(()),
            PropValue::String8(Some(text)) => {
                let mut bytes = text.clone();
                bytes.push(0);
                let text = self.put_bytes(&bytes)?;
                self.set(value, _PV::lpszA, text)
            }
            PropValue::Unicode(text) => {
                let text = self.put_text(text.as_ref())?;
                self.set(value, _PV::lpszW, text)
            }
            PropValue::Id(iid) => {
                let iid = self.put_iid(*iid)?;
                self.set(value, _PV::lpguid, iid)
            }
            PropValue::Binary(entry) => self.set_binary(value, entry),
        }
    }

    /// Puts an entry id or other bytes and points the `SBinary` at `address` to them.
    pub(super) fn set_binary(&mut self, address: u64, entry: &EntryId) -> Result<(), Error> {
        let (bytes, count) = self.put_entry(entry)?;
        self.set(address, SBinary::cb, count)?;
        self.set(address, SBinary::lpb, bytes)
    }

    /// The entry id or other bytes of this length at an address; `Null` for 0.
    pub fn entry(
        &mut self,
        address: u64,
        count: u64,
        tag: Option<PropTag>,
    ) -> Result<EntryId, Error> {
        if address == 0 {
            return Ok(EntryId::Null);
        }
        let bytes = self.bytes(address, count)?;
        Ok(self.space.entry(bytes, tag))
    }

    /// Puts an entry id or other bytes where there is room, and returns where and how many.
    pub fn put_entry(&mut self, entry: &EntryId) -> Result<(u64, u64), Error> {
        let known;
        let bytes = match entry {
            EntryId::Null => return Ok((0, 0)),
            EntryId::Known(entry) => {
                known = self.space.entry_bytes(*entry);
                &known
            }
            EntryId::Bytes(bytes) => bytes,
        };
        Ok((self.put_bytes(bytes)?, bytes.len() as u64))
    }
}
