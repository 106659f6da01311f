use std::collections::BTreeMap;

use cemapi_agent::{
    Event,
    card::{Ending, FORMAT, Piece, Record, Salvage},
};

/// What a device reported about one scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// What its process reported.
    pub events: Vec<Event>,
    /// How its process ended; `None` if the results end before.
    pub ending: Option<Ending>,
    /// Whether something among its records cannot be read.
    pub damaged: bool,
}

/// What came back on a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// The hashes of the sets of scenarios that ran: one, if the card was not mixed up.
    pub sets: Vec<[u8; 32]>,
    /// What was known about the device and the program when the agent was first started.
    pub facts: Vec<(String, String)>,
    /// The names of facts that were others at a later start.
    pub changed: Vec<String>,
    /// How often the agent was started.
    pub starts: u32,
    /// What was reported, by the scenario's place in the set.
    pub runs: BTreeMap<u32, Run>,
    /// Whether the agent got to the end of the set.
    pub finished: bool,
    /// How many bytes belong to no whole record.
    pub damaged: usize,
}

/// The fact that may be another each time.
const CLOCK: &str = "clock";

impl Results {
    /// Reads all of a file of results that is whole.
    #[must_use]
    pub fn read(file: &[u8]) -> Self {
        let mut results = Self::default();
        let mut current = None;
        for piece in Salvage::new(file) {
            match piece {
                Piece::Record(record) => results.take(record, &mut current),
                // Which scenario the next events are of cannot be told any more.
                Piece::Damage(bytes) => {
                    results.damaged += bytes;
                    if let Some(run) = current.take().and_then(|place| results.runs.get_mut(&place))
                    {
                        run.damaged = true;
                    }
                }
            }
        }
        results
    }

    fn take(&mut self, record: Record, current: &mut Option<u32>) {
        match record {
            // What a later version means by its records is not known here.
            Record::Began { format, .. } if format != FORMAT => *current = None,
            Record::Began { set, facts, .. } => {
                self.began(facts);
                if !self.sets.contains(&set) {
                    self.sets.push(set);
                }
            }
            Record::Started { scenario } => {
                *current = Some(scenario);
                self.runs.insert(scenario, Run::default());
            }
            Record::Event(event) => {
                if let Some(run) = current.and_then(|current| self.runs.get_mut(&current)) {
                    run.events.push(event);
                }
            }
            Record::Ended { scenario, ending } => {
                *current = None;
                if let Some(run) = self.runs.get_mut(&scenario) {
                    run.ending = Some(ending);
                }
            }
            Record::Finished => self.finished = true,
        }
    }

    fn began(&mut self, facts: Vec<(String, String)>) {
        self.starts += 1;
        if self.starts == 1 {
            self.facts = facts;
            return;
        }
        for (name, value) in facts {
            if name != CLOCK
                && self.fact(&name) != Some(value.as_str())
                && !self.changed.contains(&name)
            {
                self.changed.push(name);
            }
        }
    }

    /// The value of a fact.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&str> {
        self.facts.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// What the device took for the time, if that cannot have been it: before there was a Windows
    /// Mobile that the agent runs on, as after the battery was empty.
    #[must_use]
    pub fn impossible_clock(&self) -> Option<&str> {
        let year = |clock: &&str| clock.get(..4).and_then(|year| year.parse().ok()).unwrap_or(0);
        self.fact(CLOCK).filter(|clock| year(clock) < FIRST_YEAR)
    }
}

/// The year of Windows CE 4.20, the first that takes the agent.
const FIRST_YEAR: u32 = 2003;
