//! Files on the card.

use crate::{
    kernel::Object,
    process::{Process, Stop},
};

const INVALID: u32 = u32::MAX;
const OPEN_ALWAYS: u32 = 4;

impl Process<'_> {
    pub(crate) fn create_file(&mut self) -> Result<u32, Stop> {
        let path = self.argument(0)?;
        let path = self.text(path)?;
        let how = self.argument(4)?;
        let name = self.machine.name(&path).to_owned();
        if self.machine.card.out() {
            return Ok(INVALID);
        }
        if self.machine.card.get(&name).is_none() {
            if how != OPEN_ALWAYS || name.contains('\\') {
                return Ok(INVALID);
            }
            self.machine.card.put(&name, Vec::new());
        }
        Ok(self.open(Object::File { name, position: 0 }))
    }

    /// The name and the position of the file whose handle is the first argument.
    fn file(&mut self) -> Result<(usize, String, usize), Stop> {
        let handle = self.argument(0)?;
        let number = self.number(handle)?;
        match &self.objects[number] {
            Object::File { name, position } => Ok((number, name.clone(), *position)),
            _ => Err(self.wrong("used a handle as a file's that is another's")),
        }
    }

    fn set_position(&mut self, number: usize, to: usize) {
        if let Some(Object::File { position, .. }) = self.objects.get_mut(number) {
            *position = to;
        }
    }

    pub(crate) fn read_file(&mut self) -> Result<u32, Stop> {
        let (number, name, position) = self.file()?;
        let (place, length, told) = (self.argument(1)?, self.argument(2)?, self.argument(3)?);
        if self.machine.card.out() {
            return Ok(0);
        }
        let file = self.machine.card.get(&name).unwrap_or_default();
        let rest = file.get(position..).unwrap_or_default();
        let bytes = rest[..rest.len().min(length as usize)].to_vec();
        self.put(place, &bytes)?;
        self.put(told, &(bytes.len() as u32).to_le_bytes())?;
        self.set_position(number, position + bytes.len());
        Ok(1)
    }

    pub(crate) fn write_file(&mut self) -> Result<u32, Stop> {
        let (number, name, position) = self.file()?;
        let (place, length, told) = (self.argument(1)?, self.argument(2)?, self.argument(3)?);
        let bytes = self.get(place, length)?;
        let written = self.machine.card.write(&name, position, &bytes);
        if self.machine.card.dead() {
            return Err(Stop::PowerLost);
        }
        self.put(told, &(written as u32).to_le_bytes())?;
        self.set_position(number, position + written);
        Ok(u32::from(written == bytes.len()))
    }

    pub(crate) fn set_file_pointer(&mut self) -> Result<u32, Stop> {
        let (number, name, position) = self.file()?;
        let (distance, from) = (self.argument(1)?, self.argument(3)?);
        let start = match from {
            0 => 0,
            1 => position,
            _ => self.machine.card.get(&name).map_or(0, <[u8]>::len),
        };
        self.set_position(number, start + distance as usize);
        Ok((start + distance as usize) as u32)
    }

    pub(crate) fn set_end_of_file(&mut self) -> Result<u32, Stop> {
        let (_, name, position) = self.file()?;
        if let Some(file) = self.machine.card.get_mut(&name) {
            file.resize(position, 0);
        }
        Ok(1)
    }

    pub(crate) fn get_file_size(&mut self) -> Result<u32, Stop> {
        let (_, name, _) = self.file()?;
        Ok(self.machine.card.get(&name).map_or(0, <[u8]>::len) as u32)
    }

    pub(crate) fn flush(&mut self) -> Result<u32, Stop> {
        self.file()?;
        Ok(u32::from(!self.machine.card.out()))
    }

    pub(crate) fn module_file_name(&mut self) -> Result<u32, Stop> {
        let (place, room) = (self.argument(1)?, self.argument(2)?);
        let mut units: Vec<u16> = self.program.encode_utf16().collect();
        units.truncate((room as usize).saturating_sub(1));
        let bytes: Vec<u8> = units.iter().chain([&0]).flat_map(|unit| unit.to_le_bytes()).collect();
        self.put(place, &bytes)?;
        Ok(units.len() as u32)
    }
}
