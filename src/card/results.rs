use std::collections::BTreeMap;

use cemapi_agent::{
    Event,
    card::{Ending, Record, Records},
};

/// What a device reported about one scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What its process reported.
    pub events: Vec<Event>,
    /// How its process ended; `None` if the results end before.
    pub ending: Option<Ending>,
}

/// What came back on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// The hashes of the sets of scenarios that ran: one, if the card was not mixed up.
    pub sets: Vec<[u8; 32]>,
    /// What is known about the device and the program, as it was at the last start.
    pub facts: Vec<(String, String)>,
    /// How often the agent was started.
    pub starts: u32,
    /// What was reported, by the scenario's place in the set.
    pub runs: BTreeMap<u32, Run>,
    /// Whether the agent got to the end of the set.
    pub finished: bool,
    /// How many bytes at the end of the file are no whole record.
    pub cut_off: usize,
}

impl Results {
    /// Reads a file of results as far as it is whole.
    #[must_use]
    pub fn read(file: &[u8]) -> Self {
        let mut results = Self::default();
        let mut records = Records::new(file);
        let mut current = None;
        for record in records.by_ref() {
            match record {
                Record::Began { set, facts, .. } => {
                    results.starts += 1;
                    results.facts = facts;
                    if !results.sets.contains(&set) {
                        results.sets.push(set);
                    }
                }
                Record::Started { scenario } => {
                    current = Some(scenario);
                    results.runs.insert(scenario, Run { events: Vec::new(), ending: None });
                }
                Record::Event(event) => {
                    let run = current.and_then(|current| results.runs.get_mut(&current));
                    if let Some(run) = run {
                        run.events.push(event);
                    }
                }
                Record::Ended { scenario, ending } => {
                    current = None;
                    if let Some(run) = results.runs.get_mut(&scenario) {
                        run.ending = Some(ending);
                    }
                }
                Record::Finished => results.finished = true,
            }
        }
        results.cut_off = records.rest().len();
        results
    }

    /// The value of a fact.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&str> {
        self.facts.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}
