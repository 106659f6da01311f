use alloc::{format, string::String, vec::Vec};

use cemapi_agent::card::{RESULTS, SCENARIOS};

use crate::{file::File, system::System, wide};

/// The folder that the program lies in. What it is called differs from device to device.
#[derive(Debug)]
pub(crate) struct Card {
    pub(crate) program: String,
    folder: String,
}

impl Card {
    /// Finds it.
    pub(crate) fn find(system: &System) -> Self {
        let mut name = [0; 260];
        // SAFETY: there is room for so many units.
        unsafe { (system.core.own_name)(0, name.as_mut_ptr(), name.len() as u32) };
        let program = wide::text(&name);
        let folder = program.rsplit_once('\\').map_or("", |(folder, _)| folder).into();
        Self { program, folder }
    }

    /// Where the results are.
    pub(crate) fn results(&self) -> String {
        format!("{}\\{RESULTS}", self.folder)
    }

    /// The file of scenarios.
    pub(crate) fn scenarios(&self, system: &System) -> Option<Vec<u8>> {
        File::open(system, &format!("{}\\{SCENARIOS}", self.folder))?.read()
    }
}
