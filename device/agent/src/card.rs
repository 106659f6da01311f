use alloc::{format, string::String, vec::Vec};

use cemapi_agent::{
    card::{RESULTS, SCENARIOS},
    tcp,
};

use crate::{file::File, system::System, wide};

/// The folder that the program lies in. What it is called differs from device to device.
#[derive(Debug)]
pub(crate) struct Card {
    pub(crate) program: String,
    folder: String,
    /// The names of the file of scenarios and of that of results.
    names: (&'static str, &'static str),
}

impl Card {
    /// Finds it, for what lies on it.
    pub(crate) fn find(system: &System) -> Self {
        Self::with(system, (SCENARIOS, RESULTS))
    }

    /// Finds it, for what comes from a host: in files of their own, so that no results are lost.
    pub(crate) fn remote(system: &System) -> Self {
        Self::with(system, (tcp::SCENARIO, tcp::ANSWERS))
    }

    fn with(system: &System, names: (&'static str, &'static str)) -> Self {
        let mut name = [0; 260];
        // SAFETY: there is room for so many units.
        unsafe { (system.core.own_name)(0, name.as_mut_ptr(), name.len() as u32) };
        let program = wide::text(&name);
        let folder = program.rsplit_once('\\').map_or("", |(folder, _)| folder).into();
        Self { program, folder, names }
    }

    /// Where the results are.
    pub(crate) fn results(&self) -> String {
        self.path(self.names.1)
    }

    /// Where the file of scenarios is.
    pub(crate) fn set(&self) -> String {
        self.path(self.names.0)
    }

    /// The file of scenarios.
    pub(crate) fn scenarios(&self, system: &System) -> Option<Vec<u8>> {
        File::open(system, &self.set())?.read()
    }

    /// Another file beside the program.
    pub(crate) fn read(&self, system: &System, name: &str) -> Option<Vec<u8>> {
        File::open(system, &self.path(name))?.read()
    }

    fn path(&self, name: &str) -> String {
        format!("{}\\{name}", self.folder)
    }
}
