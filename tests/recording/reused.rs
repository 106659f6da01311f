//! What comes and goes in several threads at once.

use cemapi_abi::{
    Call, Output, Pointer, Reply,
    registry::{FunctionCall, S_OK},
};

use crate::workshop::{Workshop, lines, text};

/// An address that one thread has freed is handed to another at once, as a block of its own.
#[test]
fn an_address_is_handed_from_thread_to_thread() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("tests/recording/blocks.cpp");
    let library = workshop.compile_library("tests/recording/pool.cpp");
    let mut command = workshop.recorded(&program);
    let run = command.env("CEMAPI_RECORD_LIBRARY", library).output().expect("it runs");
    assert!(run.status.success());

    let trace = workshop.trace();
    let (mut allocated, mut freed) = (Vec::new(), Vec::new());
    for record in &trace.records {
        let Reply::Returned(reply) = &record.reply else { continue };
        match &record.call {
            Call::Function(FunctionCall::MAPIAllocateBuffer { .. }) => {
                let [Output::Object(block)] = reply.outs[..] else { continue };
                allocated.push(block);
            }
            Call::Function(FunctionCall::MAPIFreeBuffer { lpBuffer }) => {
                // It was refused before, and is the same block all the same.
                assert!(matches!(lpBuffer, Pointer::To(_)), "{lpBuffer:?} was freed");
                let Pointer::To(block) = *lpBuffer else { continue };
                freed.extend((reply.value == S_OK.0).then_some(block));
            }
            _ => {}
        }
    }
    assert_eq!(allocated.len(), 8000);
    allocated.sort_unstable();
    freed.sort_unstable();
    assert_eq!(freed, allocated);
    allocated.dedup();
    assert_eq!(allocated.len(), 8000);
}

/// What another thread is about to give back is another thing when it is handed out again, unless
/// only one of several references is given back.
#[test]
fn an_address_is_handed_out_again_before_a_call_returns() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("tests/recording/reused.cpp");
    let library = workshop.compile_library("tests/recording/reuse.cpp");
    let mut command = workshop.recorded(&program);
    let run = command.env("CEMAPI_RECORD_LIBRARY", library).output().expect("it runs");
    assert!(run.status.success());
    assert_eq!(text(&run.stdout), "the same object\n");
    let mut told = lines(&workshop.trace());
    told.retain(|line| {
        !line.contains("MAPIInitialize(") && !line.contains("AddRef(object: \"session")
    });
    // Which of two threads was first is not said.
    told.sort_unstable();
    let log_on = "MAPILogonEx(ulUIParam: 0, lpszProfileName: NULL, lpszPassword: NULL, \
                  flFlags: 0): S_OK(session: \"session#1\")";
    let table = "GetMsgStoresTable(session: \"session#1\", ulFlags: 0): S_OK(table: ";
    let advise = "Advise(session: \"session#1\", lpEntryID: NULL, ulEventMask: 0, \
                  lpAdviseSink: NULL): S_OK(connection: ";
    let unadvise = "Unadvise(session: \"session#1\", ulConnection: ";
    let mut expected = [
        log_on.to_owned(),
        format!("{table}\"table#1\")"),
        "Release(object: \"table#1\"): 0".to_owned(),
        format!("{table}\"table#2\")"),
        "GetRowCount(table: \"table#2\", ulFlags: 0): S_OK(lpulCount: 7)".to_owned(),
        "AddRef(object: \"table#2\"): 2".to_owned(),
        "QueryInterface(object: \"table#2\", riid: IID_IUnknown): S_OK(interface: \"table#2\")"
            .to_owned(),
        "Release(object: \"table#2\"): 1".to_owned(),
        format!("{advise}\"connection#1\")"),
        format!("{unadvise}\"connection#1\"): E_FAIL"),
        format!("{unadvise}\"connection#1\"): S_OK"),
        format!("{advise}\"connection#2\")"),
        format!("{unadvise}\"connection#2\"): S_OK"),
        format!("{advise}\"connection#3\")"),
        "Release(object: \"session#1\"): 1".to_owned(),
        log_on.to_owned(),
    ];
    expected.sort_unstable();
    assert_eq!(told, expected);
}
