//! What it costs to write the calls of a trace to a journal, and to read them again.

use std::time::{Duration, Instant};

use cemapi_abi::{
    Call, Handle, Reply, Thread,
    registry::{Object, UnknownCall},
};
use cemapi_cts::{
    diff::Difference,
    trace::{Journaled, Trace},
};
use cemapi_journal::{Event, Header, Reader, Writer};

use crate::{
    Figure, Measured,
    check::long_trace,
    figure::{each, time},
    measure::{alone, timed},
};

pub(crate) fn figures() -> Measured<Vec<Figure>> {
    let trace = long_trace();
    let calls = trace.records.len();
    let untimed = alone(7, || Ok(timed(|| record(&trace, || 0)).0))?;
    let timed_writing = alone(7, || {
        let began = Instant::now();
        Ok(timed(|| record(&trace, || began.elapsed().as_nanos() as u64)).0)
    })?;
    let began = Instant::now();
    let journal = record(&trace, || began.elapsed().as_nanos() as u64);
    let whole_call = journal.len() / calls;
    let events = alone(7, || Ok(timed(|| read(&journal)).0))?;
    let whole = alone(5, || Ok(timed(|| journaled(&journal)).0))?;
    Ok(vec![
        Figure::new("journal, a call of a trace written", time(each(untimed, calls))),
        Figure::new("journal, the same with times", time(each(timed_writing, calls))),
        Figure::new("journal, bytes a call with its times and names", whole_call.to_string()),
        Figure::new("journal, a call's two events read", time(each(events, calls))),
        Figure::new("journal, a call read into a trace", time(each(whole, calls))),
    ])
}

/// Two traces of a million calls each, from journal to verdict.
pub(crate) fn differences() -> Measured<Vec<Figure>> {
    let trace = long_trace();
    let journal = record(&trace, || 0);
    let began = Instant::now();
    let again = record(&trace, || began.elapsed().as_nanos() as u64);
    let fewer = record(&with_calls_left_out(&trace, 3000), || 0);
    let changed = record(&with_results_changed(trace, 3000), || 0);
    let compare = |other: &[u8], changes: usize| -> Measured<Duration> {
        alone(7, || {
            let (time, difference) = timed(|| Difference::between(&journal, other));
            let difference = difference.map_err(|(_, error)| error)?;
            match difference.changes.len() {
                found if found == changes => Ok(time),
                found => Err(format!("{found} differences, and not {changes}").into()),
            }
        })
    };
    let equal = compare(&again, 0)?;
    let different = compare(&changed, 3000)?;
    let shorter = compare(&fewer, 3000)?;
    Ok(vec![
        Figure::new("diff of a million calls, equal", time(equal))
            .bar("at most 50 ms", equal <= Duration::from_millis(50)),
        Figure::new("diff of a million calls, 3000 results changed", time(different))
            .bar("at most 200 ms", different <= Duration::from_millis(200)),
        Figure::new("diff of a million calls, 3000 left out", time(shorter))
            .bar("at most 200 ms", shorter <= Duration::from_millis(200)),
    ])
}

/// So many places in a trace, one here and one there.
fn places(trace: &Trace, count: usize) -> impl Iterator<Item = usize> + use<> {
    let step = trace.records.len() / count;
    (step / 2..).step_by(step).take(count)
}

/// The trace without so many of its calls, of those that hand nothing out.
fn with_calls_left_out(trace: &Trace, count: usize) -> Trace {
    let mut fewer = trace.clone();
    let mut places = places(trace, count).peekable();
    let mut at = 0;
    fewer.records.retain(|record| {
        let now = places.peek().is_some_and(|place| *place <= at);
        let goes = now && matches!(record.call, Call::Unknown(_, UnknownCall::AddRef {}));
        at += 1;
        !(goes && places.next().is_some())
    });
    fewer
}

/// The trace with so many of its results changed.
fn with_results_changed(mut trace: Trace, count: usize) -> Trace {
    for place in places(&trace, count) {
        if let Some(Reply::Returned(returned)) =
            trace.records.get_mut(place).map(|record| &mut record.reply)
        {
            returned.value ^= 0x40;
        }
    }
    trace
}

/// Records the calls of a trace as a recorder does, into memory that is there already.
pub(crate) fn record(trace: &Trace, clock: impl Fn() -> u64) -> Vec<u8> {
    let Ok(mut writer) = Writer::new(Vec::with_capacity(64 << 20), &Header::default());
    let Ok(()) = writer.thread(Thread(0), "main");
    let mut known = 0;
    for record in &trace.records {
        let Ok(()) = writer.enter(Thread(0), clock(), false, &record.call);
        if let Some(thing) = record.reply.object()
            && thing.0 >= known
        {
            let object = trace.names.object(thing).unwrap_or(Object::Unknown);
            let name = format!("{}#{}", object.noun(), known + 1);
            let Ok(()) = writer.thing(Handle(known), object, &name);
            known += 1;
        }
        let Ok(()) = writer.leave(Thread(0), clock(), &record.reply);
    }
    let Ok(()) = writer.end(trace.end);
    writer.into_sink()
}

fn read(journal: &[u8]) -> usize {
    let Ok(mut reader) = Reader::new(journal) else { return 0 };
    let mut entered = 0;
    while let Ok(Some(event)) = reader.next() {
        entered += usize::from(matches!(event, Event::Entered(_)));
    }
    entered
}

fn journaled(journal: &[u8]) -> usize {
    let Ok(mut reader) = Reader::new(journal) else { return 0 };
    let mut read = Journaled::begin(&reader);
    _ = read.rest(&mut reader);
    read.trace.records.len()
}
