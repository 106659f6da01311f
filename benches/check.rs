//! What it costs to hold a long trace against the contract.

use std::{env, fs, path::Path, process::Command, time::Duration};

use cemapi_abi::{
    Call, Handle, Output, Place, Pointer, Reply, Returned, Thread,
    registry::{FunctionCall, Object, S_OK, SessionCall, UnknownCall},
};
use cemapi_cts::{
    contract::{Check, Contract},
    diff::Difference,
    trace::{Calls, Record, Trace, When},
};
use tempfile::TempDir;

use crate::{
    Figure, Measured,
    figure::{each, time},
    journal::record as journal_of,
    measure::{alone, most_memory, timed},
};

const CALLS: usize = 1_000_000;

pub(crate) fn figures() -> Measured<Vec<Figure>> {
    let trace = long_trace();
    let calls = trace.records.len();
    let whole = alone(5, || {
        let (time, findings) = timed(|| Contract::check(&trace));
        match findings.first() {
            None => Ok(time),
            Some(finding) => Err(format!("{}: {}", finding.clause.id, finding.says).into()),
        }
    })?;
    let call = each(whole, calls);
    let folder = TempDir::new()?;
    let path = folder.path().join("journal");
    fs::write(&path, journal_of(&trace, || 0))?;
    // The one is told from the other, and so both are measured under the same conditions.
    let (mut read, mut judged) = (Duration::MAX, Duration::MAX);
    for _ in 0..12 {
        read = read.min(pass(&path, false)?);
        judged = judged.min(pass(&path, true)?);
    }
    let added = judged.saturating_sub(read);
    let least = Duration::from_nanos(20);
    Ok(vec![
        Figure::new(format!("contract, a call in a trace of {calls}"), time(call))
            .bar("at most 20 ns", whole <= calls as u32 * least),
        Figure::new("contract, a call of a journal in passing", time(each(added, calls)))
            .bar("at most 20 ns", added <= calls as u32 * least),
        Figure::new("a call from journal to verdict", time(each(judged, calls))).against(
            format!("the journal read alone, {}", time(each(read, calls))),
            judged.as_secs_f64() / read.as_secs_f64(),
        ),
        memory("check", &[&path])?,
        memory("diff", &[&path, &path])?,
    ])
}

/// Reads the calls of a journal one by one, and holds them against the contract or not.
fn pass(path: &Path, judges: bool) -> Measured<Duration> {
    let (time, findings) = timed(|| -> Measured<usize> {
        let mut calls = Calls::open(path, false)?;
        let mut check = Check::begin(calls.trace());
        while let Some((trace, place, record)) = calls.next()? {
            if judges {
                check.take(trace, place, record, |_| {});
            }
        }
        Ok(check.end(&calls.end().trace).0.len())
    });
    match findings? {
        0 => Ok(time),
        several => Err(format!("{several} findings in what is right").into()),
    }
}

/// The memory that a process needs which does this, in which no journal was before.
fn memory(what: &str, journals: &[&Path]) -> Measured<Figure> {
    let mut child = Command::new(env::current_exe()?);
    let output = child.arg(format!("child-{what}")).args(journals).output()?;
    let told = String::from_utf8(output.stdout)?;
    let bytes: u64 =
        told.trim().parse().map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned())?;
    let mut length = 0;
    for journal in journals {
        length += fs::metadata(journal)?.len();
    }
    let megabytes = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    Ok(Figure::new(format!("memory of {what}"), megabytes(bytes))
        .against(format!("the journals, {}", megabytes(length)), bytes as f64 / length as f64)
        .at_most(4.0))
}

/// Does it and prints how much memory that took.
pub(crate) fn child(what: &str, journals: &[String]) -> Measured<()> {
    match (what, journals) {
        ("check", [journal]) => _ = pass(journal.as_ref(), true)?,
        ("diff", [one, other]) => {
            let (one, other) = (fs::read(one)?, fs::read(other)?);
            Difference::between(&one, &other).map_err(|(_, error)| error)?;
        }
        _ => return Err("there is no journal to read".into()),
    }
    println!("{}", most_memory().ok_or("the system does not tell how much memory was used")?);
    Ok(())
}

/// A program that opens a session, allocates and frees in pairs, and ends as it should.
pub(crate) fn long_trace() -> Trace {
    let mut trace = Trace { threads: vec!["main".to_owned()], ..Trace::default() };
    push(&mut trace, FunctionCall::MAPIInitialize { lpMapiInit: None }, &[]);
    let session = trace.names.add("session".to_owned(), Object::Session);
    let logon = FunctionCall::MAPILogonEx {
        ulUIParam: 0,
        lpszProfileName: None,
        lpszPassword: None,
        flFlags: 0,
        lppSession: Place::Given,
    };
    push(&mut trace, logon, &[session]);
    while trace.records.len() < CALLS - 3 {
        let head = block(&mut trace, None);
        block(&mut trace, Some(head));
        count(&mut trace, session, UnknownCall::AddRef {}, 2);
        count(&mut trace, session, UnknownCall::Release {}, 1);
        push(&mut trace, FunctionCall::MAPIFreeBuffer { lpBuffer: Pointer::To(head) }, &[]);
    }
    let logoff = SessionCall::Logoff { ulUIParam: 0, ulFlags: 0, ulReserved: 0 };
    record(&mut trace, Call::Session(session, logoff), Reply::code(S_OK));
    count(&mut trace, session, UnknownCall::Release {}, 0);
    push(&mut trace, FunctionCall::MAPIUninitialize {}, &[]);
    trace
}

/// Allocates a block, for another if there is one.
fn block(trace: &mut Trace, parent: Option<Handle>) -> Handle {
    let name = format!("block#{}", trace.names.len());
    let block = trace.names.add(name, Object::Block);
    let call = match parent {
        None => FunctionCall::MAPIAllocateBuffer { cbSize: 16, lppBuffer: Place::Given },
        Some(parent) => FunctionCall::MAPIAllocateMore {
            cbSize: 16,
            lpObject: Pointer::To(parent),
            lppBuffer: Place::Given,
        },
    };
    push(trace, call, &[block]);
    block
}

fn count(trace: &mut Trace, object: Handle, call: UnknownCall, left: u32) {
    record(trace, Call::Unknown(object, call), Reply::of(left));
}

/// A global function that works and hands these things out.
fn push(trace: &mut Trace, call: FunctionCall, outs: &[Handle]) {
    let outs = outs.iter().map(|out| Output::Object(*out)).collect();
    record(trace, Call::Function(call), Reply::Returned(Returned { value: S_OK.0, outs }));
}

fn record(trace: &mut Trace, call: Call, reply: Reply) {
    let place = trace.records.len() as u32;
    let when = When { entered: 2 * place, left: 2 * place + 1, ..When::default() };
    trace.records.push(Record { call, reply, callback: false, thread: Thread(0), when });
}
