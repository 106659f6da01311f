use std::{env, fs, path::Path};

use cemapi_agent::card::{AGENT, RESULTS, SCENARIOS};
use cemapi_arm::{Card, Machine};
use cemapi_cts::{
    card::{Exports, Files, Imported, pack},
    scenario::Scenario,
    suite::Folder,
    target::Target,
};
use cemapi_emulator::Policy;

use super::Outcome;

/// A device on the bench: scenarios, and a card with them in it.
pub(crate) struct Bench {
    pub(crate) scenarios: Vec<Scenario>,
    pub(crate) machine: Machine,
    pub(crate) policy: Policy,
}

/// Scenarios of many kinds: one dies, one has threads, one is told of events.
const SCENARIOS_RUN: [&str; 6] = [
    "teardown/correct",
    "references/one-too-many",
    "notifications/sink-that-is-gone",
    "properties/set-more",
    "messages/submit",
    "teardown/missing-uninitialize",
];

pub(crate) fn agent() -> Outcome<Vec<u8>> {
    let path = env::var_os("CEMAPI_AGENT").ok_or("CEMAPI_AGENT is not set")?;
    Ok(fs::read(&path).map_err(|error| format!("{}: {error}", Path::new(&path).display()))?)
}

impl Bench {
    /// A device with some of the suite's scenarios on its card.
    pub(crate) fn new() -> Outcome<Self> {
        let folder = Folder::new("scenarios");
        let load = |name: &&str| folder.load(name).map_err(|failure| failure.to_string().into());
        let scenarios: Outcome<Vec<_>> = SCENARIOS_RUN.iter().map(load).collect();
        Self::with(scenarios?, Policy::ce(), &Exports::new())
    }

    pub(crate) fn with(
        scenarios: Vec<Scenario>,
        policy: Policy,
        exports: &Exports,
    ) -> Outcome<Self> {
        let mut card = Card::default();
        card.put(AGENT, agent()?);
        card.put(SCENARIOS, pack(&scenarios, exports));
        let machine = Machine::new(card, AGENT, policy)?;
        Ok(Self { scenarios, machine, policy })
    }

    /// A person taps the program. It may do nothing that no program may do.
    pub(crate) fn tap(&mut self) -> Outcome<Option<u32>> {
        let outcome = self.machine.run("");
        match outcome.complaints.as_slice() {
            [] => Ok(outcome.exit),
            complaints => Err(complaints.join("; ").into()),
        }
    }

    pub(crate) fn results(&self) -> Vec<u8> {
        self.machine.card.get(RESULTS).unwrap_or_default().to_vec()
    }

    pub(crate) fn files(&self) -> Files {
        let file = |name| self.machine.card.get(name).unwrap_or_default().to_vec();
        Files { agent: file(AGENT), scenarios: file(SCENARIOS), results: file(RESULTS) }
    }

    pub(crate) fn import(&self) -> Outcome<Imported> {
        let load = |name: &str| self.scenarios.iter().find(|known| known.name == name).cloned();
        Ok(Imported::read(&self.files(), None, &load)?)
    }

    /// Sees that every trace there is equals the emulator's, and returns how many there are not.
    pub(crate) fn compare(&self) -> Outcome<usize> {
        let imported = self.import()?;
        for (scenario, trace) in imported.traces() {
            let expected = Target::Emulator("ce", self.policy).run(scenario).compared_text();
            if trace.compared_text() != expected {
                let found = trace.compared_text();
                return Err(format!("{}:\n{expected}\nbecame\n{found}", scenario.name).into());
            }
        }
        Ok(imported.missing())
    }

    /// Sees that the run has come to its end, and that nothing is missing or other than it should
    /// be.
    pub(crate) fn complete(&self) -> Outcome {
        match (self.compare()?, self.import()?.results.finished) {
            (0, true) => Ok(()),
            (missing, finished) => Err(format!("{missing} missing, finished: {finished}").into()),
        }
    }
}
