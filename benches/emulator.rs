//! Calls a second that the emulator answers.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use cemapi_abi::{
    Call, Handle, Place, Pointer, Reply, Thread,
    registry::{FunctionCall, IID_IMAPISession, SessionCall, UnknownCall},
};
use cemapi_emulator::{Emulator, Policy};

use crate::{Figure, Measured, measure::alone};

const PROCESSES: usize = 100_000;

pub(crate) fn figures() -> Measured<Vec<Figure>> {
    let calls = lifecycle();
    let policy = Policy::ce();
    let time = alone(11, || {
        let began = Instant::now();
        for _ in 0..PROCESSES {
            let mut emulator = Emulator::new(policy);
            for call in &calls {
                let reply = emulator.call(Thread(0), black_box(call));
                if !matches!(black_box(reply), Reply::Returned(_)) {
                    return Err(format!("{call:?} did not return").into());
                }
            }
        }
        Ok(began.elapsed())
    })?;
    let rate = (PROCESSES * calls.len()) as f64 / time.as_secs_f64();
    let each = Duration::from_secs_f64(1.0 / rate).as_nanos();
    Ok(vec![
        Figure::new("emulator, calls a second", format!("{:.1} million", rate / 1e6))
            .bar(format!("at least 5 million ({each} ns a call)"), rate >= 5e6),
    ])
}

/// One process's whole life: a session, references to it, memory, and back again.
fn lifecycle() -> Vec<Call> {
    use Call::{Function, Session, Unknown};
    let session = Handle(0);
    let (head, linked) = (Handle(1), Handle(2));
    let allocate_more = FunctionCall::MAPIAllocateMore {
        cbSize: 16,
        lpObject: Pointer::To(head),
        lppBuffer: Place::Given,
    };
    let query = UnknownCall::QueryInterface { riid: Some(IID_IMAPISession), ppvObj: Place::Given };
    let free = |block| Function(FunctionCall::MAPIFreeBuffer { lpBuffer: Pointer::To(block) });
    vec![
        Function(FunctionCall::MAPIInitialize { lpMapiInit: None }),
        Function(FunctionCall::MAPILogonEx {
            ulUIParam: 0,
            lpszProfileName: None,
            lpszPassword: None,
            flFlags: 0,
            lppSession: Place::Given,
        }),
        Function(FunctionCall::MAPIAllocateBuffer { cbSize: 64, lppBuffer: Place::Given }),
        Function(allocate_more),
        Unknown(session, UnknownCall::AddRef {}),
        Unknown(session, query),
        Unknown(session, UnknownCall::Release {}),
        free(linked),
        free(head),
        Session(session, SessionCall::Logoff { ulUIParam: 0, ulFlags: 0, ulReserved: 0 }),
        Unknown(session, UnknownCall::Release {}),
        Function(FunctionCall::MAPIUninitialize {}),
    ]
}
