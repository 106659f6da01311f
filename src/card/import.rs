use std::path::{Component, Path};

use cemapi_agent::card::{Ending, Set, hash};

use super::{CardError, Files, Results, Run, made, plan_bytes, trace};
use crate::{
    scenario::Scenario,
    target::library::hex,
    trace::{Made, Trace},
};

/// What came of a card's scenarios.
#[derive(Debug)]
pub struct Imported {
    /// What made the traces.
    pub made: Made,
    /// What was read from the card.
    pub results: Results,
    /// The scenarios of the card in the order of the set, each with what became of it.
    pub scenarios: Vec<(String, Became)>,
}

/// What became of a scenario.
#[derive(Debug)]
pub enum Became {
    /// It ran.
    Trace(Box<(Scenario, Trace)>),
    /// It is not the one of this name that is known here.
    Changed,
    /// It is not known how it went, for this reason.
    Missing(String),
}

impl Imported {
    /// Sees whether the files of a card belong together, and makes traces of what happened.
    ///
    /// `load` finds a scenario by its name, and `name` is what the device is called.
    ///
    /// # Errors
    ///
    /// They do not belong together, or hold nothing.
    pub fn read(
        files: &Files,
        name: Option<&str>,
        load: &dyn Fn(&str) -> Option<Scenario>,
    ) -> Result<Self, CardError> {
        let (set, known) = Set::read(&files.scenarios).map_err(CardError::Set)?;
        let results = Results::read(&files.results);
        if results.starts == 0 {
            return Err(CardError::NothingThere);
        }
        if results.sets != [known] {
            return Err(CardError::OtherScenarios);
        }
        if results.fact("agent sha256") != Some(hex(&hash(&files.agent)).as_str()) {
            return Err(CardError::OtherAgent);
        }
        if !results.changed.is_empty() {
            return Err(CardError::OtherDevice { facts: results.changed });
        }
        let mut made = made(&results.facts, name);
        made.facts.push(("scenarios sha256".to_owned(), hex(&known)));
        made.facts.push(("packed by".to_owned(), set.tool.to_owned()));
        made.facts.push(("starts".to_owned(), results.starts.to_string()));
        let became = (0..).zip(&set.scenarios).map(|(place, (name, plan))| {
            let exports = set.plan(place).map(|plan| plan.exports).unwrap_or_default();
            let scenario = inside(name)
                .then(|| load(name))
                .flatten()
                .filter(|known| plan_bytes(known, &exports) == *plan);
            let run = results.runs.get(&(place as u32));
            let became = match (scenario, run.filter(|run| ended(run))) {
                (None, _) => Became::Changed,
                (_, None) => Became::Missing(why(run, &results)),
                (Some(scenario), Some(run)) => {
                    let trace = trace(&scenario, made.clone(), run);
                    Became::Trace(Box::new((scenario, trace)))
                }
            };
            ((*name).to_owned(), became)
        });
        let scenarios = became.collect();
        Ok(Self { made, results, scenarios })
    }

    /// The traces there are, with their scenarios.
    pub fn traces(&self) -> impl Iterator<Item = &(Scenario, Trace)> {
        self.scenarios.iter().filter_map(|(_, became)| match became {
            Became::Trace(ran) => Some(&**ran),
            _ => None,
        })
    }

    /// How many scenarios have no trace.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.scenarios.len() - self.traces().count()
    }
}

/// Whether a scenario's name stays within the folder of scenarios.
fn inside(name: &str) -> bool {
    Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Whether it is known how the process of a scenario went and ended.
const fn ended(run: &Run) -> bool {
    !run.damaged && matches!(run.ending, Some(Ending::Exited(_) | Ending::Hung))
}

fn why(run: Option<&Run>, results: &Results) -> String {
    match (run, run.and_then(|run| run.ending)) {
        (None, _) if results.damaged > 0 => "it has not run, or its records are damaged".to_owned(),
        (None, _) => "it has not run".to_owned(),
        (Some(run), _) if run.damaged => "its records are damaged".to_owned(),
        (_, Some(Ending::Lost)) => "the device went down in it, or its card was gone".to_owned(),
        (_, Some(Ending::NotStarted(error))) => {
            format!("its process did not start: error {error}")
        }
        _ => "the results end in it".to_owned(),
    }
}
