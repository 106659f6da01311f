//! Blocks that come and go in several threads at once.

use cemapi_abi::{
    Call, Output, Pointer, Reply,
    registry::{FunctionCall, S_OK},
};

use crate::workshop::Workshop;

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
        let Reply::Returned(reply) = &record.reply else { panic!("a call never returned") };
        match &record.call {
            Call::Function(FunctionCall::MAPIAllocateBuffer { .. }) => match reply.outs[..] {
                [Output::Object(block)] => allocated.push(block),
                ref outs => panic!("{outs:?} for a block"),
            },
            Call::Function(FunctionCall::MAPIFreeBuffer { lpBuffer }) => match *lpBuffer {
                Pointer::To(block) if reply.value == S_OK.0 => freed.push(block),
                Pointer::To(_) => {}
                foreign => panic!("{foreign:?} was freed"),
            },
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
