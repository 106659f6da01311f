use std::path::PathBuf;

use clap::Args;

use super::{
    exit::{Exit, Failure},
    options::{Form, Scenarios},
};
use crate::{
    report::{self, Coverage},
    suite::Folder,
};

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    scenarios: Scenarios,
    /// The folder of stored traces; without it nothing is said of targets.
    #[arg(long, value_name = "DIR", default_value = "traces")]
    traces: PathBuf,
    /// The folder of traces that were written to break a rule.
    #[arg(long, value_name = "DIR", default_value = "tests/rules")]
    breaking: PathBuf,
    /// The form of the table.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    form: Form,
}

pub(super) fn coverage(options: &Options) -> Result<Exit, Failure> {
    let mut coverage = Coverage::read(&options.scenarios.open()?).map_err(Failure::input)?;
    if options.traces.is_dir() {
        coverage = coverage.with_traces(&options.traces).map_err(Failure::input)?;
    }
    if options.breaking.is_dir() {
        let breaking = Folder::new(&options.breaking);
        coverage = coverage.with_breaking(&breaking).map_err(Failure::input)?;
    }
    let table = match options.form {
        Form::Text => coverage.text(),
        Form::Json => coverage.json().map_err(Failure::input)?,
        Form::Markdown => coverage.markdown(),
    };
    report::print(format_args!("{}", table.trim_end()));
    Ok(Exit::AsExpected)
}
