use clap::{Args, ValueEnum};

use super::{
    exit::{Exit, Failure},
    input::Input,
    judged::Judged,
};
use crate::review::Profile;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// Whose rules the program is held against.
    #[arg(long, value_enum, default_value_t = Rules::Ce)]
    profile: Rules,
    /// Tell of every finding, also where many say the same.
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Rules {
    /// Those of CE MAPI.
    Ce,
    /// Also those of Extended MAPI on the desktop.
    Extended,
}

pub(super) fn check(options: &Options) -> Result<Exit, Failure> {
    let profile = match options.profile {
        Rules::Ce => Profile::Ce,
        Rules::Extended => Profile::Extended,
    };
    let (path, salvage) = (options.input.path(), options.input.salvage());
    Ok(Judged::of(path, salvage, profile, options.all)?.tell())
}
