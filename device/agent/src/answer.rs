use alloc::{string::String, vec::Vec};

use cemapi_agent::card::{Ending, Record, Records};

use crate::{card::Card, file::File, system::System};

/// The file that holds what became of the scenario that came last: first there, then sent, so that
/// nothing is lost with a connection or with the device's power.
#[derive(Debug)]
pub(crate) struct Answer<'a> {
    system: &'a System,
    pub(crate) path: String,
    /// How many of its bytes were sent.
    sent: u32,
}

/// The card takes no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Full;

impl<'a> Answer<'a> {
    /// The file as it is.
    pub(crate) fn new(system: &'a System, card: &Card) -> Self {
        Self { system, path: card.results(), sent: 0 }
    }

    /// Empties it, as the host has what was in it.
    pub(crate) fn clear(&mut self) -> Result<(), Full> {
        File::append(self.system, &self.path).ok_or(Full)?.cut(0);
        self.sent = 0;
        Ok(())
    }

    /// Puts a record behind what is in it.
    pub(crate) fn put(&self, record: &Record) -> Result<(), Full> {
        let file = File::append(self.system, &self.path).ok_or(Full)?;
        match file.write(&record.to_bytes()) && file.flush() {
            true => Ok(()),
            false => Err(Full),
        }
    }

    /// Brings to an end what a process, or the device, left half done.
    pub(crate) fn complete(&mut self) -> Result<(), Full> {
        self.sent = 0;
        let bytes = self.bytes();
        let mut records = Records::new(&bytes);
        let mut last = None;
        records.by_ref().for_each(|record| last = Some(record));
        let rest = records.rest().len();
        if rest > 0 {
            let file = File::append(self.system, &self.path).ok_or(Full)?;
            file.cut((bytes.len() - rest) as u32);
        }
        if let Some(Record::Started { .. } | Record::Event(_)) = last {
            self.put(&Record::Ended { scenario: 0, ending: Ending::Lost })?;
        }
        match last {
            Some(Record::Finished) => Ok(()),
            _ => self.put(&Record::Finished),
        }
    }

    /// The whole records that were not sent yet; they count as sent from now on.
    pub(crate) fn news(&mut self) -> Vec<u8> {
        let mut bytes = self.bytes();
        let mut records = Records::new(&bytes);
        records.by_ref().for_each(drop);
        let whole = bytes.len() - records.rest().len();
        bytes.truncate(whole);
        self.sent += whole as u32;
        bytes
    }

    fn bytes(&self) -> Vec<u8> {
        let file = File::open(self.system, &self.path);
        file.and_then(|file| file.read_from(self.sent)).unwrap_or_default()
    }
}
