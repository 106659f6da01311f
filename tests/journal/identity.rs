use std::path::Path;

use cemapi_abi::Function;
use cemapi_cts::trace::Trace;

use crate::example::{Outcome, every_trace, read};

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
