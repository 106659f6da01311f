use cemapi_agent::card::{Ending, RESULTS};
use cemapi_arm::Card;
use cemapi_cts::card::{Became, Exports};
use cemapi_emulator::{
    Policy,
    policy::{TeardownWithObjects, UnfinishedExit},
};

use super::{Outcome, Test, bench::Bench};

pub(crate) const ALL: &[Test] = &[
    ("full-card", full_card),
    ("card-taken-out", card_taken_out),
    ("power-loss", power_loss),
    ("power-loss-every-time", power_loss_every_time),
    ("flipped-bits", flipped_bits),
    ("hanging-child", hanging_child),
    ("dying-child", dying_child),
];

/// How far apart the bytes are at which something goes wrong: all of them would take minutes.
const STEP: usize = 461;

/// Lets something go wrong after so many bytes, and mends it; in the end nothing may be missing.
fn goes_on(spoil: fn(&mut Card, u64), mend: fn(&mut Card), exits: &[Option<u32>]) -> Outcome {
    let mut whole = Bench::new()?;
    whole.tap()?;
    let size = whole.results().len();
    for after in (1..size).step_by(STEP) {
        let told = |error| format!("after {after} of {size} bytes: {error}");
        let mut bench = Bench::new()?;
        spoil(&mut bench.machine.card, after as u64);
        let exit = bench.tap().map_err(told)?;
        if !exits.contains(&exit) {
            return Err(told(format!("the program ended with {exit:?}").into()).into());
        }
        let recorded = bench.results();
        if recorded.len() > after {
            return Err(told(format!("there are {} bytes", recorded.len()).into()).into());
        }
        mend(&mut bench.machine.card);
        if bench.tap().map_err(told)? != Some(0) {
            return Err(told("it did not go on".into()).into());
        }
        // A record that is half there may give way to the next; what is before it stays.
        let kept =
            bench.results().iter().zip(&recorded).take_while(|(one, other)| one == other).count();
        if kept + STEP < recorded.len() {
            return Err(told(format!("only {kept} bytes were kept").into()).into());
        }
        bench.complete().map_err(told)?;
    }
    Ok(())
}

fn full_card() -> Outcome {
    goes_on(|card, after| card.room = Some(after), |card| card.room = None, &[Some(1)])
}

fn card_taken_out() -> Outcome {
    // Who is asked for its own file when the card is gone finds nothing to do, and ends.
    goes_on(|card, after| card.stays = Some(after), |card| card.stays = None, &[Some(1)])
}

fn power_loss() -> Outcome {
    goes_on(|card, after| card.power = Some(after), |card| card.power = None, &[None])
}

/// A device that goes down in the same scenario each time gets past it nevertheless.
fn power_loss_every_time() -> Outcome {
    let mut whole = Bench::new()?;
    whole.tap()?;
    // The first scenario ends well within the first half.
    let results = whole.results();
    let began = results.first_chunk().map_or(0, |length| u32::from_le_bytes(*length) + 8);
    let mut bench = Bench::new()?;
    bench.machine.card.power = Some(results.len() as u64 / 3);
    bench.tap()?;
    for _ in 0..2 {
        bench.machine.card.power = Some(u64::from(began) + 40);
        bench.tap()?;
    }
    bench.machine.card.power = None;
    if bench.tap()? != Some(0) {
        return Err("it did not go on".into());
    }
    let imported = bench.import()?;
    let lost =
        imported.results.runs.values().filter(|run| run.ending == Some(Ending::Lost)).count();
    match (lost, bench.compare()?, imported.results.starts) {
        (1, 1, 4) => Ok(()),
        other => Err(format!("lost, missing and starts are {other:?}").into()),
    }
}

/// What is not flipped stays, also when the program is started again on such a file.
fn flipped_bits() -> Outcome {
    let mut bench = Bench::new()?;
    bench.tap()?;
    let whole = bench.results();
    for bit in (0..whole.len() * 8).step_by(STEP * 8 + 3) {
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        bench.machine.card.put(RESULTS, flipped.clone());
        bench.tap()?;
        let told = |error| format!("bit {bit}: {error}");
        // The first record says what ran; without it nothing can be told.
        let Ok(missing) = bench.compare() else {
            match bench.import() {
                Err(_) if bit < 8 * 600 => continue,
                Err(error) => return Err(told(error.to_string()).into()),
                Ok(_) => return bench.compare().map(drop),
            }
        };
        if missing > 2
            || bench.import()?.results.damaged == 0 && bench.results().len() <= whole.len()
        {
            return Err(told(format!("{missing} are missing")).into());
        }
    }
    Ok(())
}

fn one(text: &str, policy: Policy) -> Outcome<Bench> {
    let name = std::path::Path::new("one.ron");
    let scenario = cemapi_cts::scenario::Scenario::parse("one", name, text)?;
    Bench::with(vec![scenario], policy, &Exports::new())
}

fn hanging_child() -> Outcome {
    let hangs = Policy { teardown_with_objects: TeardownWithObjects::Hangs, ..Policy::ce() };
    let never_ends = Policy { unfinished_exit: UnfinishedExit::Hangs, ..Policy::ce() };
    let text = r#"(
        shows: "a session that is there at the end",
        calls: [MAPIInitialize(), MAPILogonEx(session: "session"), MAPIUninitialize()],
    )"#;
    let forgets = r#"(shows: "no end", calls: [MAPIInitialize()])"#;
    for (text, policy, end) in [(text, hangs, "Hung"), (forgets, never_ends, "HungAtExit")] {
        let mut bench = one(text, policy)?;
        bench.tap()?;
        bench.complete()?;
        let imported = bench.import()?;
        let [(_, Became::Trace(ran))] = imported.scenarios.as_slice() else {
            return Err("there is no trace".into());
        };
        if !ran.1.compared_text().contains(end) {
            return Err(format!("{end} is not in\n{}", ran.1.compared_text()).into());
        }
    }
    Ok(())
}

fn dying_child() -> Outcome {
    let text = r#"(
        shows: "a reference too many is given back, and more is meant to come",
        calls: [
            MAPIInitialize(),
            MAPILogonEx(session: "session"),
            Release(object: "session"),
            Release(object: "session"),
            MAPIUninitialize(),
        ],
    )"#;
    let mut bench = one(text, Policy::ce())?;
    bench.tap()?;
    bench.complete()?;
    let imported = bench.import()?;
    let text = imported.traces().map(|(_, trace)| trace.compared_text()).collect::<String>();
    match text.contains("Died(AccessViolation)") {
        true => Ok(()),
        false => Err(text.into()),
    }
}
