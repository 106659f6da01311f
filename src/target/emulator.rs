use cemapi_abi::{Death, Reply};
use cemapi_emulator::{Emulator, Exit, Policy};

use crate::{
    scenario::Scenario,
    trace::{End, Made, Recording, Trace},
};

/// Runs a scenario on an emulator of its own.
pub(super) fn run(scenario: &Scenario, name: &str, policy: Policy) -> Trace {
    let made = Made {
        by: "emulator".to_owned(),
        target: format!("emulator:{name}"),
        tool: concat!("cemapi-cts ", env!("CARGO_PKG_VERSION")).to_owned(),
        facts: Vec::new(),
    };
    let mut emulator = Emulator::with_faults(policy, scenario.faults.clone());
    let mut recording = Recording::new(scenario, made);
    for step in &scenario.steps {
        let reply = match recording.resolve(step) {
            Some(call) => emulator.call(step.thread, &call),
            None => Reply::NotMade,
        };
        let end = recording.end_after(step, &reply);
        recording.record(step, reply);
        if let Some(end) = end {
            return recording.end(end);
        }
    }
    recording.end(match emulator.exit() {
        Exit::Ended => End::Ended,
        Exit::Died => End::DiedAtExit(Death::AccessViolation),
        Exit::Hung => End::HungAtExit,
    })
}
