use alloc::vec::Vec;

use super::{Codec, Error, Layout, Names, Space, structures::STATSTG, value::Words};
use crate::{
    EntryId, Function, Handle, Output, Pointer,
    registry::{Kind, Object, Param},
};

/// What every byte of a place for an out-parameter holds before the call.
pub const CANARY: u8 = 0xA5;

/// What a pointer to nothing is written as.
const GARBAGE: u64 = 0xBAAD_F00D;

/// `STGTY_STREAM`: what `STATSTG.type` says of a stream.
const STREAM: u64 = 2;

impl<S: Space + Names> Codec<'_, S> {
    /// How many bytes the place of an out-parameter has; that of bytes has as many as the call
    /// says.
    #[must_use]
    pub fn place_size(layout: Layout, param: &Param) -> Option<usize> {
        Some(match param.kind {
            Kind::Bytes => return None,
            _ if param.in_structure => STATSTG::SIZE.size(layout),
            Kind::Ulong | Kind::Long | Kind::Code | Kind::Size | Kind::Tag => 4,
            Kind::Pointer(Object::Connection) => 4,
            Kind::Large => 8,
            _ => layout.pointer(),
        })
    }

    /// Makes a place for an out-parameter, which for bytes has room for `most` of them.
    pub(super) fn put_canary(&mut self, param: &Param, most: u32) -> Result<u64, Error> {
        let size = Self::place_size(self.layout, param).unwrap_or(most as usize);
        let place = self.space.allocate(size)?;
        self.fill(place, size, CANARY)?;
        Ok(place)
    }

    /// What the places for out-parameters hold after a call, in the order of the parameters.
    /// Before it they held [`CANARY`].
    ///
    /// # Errors
    ///
    /// If a place cannot be read. What a pointer in a place points to may be unreadable: that is
    /// [`Output::Garbage`].
    pub fn outputs(&mut self, function: Function, words: &[u64]) -> Result<Vec<Output>, Error> {
        let params = function.signature().params;
        let words = Words::new(self.layout, params, words);
        let outs = params.iter().enumerate().filter(|(_, param)| param.out);
        outs.map(|(index, param)| {
            let place = words.get(index)?;
            if place == 0 {
                return Ok(Output::NoPlace);
            }
            let Some(size) = Self::place_size(self.layout, param) else {
                return self.bytes_written(&words, index, place);
            };
            let bytes = self.bytes(place, size as u64)?;
            if bytes.iter().all(|byte| *byte == CANARY) {
                return Ok(Output::Untouched);
            }
            if param.in_structure {
                return Ok(Output::Number(self.get(place, STATSTG::cbSize)? as u32));
            }
            let number = self.number(place, size)?;
            let Some(object) = object(param.kind) else {
                return Ok(Output::Number(number as u32));
            };
            if number == 0 {
                return Ok(Output::Null);
            }
            let Some(thing) = self.space.appear(number, object) else {
                return Ok(Output::Garbage);
            };
            let count = self.told_before(&words, index)?;
            Ok(self.contents(param.kind, thing, number, count).unwrap_or(Output::Garbage))
        })
        .collect()
    }

    /// The number in the place before this one, which says how much is handed out here: 1 if
    /// there is no such parameter, 0 if it was not told.
    fn told_before(&self, words: &Words<'_>, index: usize) -> Result<u64, Error> {
        let Some(before) = index.checked_sub(1) else { return Ok(1) };
        match words.param(before) {
            Some(Param { kind: Kind::Ulong, out: true, .. }) => {}
            _ => return Ok(1),
        }
        Ok(match words.get(before)? {
            0 => 0,
            place => match self.number(place, 4)? {
                number if number == u64::from(u32::from_le_bytes([CANARY; 4])) => 0,
                number => number,
            },
        })
    }

    /// What is in the block that was handed out at an address.
    fn contents(
        &mut self,
        kind: Kind,
        thing: Handle,
        address: u64,
        count: u64,
    ) -> Result<Output, Error> {
        Ok(match kind {
            Kind::Tags => Output::Tags(thing, self.tags(address)?),
            Kind::Props => Output::Props(thing, self.props(address, count)?),
            Kind::Rows => Output::Rows(thing, self.rows(address)?),
            Kind::EntryId => match self.entry(address, count, None)? {
                EntryId::Known(entry) => Output::Entry(thing, entry),
                _ => Output::Object(thing),
            },
            _ => Output::Object(thing),
        })
    }

    /// What `IStream::Read` wrote, as far as the place that follows its length says.
    fn bytes_written(
        &mut self,
        words: &Words<'_>,
        index: usize,
        place: u64,
    ) -> Result<Output, Error> {
        let bytes = self.bytes(place, words.get(index + 1)?)?;
        let last = bytes.iter().rposition(|byte| *byte != CANARY).map_or(0, |last| last + 1);
        let told = match words.get(index + 2) {
            Ok(0) | Err(_) => None,
            Ok(place) => {
                Some(self.number(place, 4)? as u32).filter(|told| told.to_le_bytes() != [CANARY; 4])
            }
        };
        Ok(match told {
            Some(told) => Output::Bytes(bytes[..bytes.len().min(told as usize)].to_vec()),
            None if last == 0 => Output::Untouched,
            None => Output::Bytes(bytes[..last].to_vec()),
        })
    }

    /// Writes what a call hands out to the places that it was given.
    ///
    /// # Errors
    ///
    /// If a place cannot be written or there is no room for what is handed out.
    pub fn write_outputs(
        &mut self,
        function: Function,
        words: &[u64],
        outs: &[Output],
    ) -> Result<(), Error> {
        let params = function.signature().params;
        let words = Words::new(self.layout, params, words);
        let places = params.iter().enumerate().filter(|(_, param)| param.out);
        for ((index, param), out) in places.zip(outs) {
            match (words.get(index)?, out) {
                (0, _) => {}
                (place, Output::Bytes(bytes)) => {
                    // The place has room for as many as the next argument says.
                    let room = bytes.len().min(words.get(index + 1)? as usize);
                    self.space.write(place, &bytes[..room])?;
                }
                (place, out) => self.write_output(param, place, out)?,
            }
        }
        Ok(())
    }

    fn write_output(&mut self, param: &Param, place: u64, out: &Output) -> Result<(), Error> {
        let number = match out {
            Output::NoPlace | Output::Untouched | Output::Bytes(_) => return Ok(()),
            Output::Number(number) if param.in_structure => {
                self.fill(place, STATSTG::SIZE.size(self.layout), 0)?;
                self.set(place, STATSTG::type_, STREAM)?;
                return self.set(place, STATSTG::cbSize, (*number).into());
            }
            Output::Number(number) => (*number).into(),
            Output::Null => 0,
            Output::Garbage => GARBAGE,
            Output::Object(thing) => {
                self.space.address(Pointer::To(*thing), object(param.kind).unwrap_or(Object::Other))
            }
            Output::Entry(thing, entry) => {
                let (bytes, _) = self.put_entry(&EntryId::Known(*entry))?;
                self.space.hand_out(*thing, bytes)
            }
            Output::Tags(thing, tags) => {
                let tags = self.put_tags(tags)?;
                self.space.hand_out(*thing, tags)
            }
            Output::Props(thing, props) => {
                let props = self.put_props(props)?;
                self.space.hand_out(*thing, props)
            }
            Output::Rows(thing, rows) => {
                let rows = self.put_rows(rows)?;
                self.space.hand_out(*thing, rows)
            }
        };
        match Self::place_size(self.layout, param) {
            Some(size) => self.set_number(place, size, number),
            None => Err(Error::Mismatch),
        }
    }
}

/// What kind of thing is handed out; `None` for a number.
fn object(kind: Kind) -> Option<Object> {
    match kind {
        Kind::Pointer(object) => Some(object),
        Kind::Ulong | Kind::Long | Kind::Code | Kind::Size | Kind::Tag | Kind::Large => None,
        _ => Some(Object::Block),
    }
}
