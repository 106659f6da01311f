use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use cemapi_agent::{Export, Shape};
use ron::{Options, extensions::Extensions};
use serde::Deserialize;

/// The file that gives libraries names.
pub const TARGETS: &str = "targets.ron";

/// A library and how it is run.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The name that it is asked for by; none if it was asked for by its path.
    #[serde(default)]
    pub name: Option<String>,
    /// The library's file, as the worker has to name it.
    pub path: PathBuf,
    /// The program, with its arguments, that the worker is started through.
    #[serde(default)]
    pub runner: Vec<String>,
    /// The worker program; none is the one that was built along with this program.
    #[serde(default)]
    pub worker: Option<PathBuf>,
    /// How the library's objects are shaped.
    #[serde(default)]
    pub shape: Shape,
    /// What the library calls functions that it exports under another name or by number only.
    #[serde(default)]
    pub exports: BTreeMap<String, Export>,
    /// What the worker finds in `CEMAPI_POLICY`.
    #[serde(default)]
    pub policy: Option<String>,
    /// The target whose snapshots this one has to match; none if it has its own.
    #[serde(default)]
    pub traces: Option<String>,
    /// How many seconds a call may take, or the end of the process.
    #[serde(default = "Settings::call_seconds")]
    pub call_timeout: f32,
    /// How many seconds a scenario may take.
    #[serde(default = "Settings::scenario_seconds")]
    pub scenario_timeout: f32,
    /// How many seconds a worker may take to load the library.
    #[serde(default = "Settings::start_seconds")]
    pub start_timeout: f32,
}

/// Settings that cannot be had.
#[derive(Debug)]
#[expect(missing_docs, reason = "the messages below say what each is")]
pub enum SettingsError {
    Unreadable { path: PathBuf, cause: io::Error },
    Malformed { path: PathBuf, cause: Box<ron::error::SpannedError> },
}

impl Settings {
    const fn call_seconds() -> f32 {
        5.0
    }

    const fn scenario_seconds() -> f32 {
        60.0
    }

    const fn start_seconds() -> f32 {
        60.0
    }

    /// A library that is asked for by its path.
    #[must_use]
    pub fn of_path(path: PathBuf) -> Self {
        Self {
            name: None,
            path,
            runner: Vec::new(),
            worker: None,
            shape: Shape::Com,
            exports: BTreeMap::new(),
            policy: None,
            traces: None,
            call_timeout: Self::call_seconds(),
            scenario_timeout: Self::scenario_seconds(),
            start_timeout: Self::start_seconds(),
        }
    }

    /// The libraries that have names in a folder's [`TARGETS`].
    ///
    /// # Errors
    ///
    /// The file is there and cannot be read.
    pub fn read(folder: &Path) -> Result<Vec<Self>, SettingsError> {
        let path = folder.join(TARGETS);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(cause) => return Err(SettingsError::Unreadable { path, cause }),
        };
        let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        match options.from_str(&text) {
            Ok(libraries) => Ok(libraries),
            Err(cause) => Err(SettingsError::Malformed { path, cause: Box::new(cause) }),
        }
    }

    /// The library as it is asked for on the command line.
    #[must_use]
    pub fn spec(&self) -> String {
        match &self.name {
            Some(name) => name.clone(),
            // Where the file lies is nobody's affair but that of who asked for it.
            None => format!("library:{}", self.file_name()),
        }
    }

    /// The name under which its snapshots are kept.
    #[must_use]
    pub fn snapshots(&self) -> String {
        let name = self.traces.as_ref().or(self.name.as_ref());
        name.cloned().unwrap_or_else(|| {
            let stem = self.path.file_stem().unwrap_or_default().to_string_lossy();
            stem.into_owned()
        })
    }

    fn file_name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// How long a call may take.
    pub(super) fn call_time(&self) -> Duration {
        Duration::from_secs_f32(self.call_timeout.clamp(0.01, 86_400.0))
    }

    /// How long a scenario may take.
    pub(super) fn scenario_time(&self) -> Duration {
        Duration::from_secs_f32(self.scenario_timeout.clamp(0.01, 86_400.0))
    }

    /// How long a worker may take until it has loaded the library.
    pub(super) fn start_time(&self) -> Duration {
        Duration::from_secs_f32(self.start_timeout.clamp(0.01, 86_400.0))
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, cause } => write!(f, "{}: {cause}", path.display()),
            Self::Malformed { path, cause } => {
                let place = cause.span.start;
                write!(f, "{}:{}:{}: {}", path.display(), place.line, place.col, cause.code)
            }
        }
    }
}

impl std::error::Error for SettingsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { cause, .. } => Some(cause),
            Self::Malformed { cause, .. } => Some(cause),
        }
    }
}
