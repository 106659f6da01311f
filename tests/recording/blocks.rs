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
