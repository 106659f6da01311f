use std::{fs, path::PathBuf};

use clap::Args;

use super::{
    exit::{Exit, Failure},
    input::Input,
};
use crate::import::Imported;

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// The scenario's file, which ends in .ron.
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Take only the calls that the life of this object needs.
    #[arg(long, value_name = "NAME")]
    object: Option<String>,
}

pub(super) fn import(options: &Options) -> Result<Exit, Failure> {
    if options.out.extension() != Some("ron".as_ref()) {
        let out = options.out.display();
        return Err(Failure::input(format!("{out}: the name of a scenario ends in .ron")));
    }
    let mut trace = options.input.read()?;
    let path = options.input.path();
    let mut shows = format!("what {} tells of", path.display());
    if let Some(name) = &options.object {
        let object = trace
            .thing(name)
            .map_err(|error| Failure::input(format!("{}: {error}", path.display())))?;
        trace = trace.only(&trace.needs(object));
        shows = format!("the life of {name} that {} tells of", path.display());
    }
    let imported = Imported::new(&trace, &shows).map_err(Failure::input)?;
    imported.notes.iter().for_each(|note| options.input.note(note));
    fs::write(&options.out, imported.text)
        .map_err(|error| Failure::input(format!("{}: {error}", options.out.display())))?;
    Ok(Exit::AsExpected)
}
