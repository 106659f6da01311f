use std::{
    error::Error,
    fs,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// A folder with scenarios of its own, in which the program runs.
pub(crate) struct Workspace(TempDir);

/// What a run of the program came to: the exit code, and what it wrote.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) const CORRECT: &str = r#"(
    shows: "log off, release the session, uninitialize",
    clauses: ["LIFE-1", "LOGOFF-3"],
    calls: [
        MAPIInitialize(),
        MAPILogonEx(session: "session"),
        Logoff(session: "session"),
        Release(object: "session"),
        MAPIUninitialize(),
    ],
)
"#;

pub(crate) const FORGOTTEN: &str = r#"(
    shows: "a program that forgets to uninitialize",
    calls: [MAPIInitialize()],
)
"#;

pub(crate) const DEPENDS: &str = r#"(
    shows: "what follows a second MAPIInitialize that tells of the first",
    calls: [MAPIInitialize(), MAPIInitialize(returns: S_FALSE), MAPIUninitialize(), MAPIUninitialize()],
)
"#;

pub(crate) const MISSPELT: &str = r#"(
    shows: "a function is misspelt",
    calls: [MAPIInitialise()],
)
"#;

impl Workspace {
    /// A workspace with these scenarios, by name.
    pub(crate) fn new(scenarios: &[(&str, &str)]) -> Outcome<Self> {
        let workspace = Self(TempDir::new()?);
        fs::create_dir_all(workspace.path().join("scenarios"))?;
        fs::create_dir_all(workspace.path().join("traces"))?;
        for (name, text) in scenarios {
            workspace.write(&format!("scenarios/{name}.ron"), text.as_bytes())?;
        }
        Ok(workspace)
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, text: &[u8]) -> Outcome {
        let path = self.path().join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(path, text)?)
    }

    pub(crate) fn read(&self, path: &str) -> Outcome<String> {
        Ok(fs::read_to_string(self.path().join(path))
            .map_err(|error| format!("{path}: {error}"))?)
    }

    /// What a run writes that cannot read this file, in the system's own words.
    pub(crate) fn unreadable(&self, path: &str) -> Outcome<Ran> {
        match fs::read(self.path().join(path)) {
            Ok(_) => Err(format!("{path} can be read").into()),
            Err(error) => Ok(Ran::err(2, &format!("{path}: {error}"))),
        }
    }

    /// The program, ready to run in the workspace.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cemapi-cts"));
        command.args(arguments.split_whitespace()).current_dir(self.path());
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CEMAPI_FORBID_SCAN"] {
            command.env_remove(variable);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &str) -> Outcome<Ran> {
        Ok(Ran::from(self.command(arguments).output()?))
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Ran {
    /// What a run writes that goes as it should, or fails for what it finds.
    pub(crate) fn out(code: i32, out: impl Into<String>) -> Self {
        Self { code: Some(code), out: out.into(), err: String::new() }
    }

    /// What a run writes that cannot do its work.
    pub(crate) fn err(code: i32, message: &str) -> Self {
        Self { code: Some(code), out: String::new(), err: format!("error: {message}\n") }
    }
}
