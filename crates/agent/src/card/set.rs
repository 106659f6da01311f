use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::FORMAT;
use crate::Plan;

/// What a file of scenarios begins with; the hash of the rest follows.
const MARK: [u8; 8] = *b"CEMAPI-S";

/// The hash that files are known by: SHA-256.
#[must_use]
pub fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The scenarios of a card, in the order in which they run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Set<'a> {
    format: u32,
    /// The tool that made the set, with its version.
    #[serde(borrow)]
    pub tool: &'a str,
    /// The name and the plan of each scenario.
    #[serde(borrow)]
    pub scenarios: Vec<(&'a str, &'a [u8])>,
}

impl<'a> Set<'a> {
    /// A set of scenarios, each with its plan as [`Self::plan_bytes`] makes it.
    #[must_use]
    pub const fn new(tool: &'a str, scenarios: Vec<(&'a str, &'a [u8])>) -> Self {
        Self { format: FORMAT, tool, scenarios }
    }

    /// A plan as a set holds it.
    #[must_use]
    pub fn plan_bytes(plan: &Plan) -> Vec<u8> {
        // Writing to memory cannot fail, and all of a plan can be written.
        postcard::to_extend(plan, Vec::new()).unwrap_or_default()
    }

    /// The set as a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = postcard::to_extend(self, Vec::new()).unwrap_or_default();
        [MARK.as_slice(), &hash(&body), &body].concat()
    }

    /// Reads a file, and tells the hash by which the set is known.
    ///
    /// # Errors
    ///
    /// The file is something else, or is damaged.
    pub fn read(file: &'a [u8]) -> Result<(Self, [u8; 32]), SetError> {
        let body = file.strip_prefix(&MARK).ok_or(SetError::Foreign)?;
        let (told, body) = body.split_first_chunk::<32>().ok_or(SetError::Damaged)?;
        if hash(body) != *told {
            return Err(SetError::Damaged);
        }
        Self::of_body(body).map(|set| (set, *told))
    }

    /// Reads a file whose hash somebody else has looked at.
    ///
    /// # Errors
    ///
    /// The file is something else, or is damaged.
    pub fn read_unchecked(file: &'a [u8]) -> Result<Self, SetError> {
        let body = file.strip_prefix(&MARK).ok_or(SetError::Foreign)?;
        Self::of_body(body.get(32..).ok_or(SetError::Damaged)?)
    }

    fn of_body(body: &'a [u8]) -> Result<Self, SetError> {
        let (format, _) = postcard::take_from_bytes::<u32>(body).map_err(|_| SetError::Damaged)?;
        if format != FORMAT {
            return Err(SetError::Format(format));
        }
        postcard::from_bytes(body).map_err(|_| SetError::Damaged)
    }

    /// The plan of the scenario at this place.
    #[must_use]
    pub fn plan(&self, place: usize) -> Option<Plan> {
        let (_, bytes) = self.scenarios.get(place)?;
        postcard::from_bytes(bytes).ok()
    }
}

/// Why a file is no set of scenarios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetError {
    /// It is something else.
    Foreign,
    /// It is not what was written.
    Damaged,
    /// It is of a version that is not known here.
    Format(u32),
}

impl fmt::Display for SetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("it is no file of scenarios"),
            Self::Damaged => f.write_str("it is damaged; copy it once more"),
            Self::Format(format) => write!(f, "its format is {format}, and {FORMAT} is known here"),
        }
    }
}

impl core::error::Error for SetError {}
