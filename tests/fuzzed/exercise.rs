//! What has to hold whatever is in a file. The fuzz targets and `cargo test` try the same.

use std::path::Path;

use cemapi_cts::{
    diff::Difference,
    import::Imported,
    review::{Profile, review},
    scenario::Scenario,
    target::Target,
    trace::{Journaled, Trace},
};
use cemapi_journal::{Reader, mend};

type Outcome = Result<(), String>;

/// A journal is read or refused; what is read can be shown, reviewed and written, and is the same
/// when it is read again.
pub(crate) fn journal(journal: &[u8]) -> Outcome {
    // Checksums that are wrong would keep what stands behind them from being looked at.
    let mended = mend(journal);
    for journal in [journal, &mended] {
        let Ok(mut reader) = Reader::new(journal) else { continue };
        let mut read = Journaled::begin(&reader);
        let whole = read.rest(&mut reader).is_ok();
        let (trace, unknown) = (read.trace, read.unknown);
        _ = trace.complete_text();
        _ = review(&trace, Profile::Extended);
        let again = trace.journal().map_err(|error| format!("it cannot be written: {error}"))?;
        let mut reader = Reader::new(&*again).map_err(told)?;
        let mut read = Journaled::begin(&reader);
        read.rest(&mut reader).map_err(told)?;
        if read.trace != trace {
            return Err("it is another trace when it is read again".to_owned());
        }
        if whole && unknown.is_empty() {
            let difference = Difference::between(journal, &again);
            let changes = difference.map_err(|(_, error)| told(error))?.changes;
            if !changes.is_empty() {
                return Err(format!("it differs when it is read again: {changes:?}"));
            }
        }
    }
    Ok(())
}

/// A trace's text is read or refused, and what is read is written as the same text.
pub(crate) fn trace(text: &str) -> Outcome {
    let Ok(trace) = Trace::parse(Path::new("trace"), text) else { return Ok(()) };
    same_text(&trace)
}

/// A scenario's text is read or refused; what is read can be run, and made a scenario again.
pub(crate) fn scenario(text: &str) -> Outcome {
    let Ok(scenario) = Scenario::parse("fuzzed", Path::new("fuzzed"), text) else { return Ok(()) };
    let trace = Target::default_target().run(&scenario);
    _ = Imported::new(&trace, "the same again");
    same_text(&trace)
}

fn same_text(trace: &Trace) -> Outcome {
    let text = trace.complete_text();
    let again = Trace::parse(Path::new("again"), &text).map_err(told)?;
    match again.complete_text() == text {
        true => Ok(()),
        false => Err(format!("it is another text when it is written again:\n{text}")),
    }
}

fn told(error: impl std::fmt::Display) -> String {
    format!("what was written cannot be read: {error}")
}
