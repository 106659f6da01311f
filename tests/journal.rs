//! Journals: no loss between journal, trace and text; and an answer to whatever else a file holds.

use std::{error::Error, path::Path};

use cemapi_abi::{
    Call, Function, HResult, Handle, Output, Pointer, Reply, Returned, Thread,
    registry::{FunctionCall, Object, SessionCall, UnknownCall},
};
use cemapi_cts::{
    suite::Folder,
    target::Target,
    trace::{End, Journaled, Made, Record, Trace, When},
};
use cemapi_emulator::Policy;
use cemapi_journal::{Header, Problem, Reader, Writer, mend};

type Outcome = Result<(), Box<dyn Error>>;

/// What every scenario comes to on every policy of the emulator.
fn every_trace() -> Result<Vec<Trace>, Box<dyn Error>> {
    let folder = Folder::new("scenarios");
    let mut traces = Vec::new();
    for name in folder.names("ron")? {
        let scenario = folder.load(&name).map_err(|failure| failure.to_string())?;
        for policy in Policy::PRESETS {
            traces.push(Target::parse(&format!("emulator:{policy}"))?.run(&scenario));
        }
    }
    Ok(traces)
}

fn read(journal: &[u8]) -> Result<Journaled, cemapi_journal::Error> {
    let mut reader = Reader::new(journal)?;
    let mut read = Journaled::begin(&reader);
    read.rest(&mut reader)?;
    Ok(read)
}

#[test]
fn every_trace_of_the_suite_comes_back_from_its_journal() -> Outcome {
    for trace in every_trace()? {
        let journal = trace.journal()?;
        let back = read(&journal)?;
        assert_eq!(back.trace, trace, "{}", trace.scenario);
        assert_eq!((back.cut, back.unknown.len()), (None, 0));
        let text = back.trace.complete_text();
        let again = Trace::parse(Path::new("text"), &text)?;
        assert_eq!(again.journal()?, journal, "{text}");
    }
    Ok(())
}

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
fn random_trace(seed: u64) -> Trace {
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
    let events = dice.below(60) as u32;
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
        let trace = random_trace(seed);
        let back = read(&trace.journal()?)?;
        assert_eq!(back.trace, trace, "seed {seed}");
        let text = trace.complete_text();
        assert_eq!(Trace::parse(Path::new("text"), &text)?.complete_text(), text, "seed {seed}");
    }
    Ok(())
}

/// A trace of the suite with some of everything in it.
fn example() -> Result<Trace, Box<dyn Error>> {
    let folder = Folder::new("scenarios");
    let scenario = folder.load("readme").map_err(|failure| failure.to_string())?;
    Ok(Target::default_target().run(&scenario))
}

#[test]
fn a_journal_that_is_cut_is_readable_to_the_last_complete_event() -> Outcome {
    let trace = example()?;
    let journal = trace.journal()?;
    let mut calls = 0;
    for end in 0..journal.len() {
        match read(&journal[..end]) {
            Ok(read) => {
                let cut = read.cut.ok_or("nothing says that it was cut")?;
                assert!(cut <= end as u64);
                assert_eq!(read.trace.end, End::Cut);
                assert!(read.trace.records.len() >= calls, "byte {end}: a call is gone");
                calls = read.trace.records.len();
                let before = trace.records.iter().zip(&read.trace.records);
                assert!(before.clone().all(|(whole, cut)| whole.call == cut.call));
                assert!(before.into_iter().all(|(whole, cut)| {
                    whole.reply == cut.reply || cut.reply == Reply::Unfinished
                }));
            }
            Err(error) => {
                let answered = matches!(error.problem, Problem::Empty | Problem::NoHeader);
                assert!(answered && calls == 0, "byte {end}: {error}");
            }
        }
    }
    assert_eq!(calls, trace.records.len());
    Ok(())
}

#[test]
fn bytes_that_nobody_has_written_end_a_journal() -> Outcome {
    let mut journal = example()?.journal()?;
    let whole = read(&journal)?.trace;
    journal.resize(journal.len() + 200_000, 0);
    assert_eq!(read(&journal)?.trace, whole);
    journal.push(1);
    assert!(matches!(read(&journal), Err(error) if matches!(error.problem, Problem::Damaged)));
    Ok(())
}

