use clap::Args;

use super::{
    exit::{Exit, Failure},
    options::Form,
};
use crate::report::{self, policies as table};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The form of the table.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    form: Form,
}

pub(super) fn policies(options: &Options) -> Result<Exit, Failure> {
    let table = match options.form {
        Form::Text => table::text(),
        Form::Json => table::json().map_err(Failure::input)?,
        Form::Markdown => table::markdown(),
    };
    report::print(format_args!("{}", table.trim_end()));
    Ok(Exit::AsExpected)
}
