use std::path::Path;

use cemapi_abi::{
    Call, Handle, Output, Pointer, Reply, Returned, Thread,
    registry::{FunctionCall, Object, SessionCall, UnknownCall},
};
use cemapi_cts::trace::{End, Made, Record, Trace, When};

use crate::example::{Outcome, read};

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// A trace of calls within calls on several threads, some of which never return.
pub(crate) fn random_trace(seed: u64, most: u64) -> Trace {
    let dice = &mut Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut trace = Trace {
        made: Made { facts: vec![("seed".into(), seed.to_string())], ..Made::default() },
        threads: vec!["main".into(), "worker".into(), "".into()],
        lost: dice.below(3),
        end: [End::Ended, End::Cut, End::HungAtExit][dice.below(3) as usize],
        ..Trace::default()
    };
    let mut open: Vec<Vec<usize>> = vec![Vec::new(); 3];
    let mut at = 0_u64;
    let events = dice.below(most) as u32;
    for event in 0..events {
        let thread = dice.below(3) as usize;
        // Clocks of several threads are not always in order.
        at = at.wrapping_add(dice.below(5000)).wrapping_sub(dice.below(50));
        if dice.below(2) == 0 || open[thread].is_empty() {
            let call = random_call(dice, &trace);
            open[thread].push(trace.records.len());
            let when = When { entered: event, left: When::NEVER, entered_at: at, left_at: 0 };
            let (thread, callback) = (Thread(thread as u16), dice.below(4) == 0);
            let reply = Reply::Unfinished;
            trace.records.push(Record { call, reply, callback, thread, when });
        } else {
            let depth =
                open[thread].len() - 1 - (dice.below(8) as usize / 7).min(open[thread].len() - 1);
            let place = open[thread][depth];
            open[thread].truncate(depth);
            let reply = random_reply(dice, &mut trace, place);
            let record = &mut trace.records[place];
            record.reply = reply;
            (record.when.left, record.when.left_at) = (event, at);
        }
    }
    trace
}

fn random_thing(dice: &mut Dice, trace: &mut Trace, object: Object) -> Handle {
    let known = trace.names.len() as u64;
    match dice.below(known + 1) {
        number if number < known && dice.below(3) > 0 => Handle(number as u32),
        _ => trace.names.add(format!("{}#{known}", object.noun()), object),
    }
}

fn random_call(dice: &mut Dice, trace: &Trace) -> Call {
    let known = trace.names.len() as u64;
    let thing = Handle(dice.below(known.max(1)) as u32);
    // Before anything has appeared, only a logon is possible.
    match if known == 0 { 4 } else { dice.below(5) } {
        0 => Call::Unknown(thing, UnknownCall::AddRef {}),
        1 => Call::Unknown(thing, UnknownCall::Release {}),
        2 => Call::Function(FunctionCall::MAPIFreeBuffer {
            lpBuffer: [Pointer::Null, Pointer::Foreign, Pointer::To(thing)][dice.below(3) as usize],
        }),
        3 => Call::Session(
            thing,
            SessionCall::Logoff {
                ulUIParam: dice.below(1 << 32) as u32,
                ulFlags: 0,
                ulReserved: dice.below(200) as u32,
            },
        ),
        _ => Call::Function(FunctionCall::MAPILogonEx {
            ulUIParam: 0,
            lpszProfileName: None,
            lpszPassword: Some("geheim\u{1F4E8}".into()),
            flFlags: dice.below(1 << 20) as u32,
            lppSession: Default::default(),
        }),
    }
}

fn random_reply(dice: &mut Dice, trace: &mut Trace, place: usize) -> Reply {
    let outs = trace.records[place].call.function().signature().outs().count();
    match dice.below(6) {
        0 => Reply::Hung,
        1 => Reply::Died(cemapi_abi::Death::Signal(11)),
        _ => {
            let value = [0, 0x8000_4005, 1, 0x8004_0107][dice.below(4) as usize];
            let outs = (0..outs).map(|_| match dice.below(3) {
                0 => Output::Untouched,
                1 => Output::Null,
                _ => Output::Object(random_thing(dice, trace, Object::Session)),
            });
            Reply::Returned(Returned { value, outs: outs.collect() })
        }
    }
}

#[test]
fn random_traces_come_back_from_their_journals() -> Outcome {
    for seed in 1..2000 {
        let trace = random_trace(seed, 60);
        let back = read(&trace.journal()?)?;
        assert_eq!(back.trace, trace, "seed {seed}");
        let text = trace.complete_text();
        assert_eq!(Trace::parse(Path::new("text"), &text)?.complete_text(), text, "seed {seed}");
    }
    Ok(())
}
