//! Storage cards: scenarios that go to a device, and results that come back.

mod error;
mod files;
mod import;
mod results;

use cemapi_abi::Death;
use cemapi_agent::{
    Export, Shape,
    card::{Ending, Set},
};
use cemapi_arm::{ABORTED, DEVICE};

use crate::{
    scenario::Scenario,
    target::{
        MAKER,
        library::{self, exception, plan, story},
    },
    trace::{Made, Trace},
};
pub use error::CardError;
pub use files::{Files, find};
pub use import::{Became, Imported};
pub use results::{Results, Run};

/// The tool that packs cards.
const TOOL: &str = concat!("cemapi-cts ", env!("CARGO_PKG_VERSION"));

/// Functions that a library exports under something else than their own names.
pub type Exports = Vec<(String, Export)>;

/// The file of scenarios for a card, and for a cemapi.dll with these exports.
#[must_use]
pub fn pack(scenarios: &[Scenario], exports: &Exports) -> Vec<u8> {
    let plan = |scenario| plan_bytes(scenario, exports);
    let plans: Vec<Vec<u8>> = scenarios.iter().map(plan).collect();
    let pairs = scenarios.iter().zip(&plans);
    let pairs = pairs.map(|(scenario, plan)| (scenario.name.as_str(), plan.as_slice())).collect();
    Set::new(TOOL, pairs).to_bytes()
}

/// What a scenario comes to on a card.
fn plan_bytes(scenario: &Scenario, exports: &Exports) -> Vec<u8> {
    Set::plan_bytes(&plan(scenario, Shape::Com, exports.clone()))
}

/// How a process ended, as other workers' endings are told.
pub(crate) const fn death(ending: Ending) -> library::Ending {
    match ending {
        Ending::Exited(0) => library::Ending::Ended,
        Ending::Exited(ABORTED) => library::Ending::Died(Death::Abort),
        // Codes of exceptions have the highest bits; those of programs are small.
        Ending::Exited(code) if code >= 0x8000_0000 => library::Ending::Died(exception(code)),
        Ending::Exited(code) => library::Ending::Died(Death::Exit(code as i32)),
        Ending::Hung => library::Ending::Hung,
        Ending::Lost | Ending::NotStarted(_) => library::Ending::Lost,
    }
}

/// What made the traces of a device that reports these facts, whom a person calls by this name.
#[must_use]
pub fn made(facts: &[(String, String)], name: Option<&str>) -> Made {
    let here = facts.iter().any(|(fact, value)| fact == "device" && value == DEVICE);
    let by = if here { MAKER } else { "device" };
    let target = name.unwrap_or(if here { "arm" } else { "device" });
    let (by, target) = (by.to_owned(), target.to_owned());
    Made { by, target, tool: TOOL.to_owned(), facts: facts.to_vec() }
}

/// What a device reported about a scenario, as a trace.
#[must_use]
pub fn trace(scenario: &Scenario, made: Made, run: &Run) -> Trace {
    let ending = death(run.ending.unwrap_or(Ending::Lost));
    story::trace(scenario, made, run.events.clone(), ending)
}
