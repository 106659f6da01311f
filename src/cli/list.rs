use clap::Args;

use super::{
    exit::{Exit, Failure},
    options::Scenarios,
};
use crate::report;

#[derive(Debug, Args)]
pub(super) struct Options {
    /// List only the scenarios whose name contains this.
    filter: Option<String>,
    #[command(flatten)]
    scenarios: Scenarios,
}

/// One line a scenario: `name: what it shows`.
pub(super) fn list(options: &Options) -> Result<Exit, Failure> {
    let folder = options.scenarios.open()?;
    let filter = options.filter.as_deref().unwrap_or_default();
    let mut names = folder.names("ron").map_err(Failure::input)?;
    names.retain(|name| name.contains(filter));
    for name in &names {
        match folder.load(name) {
            Ok(scenario) => report::print(format_args!("{name}: {}", scenario.shows)),
            Err(failure) => return Err(Failure::input(failure)),
        }
    }
    Ok(if names.is_empty() { Exit::NothingRan } else { Exit::AsExpected })
}
