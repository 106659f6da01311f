//! What it costs to hold a long trace against the contract.

use std::time::Duration;

use cemapi_abi::{
    Call, Handle, Output, Place, Pointer, Reply, Returned, Thread,
    registry::{FunctionCall, Object, S_OK, SessionCall, UnknownCall},
};
use cemapi_cts::{
    contract::Contract,
    trace::{Record, Trace, When},
};

use crate::{
    Figure, Measured,
    figure::{each, time},
    measure::{alone, timed},
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
    Ok(vec![
        Figure::new(format!("contract, a call in a trace of {calls}"), time(call))
            .bar("at most 20 ns", whole <= calls as u32 * Duration::from_nanos(20)),
    ])
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
