//! A MAPI library as a target: each scenario runs in a worker process of its own.

mod journal;
mod pool;
mod settings;
mod start;
pub(crate) mod story;
mod worker;

use std::{fs, path::Path, sync::OnceLock};

use cemapi_abi::Death;
use cemapi_agent::{Plan, Step};
use sha2::{Digest, Sha256};

use crate::{
    scenario::Scenario,
    trace::{Made, Trace},
};
pub use cemapi_agent::{Export, Shape};
use pool::Pool;
pub use settings::{Settings, SettingsError, TARGETS};
pub use start::StartError;
pub(crate) use worker::exception;

/// A MAPI library, and the worker processes that wait for scenarios to run on it.
#[derive(Debug)]
pub struct Library {
    settings: Settings,
    facts: Vec<(String, String)>,
    pool: OnceLock<Pool>,
}

/// How often a worker is started anew that ended before it said whether it has the library: that
/// tells of its runner rather than of the library. Wine fails to start a process now and then.
const ATTEMPTS: u32 = 3;

/// How a worker process came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// By itself, as a process should.
    Ended,
    /// It died.
    Died(Death),
    /// Its time was up.
    Hung,
    /// Nobody saw: what ran it was lost.
    Lost,
}

impl Library {
    /// A library that is not started yet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let facts = facts(&settings.path);
        Self { settings, facts, pool: OnceLock::new() }
    }

    /// How it is run.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Starts a worker, to see that it can be done.
    ///
    /// # Errors
    ///
    /// There is no worker program, it does not start, or it cannot load the library.
    pub fn try_out(&self) -> Result<(), StartError> {
        start::worker(&self.settings)?.wait_for_start(&self.settings)
    }

    /// Runs a scenario in a process of its own.
    #[must_use]
    pub fn run(&self, scenario: &Scenario) -> Trace {
        let made = Made {
            by: "library".to_owned(),
            target: self.settings.spec(),
            tool: concat!("cemapi-cts ", env!("CARGO_PKG_VERSION")).to_owned(),
            facts: self.facts.clone(),
        };
        let pool = self.pool.get_or_init(|| Pool::new(self.settings.clone()));
        let plan = self.plan(scenario);
        let mut attempts = if self.settings.runner.is_empty() { 1 } else { ATTEMPTS };
        loop {
            let (events, ending) = match pool.take() {
                Ok(worker) => worker.run(&plan, &self.settings),
                Err(error) => return story::never_started(scenario, made, error.to_string()),
            };
            attempts -= 1;
            let failed = events.is_empty() && ending != Ending::Hung;
            if !failed || attempts == 0 {
                return story::trace(scenario, made, events, ending);
            }
        }
    }
}

impl Library {
    fn plan(&self, scenario: &Scenario) -> Plan {
        let exports = self.settings.exports.clone().into_iter().collect();
        plan(scenario, self.settings.shape, exports)
    }
}

/// What can be told of a library's file.
fn facts(path: &Path) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    if let Some(name) = path.file_name() {
        facts.push(("library".to_owned(), name.to_string_lossy().into_owned()));
    }
    if let Ok(bytes) = fs::read(path) {
        facts.push(("sha256".to_owned(), hex(&Sha256::digest(&bytes))));
    }
    facts
}

/// A hash as people read it.
pub(crate) fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a scenario comes to for the agent.
pub(crate) fn plan(scenario: &Scenario, shape: Shape, exports: Vec<(String, Export)>) -> Plan {
    let steps = scenario.steps.iter().map(|step| Step {
        call: step.call.clone(),
        thread: step.thread,
        outs: step.outs.clone(),
        entries: step.entries.clone(),
        returns: step.returns,
    });
    Plan {
        shape,
        exports,
        names: scenario.names.len() as u32,
        entries: scenario.names.entries() as u32,
        steps: steps.collect(),
    }
}
