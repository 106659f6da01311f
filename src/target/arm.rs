use std::{fs, io, path::Path};

use cemapi_agent::{
    Event, Export,
    card::{AGENT, Ending, RESULTS, Record, Records, SCENARIOS, hash},
};
use cemapi_arm::{Card, Machine};
use cemapi_emulator::Policy;

use super::library::{Settings, StartError, hex, story};
use crate::{
    card::{Exports, death, pack},
    scenario::Scenario,
    trace::{Made, Trace},
};

/// The program for Windows CE, on an ARM interpreter.
///
/// It proves how the program for the device calls, and nothing about anybody's cemapi.dll.
#[derive(Debug)]
pub struct Arm {
    program: io::Result<Vec<u8>>,
    policy: Policy,
    /// What cemapi.dll exports under something else than its own name.
    exports: Exports,
    /// The name that it has in `targets.ron`.
    name: Option<String>,
    /// The target whose snapshots it has to match.
    traces: String,
}

/// The kind of maker of such traces.
pub(crate) const MAKER: &str = "agent-in-emulator";

impl Arm {
    /// The program in this file.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self {
            program: fs::read(path),
            policy: Policy::ce(),
            exports: Exports::new(),
            name: None,
            // It has to behave to the byte as the emulator does in process.
            traces: "emulator".to_owned(),
        }
    }

    /// The program in this file as `targets.ron` wants it run.
    pub(super) fn named(path: &Path, policy: Policy, settings: Settings) -> Self {
        let traces = settings.snapshots();
        let exports = settings.exports.into_iter().collect();
        Self { policy, exports, name: settings.name, traces, ..Self::new(path) }
    }

    /// The target as it is asked for.
    pub(super) fn spec(&self) -> &str {
        self.name.as_deref().unwrap_or("arm")
    }

    /// The name under which the snapshots are kept that it has to match.
    pub(super) fn traces(&self) -> &str {
        &self.traces
    }

    fn machine(&self, scenarios: &[u8]) -> Result<Machine, StartError> {
        let failed = |why: String| StartError::NotStarted(format!("cannot run: {why},"));
        let program = self.program.as_ref().map_err(|error| failed(error.to_string()))?;
        let mut card = Card::default();
        card.put(AGENT, program.clone());
        card.put(SCENARIOS, scenarios.to_vec());
        let mut machine =
            Machine::new(card, AGENT, self.policy).map_err(|error| failed(error.to_string()))?;
        machine.ordinals = self.exports.iter().filter_map(ordinal).collect();
        Ok(machine)
    }

    pub(super) fn try_out(&self) -> Result<(), StartError> {
        self.machine(&[]).map(drop)
    }

    /// Runs a scenario as one of the processes that the program starts on a device.
    pub(super) fn run(&self, scenario: &Scenario) -> Trace {
        let mut made = Made {
            by: MAKER.to_owned(),
            target: self.spec().to_owned(),
            tool: concat!("cemapi-cts ", env!("CARGO_PKG_VERSION")).to_owned(),
            facts: Vec::new(),
        };
        if let Ok(program) = &self.program {
            made.facts.push(("agent sha256".to_owned(), hex(&hash(program))));
        }
        let mut machine = match self.machine(&pack(std::slice::from_ref(scenario), &self.exports)) {
            Ok(machine) => machine,
            Err(error) => return story::never_started(scenario, made, error.to_string()),
        };
        let outcome = machine.run("0");
        if !outcome.complaints.is_empty() {
            return story::never_started(scenario, made, outcome.complaints.join("; "));
        }
        let ending = outcome.exit.map_or(Ending::Hung, Ending::Exited);
        story::trace(scenario, made, events(machine.card.get(RESULTS)), death(ending))
    }
}

fn ordinal((name, export): &(String, Export)) -> Option<(u16, String)> {
    match export {
        Export::Ordinal(number) => Some((*number, name.clone())),
        Export::Name(_) => None,
    }
}

fn events(results: Option<&[u8]>) -> Vec<Event> {
    let event = |record| match record {
        Record::Event(event) => Some(event),
        _ => None,
    };
    Records::new(results.unwrap_or_default()).filter_map(event).collect()
}
