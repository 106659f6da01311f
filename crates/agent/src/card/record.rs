use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::Event;

/// One thing that happened on a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Record {
    /// The agent was started on the device.
    Began {
        /// The version of what the records mean.
        format: u32,
        /// The hash of the set of scenarios.
        set: [u8; 32],
        /// What is known about the device and the program: name and value.
        facts: Vec<(String, String)>,
    },
    /// The process of a scenario is about to be started.
    Started {
        /// Its place in the set.
        scenario: u32,
    },
    /// What the process of the last started scenario reports.
    Event(Event),
    /// The process of a scenario has ended.
    Ended {
        /// Its place in the set.
        scenario: u32,
        /// How.
        ending: Ending,
    },
    /// All scenarios have run.
    Finished,
}

/// How the process of a scenario came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// With this exit code.
    Exited(u32),
    /// It had to be ended, as it did not go on.
    Hung,
    /// Nobody saw: the device itself went down, or lost its power, or its card.
    Lost,
    /// It could not be started, for a reason with this number.
    NotStarted(u32),
}

/// Before each record stand its length and a check sum.
const PREFIX: usize = 8;

/// The place of [`Record::Event`] among the variants.
const EVENT: u8 = 2;

impl Record {
    /// The record as it is written.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Writing to memory cannot fail, and all of a record can be written.
        frame(postcard::to_extend(self, Vec::from([0; PREFIX])).unwrap_or_default())
    }

    /// The record of an event that is there as [`Event::to_bytes`] writes it.
    #[must_use]
    pub fn of_event(event: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(PREFIX + event.len());
        bytes.extend([0; PREFIX]);
        bytes.push(EVENT);
        bytes.extend_from_slice(event.get(4..).unwrap_or_default());
        frame(bytes)
    }
}

/// Fills in the length and the check sum of a record for which there is room.
fn frame(mut bytes: Vec<u8>) -> Vec<u8> {
    if let Some((prefix, body)) = bytes.split_at_mut_checked(PREFIX) {
        prefix[..4].copy_from_slice(&(body.len() as u32).to_le_bytes());
        prefix[4..].copy_from_slice(&check_sum(body).to_le_bytes());
    }
    bytes
}

/// CRC-32 as PNG and zip have it.
fn check_sum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

/// The records in some bytes, up to the first that is not whole.
#[derive(Clone, Debug)]
pub struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// The records in `bytes`.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The bytes that have not been read as records.
    #[must_use]
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let (length, rest) = self.rest.split_first_chunk::<4>()?;
        let (sum, rest) = rest.split_first_chunk::<4>()?;
        let body = rest.get(..u32::from_le_bytes(*length) as usize)?;
        if body.is_empty() || check_sum(body) != u32::from_le_bytes(*sum) {
            return None;
        }
        let record = postcard::from_bytes(body).ok()?;
        self.rest = &rest[body.len()..];
        Some(record)
    }
}

#[cfg(test)]
mod tests {
    use alloc::{vec, vec::Vec};

    use super::{Ending, Record, Records, check_sum};
    use crate::Event;

    #[test]
    fn the_check_sum_is_the_usual_one() {
        assert_eq!(check_sum(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn an_event_is_the_record_of_its_bytes() {
        let event = Event::NotLoaded("why".into());
        assert_eq!(Record::of_event(&event.to_bytes()), Record::Event(event).to_bytes());
    }

    #[test]
    fn whole_records_are_read_wherever_a_file_is_cut_off() {
        let records = vec![
            Record::Began { format: 1, set: [7; 32], facts: vec![("a".into(), "b".into())] },
            Record::Started { scenario: 300 },
            Record::Event(Event::Loaded),
            Record::Ended { scenario: 300, ending: Ending::Exited(0xC000_0005) },
            Record::Finished,
        ];
        let pieces: Vec<Vec<u8>> = records.iter().map(Record::to_bytes).collect();
        let bytes = pieces.concat();
        for length in 0..=bytes.len() {
            let mut read = Records::new(&bytes[..length]);
            let whole: Vec<Record> = read.by_ref().collect();
            let size: usize = pieces[..whole.len()].iter().map(Vec::len).sum();
            assert!(whole == records[..whole.len()] && size + read.rest().len() == length);
            assert!(whole.len() == records.len() || size + pieces[whole.len()].len() > length);
        }
    }
}
