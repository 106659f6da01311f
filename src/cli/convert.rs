use std::{fs, path::{Path, PathBuf}};

use clap::Args;

use super::{
    exit::{Exit, Failure},
    input::Input,
};
use crate::trace::Trace;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// The file to write: a journal if it ends in .journal, RON text if it ends in .ron.
    out: PathBuf,
}

pub(super) fn convert(options: &Options) -> Result<Exit, Failure> {
    let trace = options.input.read()?;
    write_trace(&trace, options.input.path(), &options.out)?;
    Ok(Exit::AsExpected)
}

/// Writes a trace in the form that the file's ending asks for.
pub(super) fn write_trace(trace: &Trace, from: &Path, out: &Path) -> Result<(), Failure> {
    let bytes = match out.extension().and_then(|ending| ending.to_str()) {
        Some("journal") => trace
            .journal()
            .map_err(|error| Failure::input(format!("{}: {error}", from.display())))?,
        Some("ron") => trace.complete_text().into_bytes(),
        _ => {
            return Err(Failure::input(format!(
                "{}: the name of a trace ends in .journal or .ron",
                out.display()
            )));
        }
    };
    fs::write(out, bytes).map_err(|error| Failure::input(format!("{}: {error}", out.display())))
}
