use std::{ffi::OsString, path::PathBuf, string::String};

/// What a worker is told on its command line.
pub(super) struct Options {
    /// The library.
    pub(super) library: PathBuf,
    /// The file that it reports into.
    pub(super) journal: PathBuf,
}

impl Options {
    /// Reads the arguments after the program's name.
    pub(super) fn read(arguments: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let mut arguments = arguments;
        let (mut library, mut journal) = (None, None);
        while let Some(argument) = arguments.next() {
            let place = match argument.to_str() {
                Some("--library") => &mut library,
                Some("--journal") => &mut journal,
                _ => return Err(std::format!("unknown argument {}", argument.display())),
            };
            *place = arguments.next().map(PathBuf::from);
        }
        match (library, journal) {
            (Some(library), Some(journal)) => Ok(Self { library, journal }),
            _ => Err("usage: cemapi-worker --library PATH --journal PATH".into()),
        }
    }
}
