use cemapi_abi::{
    Call, HResult, Handle, Reply, Thread,
    registry::{FunctionCall, UnknownCall},
};
use cemapi_cts::trace::End;
use cemapi_journal::{Header, Problem, Writer, mend};

use crate::example::{Outcome, read};

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
