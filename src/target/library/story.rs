//! What a worker reported, as a trace.

use cemapi_abi::{Death, Reply, Thread};
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
        (None, ending) => match open {
            Some((step, _, within)) => {
                if let Some(step) = scenario.steps.get(step as usize) {
                    recording.record(step, last_reply(ending), within);
                }
                if ending == Ending::Lost { End::Cut } else { End::InCall }
            }
            // Whatever it was, the call before had been left and the next was not begun.
            None => match ending {
                Ending::Ended => End::DiedBetweenCalls(Death::Exit(0)),
                Ending::Died(death) => End::DiedBetweenCalls(death),
                Ending::Hung => End::HungBetweenCalls,
                Ending::Lost => End::Cut,
            },
        },
    };
    recording.end(end)
}

/// What a call comes to that was never left.
fn last_reply(ending: Ending) -> Reply {
    match ending {
        Ending::Ended => Reply::Died(Death::Exit(0)),
        Ending::Died(death) => Reply::Died(death),
        Ending::Hung => Reply::Hung,
        Ending::Lost => Reply::Unfinished,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use cemapi_abi::{Death, Reply, Returned};
    use cemapi_agent::Event;

    use super::{Ending, trace};
    use crate::{
        scenario::Scenario,
        trace::{End, Made},
    };

    /// What is told of a process that came to this end after it had reported these events.
    fn told(events: &[Event], ending: Ending) -> Result<(Vec<Reply>, End), String> {
        let text = "(shows: \"two calls\", calls: [MAPIInitialize(), MAPIUninitialize()])";
        let scenario = Scenario::parse("two-calls", Path::new("two-calls.ron"), text)
            .map_err(|error| error.to_string())?;
        let trace = trace(&scenario, Made::default(), events.to_vec(), ending);
        Ok((trace.records.into_iter().map(|record| record.reply).collect(), trace.end))
    }

    #[test]
    fn an_end_between_two_calls_is_no_end_in_a_call() -> Result<(), String> {
        let reply = Reply::Returned(Returned { value: 0, outs: [].into() });
        let events = [
            Event::Loaded,
            Event::Entered { step: 0, at: 1 },
            Event::Left { step: 0, at: 2, reply: reply.clone() },
            Event::Entered { step: 1, at: 3 },
        ];
        let ends = [
            (Ending::Died(Death::AccessViolation), End::DiedBetweenCalls(Death::AccessViolation)),
            (Ending::Ended, End::DiedBetweenCalls(Death::Exit(0))),
            (Ending::Hung, End::HungBetweenCalls),
        ];
        for (ending, end) in ends {
            assert_eq!(told(&events[..1], ending)?, (vec![], end));
            assert_eq!(told(&events[..3], ending)?, (vec![reply.clone()], end));
        }
        let hung = told(&events, Ending::Hung)?;
        assert_eq!(hung, (vec![reply, Reply::Hung], End::InCall));
        Ok(())
    }
}
