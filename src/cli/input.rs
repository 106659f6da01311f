use std::path::{Path, PathBuf};

use clap::Args;

use super::{exit::Failure, style::odd};
use crate::{
    report::tell_user,
    trace::{OpenError, Trace},
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

    pub(super) fn read(&self) -> Result<Trace, Failure> {
        self.salvage.read(&self.trace)
    }

    /// Tells on the standard error what has to be known of it.
    pub(super) fn note(&self, note: &str) {
        tell_note(&self.trace, note);
    }
}

impl Salvage {
    pub(super) const fn is_asked_for(self) -> bool {
        self.salvage
    }

    /// Reads a trace, and tells on the standard error what has to be known of it.
    pub(super) fn read(self, path: &Path) -> Result<Trace, Failure> {
        let opened =
            Trace::open(path, self.salvage).map_err(|error: OpenError| Failure::input(error))?;
        opened.notes.iter().for_each(|note| tell_note(path, note));
        Ok(opened.trace)
    }
}

/// Tells on the standard error what has to be known of a trace.
pub(super) fn tell_note(path: &Path, note: &str) {
    tell_user(format_args!("{}: {}: {note}", odd("note"), path.display()));
}
