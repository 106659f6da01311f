use std::{
    error::Error,
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use cemapi_cts::{
    diff::{Change, Difference},
    scenario::Scenario,
    suite::Folder,
    target::Target,
    trace::Trace,
};
use tempfile::TempDir;

pub(crate) type Outcome = Result<(), Box<dyn Error>>;

/// A folder with the traces of some scenarios in it.
pub(crate) struct Bench {
    pub(crate) folder: TempDir,
}

impl Bench {
    pub(crate) fn new() -> Result<Self, Box<dyn Error>> {
        Ok(Self { folder: tempfile::tempdir()? })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The trace of a scenario, as a file of this name.
    pub(crate) fn trace(&self, scenario: &str, name: &str) -> Result<PathBuf, Box<dyn Error>> {
        let trace = run(scenario)?;
        let path = self.path(name);
        match name.ends_with(".journal") {
            true => fs::write(&path, trace.journal()?)?,
            false => fs::write(&path, trace.complete_text())?,
        }
        Ok(path)
    }

    /// What the command prints, with its exit status at the end.
    pub(crate) fn tells(&self, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_cemapi-cts"))
            .args(arguments)
            .current_dir(self.folder.path())
            .output()?;
        let (out, err) = (String::from_utf8(stdout)?, String::from_utf8(stderr)?);
        Ok(format!("{out}{err}exit {}", status.code().unwrap_or(-1)))
    }
}

pub(crate) fn load(name: &str) -> Result<Scenario, Box<dyn Error>> {
    Ok(Folder::new("scenarios").load(name).map_err(|failure| failure.to_string())?)
}

pub(crate) fn run(scenario: &str) -> Result<Trace, Box<dyn Error>> {
    Ok(Target::default_target().run(&load(scenario)?))
}

pub(crate) fn between(one: &Trace, other: &Trace) -> Result<Vec<Change>, Box<dyn Error>> {
    let difference = Difference::between(&one.journal()?, &other.journal()?);
    Ok(difference.map_err(|(_, error)| error)?.changes)
}
