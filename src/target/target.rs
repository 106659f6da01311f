use std::{
    error::Error,
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use cemapi_emulator::Policy;

use super::{
    Arm, emulator,
    library::{Library, Settings, SettingsError, StartError, TARGETS},
    tcp::Tcp,
};
use crate::{scenario::Scenario, text::nearest, trace::Trace};

/// What scenarios are run on.
#[derive(Clone, Debug)]
pub enum Target {
    /// The emulator in this process, with the name of its policy.
    Emulator(&'static str, Policy),
    /// A MAPI library, in worker processes.
    Library(Arc<Library>),
    /// agent.exe for Windows CE on the ARM interpreter, with the emulator for cemapi.dll.
    Arm(Arc<Arm>),
    /// agent.exe on devices that connect to this host.
    Tcp(Arc<Tcp>),
}

impl Target {
    /// The target that runs when nobody says which.
    #[must_use]
    pub fn default_target() -> Self {
        Self::Emulator("ce", Policy::ce())
    }

    /// Reads `emulator`, `emulator:POLICY`, `library:PATH`, `arm:PATH`, or a name from the `targets.ron` of the
    /// current folder.
    ///
    /// # Errors
    ///
    /// The target or the policy is not known, or the file cannot be read.
    pub fn parse(spec: &str) -> Result<Self, TargetError> {
        Self::find(spec, Path::new(""), None)
    }

    /// Reads `emulator`, `emulator:POLICY`, `library:PATH`, `arm:PATH`, or a name from the `targets.ron` in
    /// `folder`. `runner` is the program that a library's worker is started through, if it is to
    /// be another than the file says.
    ///
    /// # Errors
    ///
    /// The target or the policy is not known, or the file cannot be read.
    pub fn find(spec: &str, folder: &Path, runner: Option<&str>) -> Result<Self, TargetError> {
        let library = |mut settings: Settings| {
            if let Some(runner) = runner {
                settings.runner = runner.split_whitespace().map(ToOwned::to_owned).collect();
            }
            Self::Library(Arc::new(Library::new(settings)))
        };
        match spec.split_once(':') {
            Some(("emulator", policy)) => return Self::emulator(policy),
            // Without a path the loader would take this program itself for the library.
            Some(("library", path)) if !path.is_empty() => {
                return Ok(library(Settings::of_path(PathBuf::from(path))));
            }
            Some(("tcp", _)) => return Err(TargetError::Tcp),
            Some(("arm", path)) => return Ok(Self::Arm(Arc::new(Arm::new(Path::new(path))))),
            None if spec == "emulator" => return Self::emulator("ce"),
            _ => {}
        }
        let mut named = Settings::read(folder).map_err(TargetError::Settings)?;
        match named.iter().position(|known| known.name.as_deref() == Some(spec)) {
            Some(place) => {
                let settings = named.swap_remove(place);
                match settings.path.to_str().and_then(|path| path.strip_prefix("arm:")) {
                    Some(path) => Self::arm(Path::new(path).to_owned(), settings),
                    None => Ok(library(settings)),
                }
            }
            None => {
                let names = named.iter().filter_map(|known| known.name.as_deref());
                let near = nearest(
                    spec,
                    names.chain(["emulator", "library:PATH", "arm:PATH", "tcp:ADDR:PORT"]),
                );
                Err(TargetError::Unknown { spec: spec.to_owned(), near })
            }
        }
    }

    fn arm(path: PathBuf, settings: Settings) -> Result<Self, TargetError> {
        let (_, policy) = Self::policy(settings.policy.as_deref().unwrap_or("ce"))?;
        Ok(Self::Arm(Arc::new(Arm::named(&path, policy, settings))))
    }

    fn emulator(policy: &str) -> Result<Self, TargetError> {
        Self::policy(policy).map(|(name, policy)| Self::Emulator(name, policy))
    }

    /// The preset of this name.
    fn policy(policy: &str) -> Result<(&'static str, Policy), TargetError> {
        let known = Policy::PRESETS.iter().find(|name| **name == policy);
        match known.and_then(|name| Some((*name, Policy::named(name)?))) {
            Some(known) => Ok(known),
            None => {
                let near = nearest(policy, Policy::PRESETS.iter().copied());
                Err(TargetError::UnknownPolicy { policy: policy.to_owned(), near })
            }
        }
    }

    /// Sees whether anything can be run at all.
    ///
    /// # Errors
    ///
    /// No worker can be started on the library.
    pub fn try_out(&self) -> Result<(), StartError> {
        match self {
            Self::Emulator(..) => Ok(()),
            Self::Library(library) => library.try_out(),
            Self::Arm(arm) => arm.try_out(),
            Self::Tcp(tcp) => tcp.try_out(),
        }
    }

    /// Why a scenario says nothing about the target, whatever happens in it.
    #[must_use]
    pub fn cannot_run(&self, scenario: &Scenario) -> Option<String> {
        match self {
            Self::Library(_) | Self::Arm(_) | Self::Tcp(_) if !scenario.faults.is_empty() => {
                Some("only an emulator can make calls fail".to_owned())
            }
            _ => None,
        }
    }

    /// The name under which its snapshots are kept: `emulator`, `emulator-kopano`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Emulator("ce", _) => "emulator".to_owned(),
            Self::Emulator(policy, _) => format!("emulator-{policy}"),
            Self::Library(library) => library.settings().snapshots(),
            Self::Arm(arm) => arm.traces().to_owned(),
            Self::Tcp(tcp) => tcp.name().unwrap_or("emulator").to_owned(),
        }
    }

    /// Whether its snapshots are another target's.
    #[must_use]
    pub fn shares_traces(&self) -> bool {
        match self {
            Self::Emulator(..) => false,
            Self::Library(library) => library.settings().traces.is_some(),
            Self::Arm(_) => true,
            Self::Tcp(tcp) => tcp.name().is_none(),
        }
    }

    /// The target as it is asked for on the command line.
    #[must_use]
    pub fn spec(&self) -> String {
        match self {
            Self::Emulator(policy, _) => format!("emulator:{policy}"),
            Self::Library(library) => library.settings().spec(),
            Self::Arm(arm) => arm.spec().to_owned(),
            Self::Tcp(tcp) => format!("tcp:{}", tcp.address()),
        }
    }

    /// Runs a scenario in a process of its own, real or emulated.
    #[must_use]
    pub fn run(&self, scenario: &Scenario) -> Trace {
        match self {
            Self::Emulator(name, policy) => emulator::run(scenario, name, *policy),
            Self::Library(library) => library.run(scenario),
            Self::Arm(arm) => arm.run(scenario),
            Self::Tcp(tcp) => tcp.run(scenario),
        }
    }
}

/// A target that cannot be had.
#[derive(Debug)]
#[expect(missing_docs, reason = "the messages below say what each is")]
pub enum TargetError {
    Unknown { spec: String, near: Option<String> },
    Settings(SettingsError),
    UnknownPolicy { policy: String, near: Option<String> },
    Tcp,
}

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let near = match self {
            Self::Unknown { spec, near } => {
                write!(
                    f,
                    "there is no target `{spec}`; there is `emulator`, `library:PATH`, \
                     `arm:PATH`, \
                     `tcp:ADDR:PORT`, and what {TARGETS} gives a name"
                )?;
                near
            }
            Self::Settings(error) => return error.fmt(f),
            Self::Tcp => return f.write_str("only the command line's --target can be tcp"),
            Self::UnknownPolicy { policy, near } => {
                let known = Policy::PRESETS.join("`, `");
                write!(f, "the emulator has no policy `{policy}`; it has `{known}`")?;
                near
            }
        };
        match near {
            Some(near) => write!(f, "\n  = did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

impl Error for TargetError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Settings(error) => error.source(),
            Self::Unknown { .. } | Self::UnknownPolicy { .. } | Self::Tcp => None,
        }
    }
}
