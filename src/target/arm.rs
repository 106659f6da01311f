use std::{fs, io, path::Path};

use cemapi_agent::{
    Event,
    card::{AGENT, Ending, RESULTS, Record, Records, SCENARIOS, hash},
};
use cemapi_arm::{Card, Machine};
use cemapi_emulator::Policy;

use super::library::{StartError, hex, story};
use crate::{
    card::{death, pack},
    scenario::Scenario,
    trace::{Made, Trace},
};

/// The program for Windows CE, on an ARM interpreter.
///
/// It proves how the program for the device calls, and nothing about anybody's cemapi.dll.
#[derive(Debug)]
pub struct Arm {
    program: io::Result<Vec<u8>>,
}

/// The kind of maker of such traces.
pub(crate) const MAKER: &str = "agent-in-emulator";

impl Arm {
    /// The program in this file.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { program: fs::read(path) }
    }

    fn machine(&self, scenarios: &[u8]) -> Result<Machine, StartError> {
        let failed = |why: String| StartError::NotStarted(format!("cannot run: {why},"));
        let program = self.program.as_ref().map_err(|error| failed(error.to_string()))?;
        let mut card = Card::default();
        card.put(AGENT, program.clone());
        card.put(SCENARIOS, scenarios.to_vec());
        Machine::new(card, AGENT, Policy::ce()).map_err(|error| failed(error.to_string()))
    }

    pub(super) fn try_out(&self) -> Result<(), StartError> {
        self.machine(&[]).map(drop)
    }

    /// Runs a scenario as one of the processes that the program starts on a device.
    pub(super) fn run(&self, scenario: &Scenario) -> Trace {
        let mut made = Made {
            by: MAKER.to_owned(),
            target: "arm".to_owned(),
            tool: concat!("cemapi-cts ", env!("CARGO_PKG_VERSION")).to_owned(),
            facts: Vec::new(),
        };
        if let Ok(program) = &self.program {
            made.facts.push(("agent sha256".to_owned(), hex(&hash(program))));
        }
        let mut machine = match self.machine(&pack(std::slice::from_ref(scenario))) {
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

fn events(results: Option<&[u8]>) -> Vec<Event> {
    let event = |record| match record {
        Record::Event(event) => Some(event),
        _ => None,
    };
    Records::new(results.unwrap_or_default()).filter_map(event).collect()
}
