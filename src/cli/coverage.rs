use clap::Args;

use super::{
    exit::{Exit, Failure},
    options::{Form, Scenarios},
};
use crate::report::{self, Coverage};

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    scenarios: Scenarios,
    /// The form of the table.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    form: Form,
}

pub(super) fn coverage(options: &Options) -> Result<Exit, Failure> {
    let coverage = Coverage::read(&options.scenarios.open()?).map_err(Failure::input)?;
    let table = match options.form {
        Form::Text => coverage.text(),
        Form::Json => coverage.json().map_err(Failure::input)?,
        Form::Markdown => coverage.markdown(),
    };
    report::print(format_args!("{}", table.trim_end()));
    Ok(Exit::AsExpected)
}
