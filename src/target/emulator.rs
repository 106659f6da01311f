use cemapi_abi::{Death, Reply};
use cemapi_emulator::{Callback, Emulator, Exit, Moment, Policy};

use crate::{
    scenario::Scenario,
    trace::{Called, End, Made, Recording, Trace},
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
        let (within, after): (Vec<_>, Vec<_>) = emulator
            .callbacks()
            .into_iter()
            .partition(|callback| callback.moment == Moment::Within);
        recording.record(step, reply, within.into_iter().map(called).collect());
        for callback in after {
            recording.callback(called(callback), step.thread);
        }
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

fn called(callback: Callback) -> Called {
    let Callback { call, reply, thread, .. } = callback;
    Called { call, reply, thread }
}
