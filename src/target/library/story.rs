//! What a worker reported, as a trace.

use cemapi_abi::{Reply, Thread};
use cemapi_agent::Event;

use super::Ending;
use crate::{
    scenario::Scenario,
    trace::{Called, End, Made, NEVER_STARTED, Recording, Trace},
};

/// The trace of a process that never started, with the reason among the facts.
pub(crate) fn never_started(scenario: &Scenario, mut made: Made, reason: String) -> Trace {
    made.facts.push((NEVER_STARTED.to_owned(), reason));
    Recording::new(scenario, made).end(End::NeverStarted)
}

/// The trace that events come to.
pub(crate) fn trace(scenario: &Scenario, made: Made, events: Vec<Event>, ending: Ending) -> Trace {
    match events.first() {
        Some(Event::NotLoaded(reason)) => return never_started(scenario, made, reason.clone()),
        None if ending == Ending::Lost => return Recording::new(scenario, made).end(End::Cut),
        None => {
            let reason = format!("the worker did not load the library: {ending:?}");
            return never_started(scenario, made, reason);
        }
        Some(_) => {}
    }
    let mut recording = Recording::new(scenario, made);
    let mut open: Option<(u32, u64, Vec<Called>)> = None;
    let mut next = 0;
    let mut end = None;
    for event in events {
        match event {
            Event::Entered { step, at } => open = Some((step, at, Vec::new())),
            Event::Called { thread, call, reply } => {
                let called = Called { call, reply, thread };
                match &mut open {
                    Some((_, _, within)) => within.push(called),
                    None => recording.callback(called, Thread::default()),
                }
            }
            Event::Left { step, at, reply } => {
                let (_, entered_at, within) = open.take().unwrap_or((step, at, Vec::new()));
                if let Some(step) = scenario.steps.get(step as usize) {
                    recording.record(step, reply, within);
                    recording.time(entered_at, at);
                }
                next = step + 1;
            }
            Event::Appeared(thing, address) => recording.address(thing, address),
            Event::Finished => end = Some(End::Ended),
            Event::Stopped => end = Some(End::Stopped),
            Event::Loaded | Event::NotLoaded(_) | Event::Dying(_) => {}
        }
    }
    let end = match (end, ending) {
        (Some(End::Ended), Ending::Died(death)) => End::DiedAtExit(death),
        (Some(End::Ended), Ending::Hung) => End::HungAtExit,
        (Some(End::Ended), Ending::Lost) => End::Cut,
        (Some(end), _) => end,
        (None, _) => {
            let lost = ending == Ending::Lost;
            // A process that dies between two calls dies before the second, which is named. What is
            // lost there is lost in neither.
            let open = open.or_else(|| (!lost).then(|| (next, 0, Vec::new())));
            if let Some((step, _, within)) = open
                && let Some(step) = scenario.steps.get(step as usize)
            {
                recording.record(step, last_reply(ending), within);
            }
            if lost { End::Cut } else { End::InCall }
        }
    };
    recording.end(end)
}

/// What a call comes to that was never left.
fn last_reply(ending: Ending) -> Reply {
    match ending {
        Ending::Ended => Reply::Died(cemapi_abi::Death::Exit(0)),
        Ending::Died(death) => Reply::Died(death),
        Ending::Hung => Reply::Hung,
        Ending::Lost => Reply::Unfinished,
    }
}
