use std::path::{Path, PathBuf};

use clap::Args;

use super::{exit::Failure, style::odd};
use crate::{
    report::tell_user,
    trace::{Calls, OpenError, Trace},
};

/// A trace that a command reads.
#[derive(Debug, Args)]
pub(super) struct Input {
    /// The trace's file: a journal or RON text.
    trace: PathBuf,
    #[command(flatten)]
    salvage: Salvage,
}

/// What to do with damaged journals.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Salvage {
    /// Of a journal that is damaged, take what comes before the damage.
    #[arg(long)]
    salvage: bool,
}

impl Input {
    pub(super) fn path(&self) -> &Path {
        &self.trace
    }

    pub(super) const fn salvage(&self) -> Salvage {
        self.salvage
    }

    pub(super) fn read(&self) -> Result<Trace, Failure> {
        self.salvage.read(&self.trace)
    }
}

impl Salvage {
    /// Take what comes before the damage.
    pub(super) const ASKED_FOR: Self = Self { salvage: true };

    /// Begins to read a trace, call by call.
    pub(super) fn calls(self, path: &Path) -> Result<Calls, Failure> {
        Calls::open(path, self.salvage).map_err(Failure::input)
    }

    pub(super) const fn is_asked_for(self) -> bool {
        self.salvage
    }

    /// Reads a trace, and tells on the standard error what has to be known of it.
    pub(super) fn read(self, path: &Path) -> Result<Trace, Failure> {
        let opened =
            Trace::open(path, self.salvage).map_err(|error: OpenError| Failure::input(error))?;
        tell_notes(path, &opened.notes);
        Ok(opened.trace)
    }
}

/// Tells what has to be known of the trace in a file.
pub(super) fn tell_notes(path: &Path, notes: &[String]) {
    for note in notes {
        tell_user(format_args!("{}: {}: {note}", odd("note"), path.display()));
    }
}
