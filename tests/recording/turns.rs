//! The order of what several threads do.

use cemapi_abi::{
    Call,
    registry::{FunctionCall, UnknownCall},
};

use crate::workshop::Workshop;

/// A call that begins after another has ended stands behind it, whatever threads make them: a
/// processor that looks ahead does not see the time before it sees what was told.
#[test]
fn a_call_stands_behind_those_that_had_ended() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("tests/recording/turns.cpp");
    for options in [&[][..], &["--no-times"]] {
        let run = workshop.record(&program, &[], options);
        assert!(run.status.success());
        let trace = workshop.trace();
        let told = trace.records.iter().filter_map(|record| match record.call {
            Call::Unknown(_, UnknownCall::AddRef {}) => Some(record.when.left),
            _ => None,
        });
        let told: Vec<u32> = told.collect();
        assert_eq!(told.len(), 50_000);
        let mut early = 0;
        for record in &trace.records {
            let Call::Function(FunctionCall::MAPIAllocateBuffer { cbSize, .. }) = record.call
            else {
                continue;
            };
            let last = (cbSize as usize).checked_sub(1).map(|last| told[last]);
            early += usize::from(last.is_some_and(|last| last > record.when.entered));
        }
        assert_eq!(early, 0, "calls seem to have begun before what had ended, {options:?}");
    }
}
