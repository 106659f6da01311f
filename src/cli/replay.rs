use std::path::PathBuf;

use clap::Args;

use super::{
    convert::journal,
    diff::tell,
    exit::{Exit, Failure},
    input::Input,
    options::OnTarget,
};
use crate::{diff::Difference, import::Replay};

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    target: OnTarget,
    /// Write the differences for programs.
    #[arg(long)]
    json: bool,
}

pub(super) fn replay(options: &Options) -> Result<Exit, Failure> {
    let trace = options.input.read()?;
    let path = options.input.path();
    let replay = Replay::new(&trace).map_err(Failure::input)?;
    let target = options.target.open()?;
    let other = PathBuf::from(target.spec());
    let replayed = replay.run(&target);
    let difference = Difference::between(&journal(&trace, path)?, &journal(&replayed, &other)?)
        .map_err(|(_, error)| Failure::input(format!("{}: {error}", path.display())))?;
    tell(&difference, path, &other, options.json)
}