#[test]
fn every_flipped_bit_is_noticed_near_its_place() -> Outcome {
    let journal = example()?.journal()?;
    for bit in 0..8 * journal.len() {
        let mut flipped = journal.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        match read(&flipped) {
            Ok(read) => {
                // A length that reaches beyond the end looks like a cut.
                let cut = read.cut.ok_or_else(|| format!("bit {bit} goes unnoticed"))?;
                assert!(cut <= bit as u64 / 8, "bit {bit} is noticed at byte {cut}");
            }
            Err(error) => assert!(error.offset <= bit as u64 / 8, "bit {bit}: {error}"),
        }
    }
    Ok(())
}

#[test]
fn other_versions_and_other_files_are_told_apart() -> Outcome {
    let journal = example()?.journal()?;
    let told = |journal: &[u8]| match read(journal) {
        Ok(_) => "read".to_owned(),
        Err(error) => error.to_string(),
    };
    assert_eq!(told(b""), "byte 0: the file is empty");
    assert_eq!(told(b"PK\x03\x04"), "byte 0: this is no journal: it begins with other bytes");
    let mut other = journal.clone();
    other[8] = 9;
    assert_eq!(
        told(&other),
        "byte 8: the journal is of version 9.1, and this tool reads up to 1.2"
    );
    let mut text = journal.clone();
    text.remove(5);
    assert_eq!(told(&text), "byte 0: this is no journal: it begins with other bytes");
    Ok(())
}

#[test]
fn a_length_of_2_to_the_60_is_refused_at_once() -> Outcome {
    let mut journal = example()?.journal()?;
    let end = journal.len() as u64;
    journal.extend([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10, 9]);
    let Err(error) = read(&journal) else { return Err("it was read".into()) };
    assert_eq!(error.offset, end);
    assert!(matches!(error.problem, Problem::TooLong(length) if length == 1 << 60));
    Ok(())
}

#[test]
fn what_has_no_name_cannot_be_mentioned() -> Outcome {
    let mut writer = Writer::new(Vec::new(), &Header::default())?;
    writer.thread(Thread(0), "main")?;
    let call = Call::Unknown(Handle(1 << 30), UnknownCall::AddRef {});
    writer.enter(Thread(0), 0, false, &call)?;
    let error = read(&writer.into_sink()).map(|_| ()).map_err(|error| error.problem);
    assert!(matches!(error, Err(Problem::Nameless("thing", _))));

    let mut writer = Writer::new(Vec::new(), &Header::default())?;
    writer.leave(Thread(0), 0, &Reply::code(HResult(0)))?;
    let error = read(&writer.into_sink()).map(|_| ()).map_err(|error| error.problem);
    assert!(matches!(error, Err(Problem::Nameless("thread", 0))));
    Ok(())
}

/// A journal in which a function has another name and another place is read by names.
#[test]
fn an_unknown_function_is_left_out_and_told() -> Outcome {
    let mut writer = Writer::new(Vec::new(), &Header::default())?;
    writer.thread(Thread(0), "main")?;
    for _ in 0..2 {
        let call = Call::Function(FunctionCall::MAPIUninitialize {});
        writer.enter(Thread(0), 0, false, &call)?;
        writer.leave(Thread(0), 0, &Reply::of(0))?;
    }
    writer.end(End::Ended)?;
    let journal = writer.into_sink();
    let renamed = rename(&journal, b"MAPIUninitialize", b"MAPIUninitialise");
    let read = read(&renamed)?;
    assert_eq!(read.unknown, [("Functions::MAPIUninitialise".to_owned(), 2)]);
    assert!(read.trace.records.is_empty());
    assert_eq!(read.trace.end, End::Ended);
    Ok(())
}

/// The journal with other bytes in one frame, and the checksum of that frame made right.
fn rename(journal: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut renamed = journal.to_vec();
    if let Some(place) = journal.windows(from.len()).position(|window| window == from) {
        renamed[place..place + from.len()].copy_from_slice(to);
    }
    mend(&renamed)
}

/// Every function of the registry has its calls written and read, those whose arguments are read
/// one by one included.
#[test]
fn every_function_can_be_written() -> Outcome {
    let read_value = |text: &str| {
        Trace::parse(Path::new("text"), &format!("(trace: 1, calls: {{ {text} }}, end: Ended)"))
    };
    let trace = read_value(
        r#"MAPILogonEx(): S_OK(session: "s"),
           GetMsgStoresTable(session: "s"): S_OK(table: "t"),
           Restrict(table: "t", lpRestriction: And([Not(Exist(ulPropTag: PR_SUBJECT)), Or([])])): S_OK"#,
    )?;
    assert_eq!(read(&trace.journal()?)?.trace, trace);
    const { assert!(Function::COUNT > 100) };
    Ok(())
}
