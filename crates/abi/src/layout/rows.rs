use alloc::vec::Vec;

use super::{
    Codec, Error, Extent, Field, Names, Space,
    structures::{SBinary, SBinaryArray, SPropTagArray, SRow, SRowSet, SSortOrder, SSortOrderSet},
};
use crate::{EntryId, Prop, PropTag, SortOrderSet};

impl<S: Space + Names> Codec<'_, S> {
    /// Where the elements of an array at the end of a structure stand.
    pub(super) fn elements(
        &mut self,
        first: u64,
        count: u64,
        element: Extent,
    ) -> Result<impl Iterator<Item = u64> + use<S>, Error> {
        self.expect(count)?;
        let size = element.size(self.layout) as u64;
        Ok((0..count).map(move |index| first.wrapping_add(index * size)))
    }

    /// The same for a structure that was found room for, with that room.
    pub(super) fn room_for(
        &mut self,
        array: Field,
        count: usize,
        element: Extent,
    ) -> Result<(u64, impl Iterator<Item = u64> + use<S>), Error> {
        let size = array.offset(self.layout) + count * element.size(self.layout);
        let address = self.room(size)?;
        Ok((address, self.elements(self.at(address, array), count as u64, element)?))
    }

    /// The property tags of the `SPropTagArray` at an address.
    pub fn tags(&mut self, address: u64) -> Result<Vec<PropTag>, Error> {
        let count = self.get(address, SPropTagArray::cValues)?;
        self.expect(count)?;
        let first = self.at(address, SPropTagArray::aulPropTag);
        let tag = |index| Ok(PropTag(self.number(first.wrapping_add(index * 4), 4)? as u32));
        (0..count).map(tag).collect()
    }

    /// Puts an `SPropTagArray` where there is room.
    pub fn put_tags(&mut self, tags: &[PropTag]) -> Result<u64, Error> {
        let numbers = [tags.len() as u32].into_iter().chain(tags.iter().map(|tag| tag.0));
        let bytes: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
        self.put_bytes(&bytes)
    }

    /// The rows of the `SRowSet`, or the recipients of the `ADRLIST`, at an address.
    pub fn rows(&mut self, address: u64) -> Result<Vec<Vec<Prop>>, Error> {
        let count = self.get(address, SRowSet::cRows)?;
        let first = self.at(address, SRowSet::aRow);
        let mut rows = Vec::new();
        for row in self.elements(first, count, SRow::SIZE)? {
            let props = self.get(row, SRow::lpProps)?;
            let count = self.get(row, SRow::cValues)?;
            rows.push(self.props(props, count)?);
        }
        Ok(rows)
    }

    /// Puts an `SRowSet` or `ADRLIST` where there is room.
    pub fn put_rows(&mut self, rows: &[Vec<Prop>]) -> Result<u64, Error> {
        let (address, places) = self.room_for(SRowSet::aRow, rows.len(), SRow::SIZE)?;
        self.set(address, SRowSet::cRows, rows.len() as u64)?;
        for (props, row) in rows.iter().zip(places) {
            let first = self.put_props(props)?;
            self.set(row, SRow::cValues, props.len() as u64)?;
            self.set(row, SRow::lpProps, first)?;
        }
        Ok(address)
    }

    /// The entry ids of the `ENTRYLIST` at an address.
    pub fn entries(&mut self, address: u64) -> Result<Vec<EntryId>, Error> {
        let count = self.get(address, SBinaryArray::cValues)?;
        let first = self.get(address, SBinaryArray::lpbin)?;
        let mut entries = Vec::new();
        for binary in self.elements(first, count, SBinary::SIZE)? {
            let count = self.get(binary, SBinary::cb)?;
            let bytes = self.get(binary, SBinary::lpb)?;
            entries.push(self.entry(bytes, count, None)?);
        }
        Ok(entries)
    }

    /// Puts an `ENTRYLIST` where there is room.
    pub fn put_entries(&mut self, entries: &[EntryId]) -> Result<u64, Error> {
        let address = self.room(SBinaryArray::SIZE.size(self.layout))?;
        let first = self.room(entries.len() * SBinary::SIZE.size(self.layout))?;
        self.set(address, SBinaryArray::cValues, entries.len() as u64)?;
        self.set(address, SBinaryArray::lpbin, first)?;
        let places = self.elements(first, entries.len() as u64, SBinary::SIZE)?;
        for (entry, binary) in entries.iter().zip(places) {
            self.set_binary(binary, entry)?;
        }
        Ok(address)
    }

    /// The order at an address.
    pub fn sort_order(&mut self, address: u64) -> Result<SortOrderSet, Error> {
        let count = self.get(address, SSortOrderSet::cSorts)?;
        let first = self.at(address, SSortOrderSet::aSort);
        let mut keys = Vec::new();
        for key in self.elements(first, count, SSortOrder::SIZE)? {
            let tag = PropTag(self.get_long(key, SSortOrder::ulPropTag)?);
            keys.push((tag, self.get_long(key, SSortOrder::ulOrder)?));
        }
        Ok(SortOrderSet {
            categories: self.get_long(address, SSortOrderSet::cCategories)?,
            expanded: self.get_long(address, SSortOrderSet::cExpanded)?,
            keys,
        })
    }

    /// Puts an order where there is room.
    pub fn put_sort_order(&mut self, order: &SortOrderSet) -> Result<u64, Error> {
        let (address, places) =
            self.room_for(SSortOrderSet::aSort, order.keys.len(), SSortOrder::SIZE)?;
        self.set(address, SSortOrderSet::cSorts, order.keys.len() as u64)?;
        self.set(address, SSortOrderSet::cCategories, order.categories.into())?;
        self.set(address, SSortOrderSet::cExpanded, order.expanded.into())?;
        for ((tag, direction), key) in order.keys.iter().zip(places) {
            self.set(key, SSortOrder::ulPropTag, tag.0.into())?;
            self.set(key, SSortOrder::ulOrder, (*direction).into())?;
        }
        Ok(address)
    }
}
