use std::path::PathBuf;

use clap::Args;

use super::{
    convert::write_trace,
    exit::{Exit, Failure},
    input::Input,
};

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// The first call to keep, counted from 1.
    #[arg(long, value_name = "CALL")]
    from: Option<usize>,
    /// The last call to keep.
    #[arg(long, value_name = "CALL")]
    to: Option<usize>,
    /// Keep only calls that have to do with this object.
    #[arg(long, value_name = "NAME")]
    object: Option<String>,
    /// Keep only calls on this thread.
    #[arg(long, value_name = "NAME")]
    thread: Option<String>,
    /// The file to write: a journal if it ends in .journal, RON text if it ends in .ron.
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn trim(options: &Options) -> Result<Exit, Failure> {
    let trace = options.input.read()?;
    let path = options.input.path();
    let failed = |message: String| Failure::input(format!("{}: {message}", path.display()));
    let calls = trace.records.len();
    let (from, to) = (options.from.unwrap_or(1), options.to.unwrap_or(calls));
    if from == 0 || from > to || to > calls {
        return Err(failed(format!("there are no calls {from} to {to}; it has {calls}")));
    }
    let object = match &options.object {
        Some(name) => Some(trace.thing(name).map_err(|error| failed(error.to_string()))?),
        None => None,
    };
    let thread = match &options.thread {
        Some(name) => Some(trace.thread_named(name).map_err(|error| failed(error.to_string()))?),
        None => None,
    };
    let wanted = |place: usize| {
        let record = &trace.records[place];
        let about = |object| record.things().contains(&object);
        (from..=to).contains(&(place + 1))
            && object.is_none_or(about)
            && thread.is_none_or(|thread| record.thread == thread)
    };
    let asked: Vec<bool> = (0..calls).map(wanted).collect();
    let number = |keep: &[bool]| keep.iter().filter(|keep| **keep).count();
    let asked_for = number(&asked);
    if asked_for == 0 {
        return Err(failed("nothing would be left".to_owned()));
    }
    let keep = trace.with_makers(asked);
    let more = number(&keep) - asked_for;
    if more > 0 {
        options.input.note(&format!(
            "{more} more of its calls are kept: they began or made what those that you asked for use, \
             or were made on sinks within them"
        ));
    }
    write_trace(&trace.only(&keep), path, &options.out)?;
    Ok(Exit::AsExpected)
}
