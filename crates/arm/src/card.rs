use std::collections::BTreeMap;

/// A storage card: files in one folder.
///
/// It can be full, be taken out, and lose its power, after a number of bytes. A file elsewhere on the
/// device is known by its whole path.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// The files by their names in lower case.
    files: BTreeMap<String, Vec<u8>>,
    /// How many more bytes it takes.
    pub room: Option<u64>,
    /// How many more bytes are written before somebody takes it out.
    pub stays: Option<u64>,
    /// How many more bytes are written before the device loses its power.
    pub power: Option<u64>,
}

impl Card {
    /// Puts a file onto the card.
    pub fn put(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(name.to_lowercase(), bytes);
    }

    /// A file on the card.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.files.get(&name.to_lowercase()).map(Vec::as_slice)
    }

    /// The same, to be changed.
    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Vec<u8>> {
        self.files.get_mut(&name.to_lowercase())
    }

    /// Writes into a file; returns how many bytes were written before it was full or lost its
    /// power.
    pub(crate) fn write(&mut self, name: &str, position: usize, bytes: &[u8]) -> usize {
        let limits = [self.room, self.stays, self.power];
        let most = limits.into_iter().flatten().min().unwrap_or(u64::MAX);
        let length = bytes.len().min(usize::try_from(most).unwrap_or(usize::MAX));
        for left in [&mut self.room, &mut self.stays, &mut self.power].into_iter().flatten() {
            *left -= length as u64;
        }
        if let Some(file) = self.get_mut(name) {
            let end = position + length;
            file.resize(file.len().max(end), 0);
            file[position..end].copy_from_slice(&bytes[..length]);
        }
        length
    }

    /// Whether it has been taken out.
    pub(crate) fn out(&self) -> bool {
        self.stays == Some(0)
    }

    /// Whether the power is gone.
    pub(crate) fn dead(&self) -> bool {
        self.power == Some(0)
    }
}
