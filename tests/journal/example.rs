use std::error::Error;

use cemapi_cts::{
    suite::Folder,
    target::Target,
    trace::{Journaled, Trace},
};
use cemapi_emulator::Policy;
use cemapi_journal::Reader;

pub(crate) type Outcome = Result<(), Box<dyn Error>>;

/// What every scenario comes to on every policy of the emulator.
pub(crate) fn every_trace() -> Result<Vec<Trace>, Box<dyn Error>> {
    let folder = Folder::new("scenarios");
    let mut traces = Vec::new();
    for name in folder.names("ron")? {
        let scenario = folder.load(&name).map_err(|failure| failure.to_string())?;
        for policy in Policy::PRESETS {
            traces.push(Target::parse(&format!("emulator:{policy}"))?.run(&scenario));
        }
    }
    Ok(traces)
}

/// A trace of the suite with some of everything in it.
pub(crate) fn example() -> Result<Trace, Box<dyn Error>> {
    let folder = Folder::new("scenarios");
    let scenario = folder.load("readme").map_err(|failure| failure.to_string())?;
    Ok(Target::default_target().run(&scenario))
}

pub(crate) fn read(journal: &[u8]) -> Result<Journaled, cemapi_journal::Error> {
    let mut reader = Reader::new(journal)?;
    let mut read = Journaled::begin(&reader);
    read.rest(&mut reader)?;
    Ok(read)
}
