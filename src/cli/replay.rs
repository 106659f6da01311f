use std::path::PathBuf;

use clap::Args;

use super::{
    convert::journal,
    diff::tell,
    exit::{Exit, Failure},
    input::Input,
    options::OnTarget,
};
use crate::{
    diff::{Change, Difference, Part},
    import::Replay,
};

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
    replay.notes.iter().for_each(|note| options.input.note(note));
    let target = options.target.open()?;
    if let Some(doubt) = replay.doubt(&target) {
        options.input.note(&doubt);
    }
    let other = PathBuf::from(target.spec());
    let replayed = replay.run(&target);
    let difference = Difference::between(&journal(&trace, path)?, &journal(&replayed, &other)?)
        .map_err(|(_, error)| Failure::input(format!("{}: {error}", path.display())))?;
    let exit = tell(&difference, path, &other, options.json)?;
    if replay.hides() && difference.changes.iter().any(differs_in_hash) {
        options.input.note(
            "made up data stood for what the recording keeps as length and hash; what is read of it \
             in parts has other hashes than what was recorded",
        );
    }
    Ok(exit)
}

/// Whether two values are private data that is equally long.
fn differs_in_hash(change: &Change) -> bool {
    let Change::Changed { parts, .. } = change else { return false };
    let cut = |value: &str| value.split_once(", hash ").map(|(length, _)| length.to_owned());
    parts.iter().any(|Part { one, other, .. }| cut(one).is_some() && cut(one) == cut(other))
}
