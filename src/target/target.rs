use std::{error::Error, fmt};

use cemapi_emulator::Policy;

use super::emulator;
use crate::{scenario::Scenario, text::nearest, trace::Trace};

/// What scenarios are run on.
#[derive(Clone, Debug)]
pub enum Target {
    /// The emulator in this process, with the name of its policy.
    Emulator(&'static str, Policy),
}

impl Target {
    /// The target that runs when nobody says which.
    #[must_use]
    pub fn default_target() -> Self {
        Self::Emulator("ce", Policy::ce())
    }

    /// Reads `emulator` or `emulator:POLICY`.
    ///
    /// # Errors
    ///
    /// The kind of target or the policy is not known.
    pub fn parse(spec: &str) -> Result<Self, TargetError> {
        let (kind, rest) = match spec.split_once(':') {
            Some((kind, rest)) => (kind, Some(rest)),
            None => (spec, None),
        };
        if kind != "emulator" {
            let near = nearest(kind, ["emulator"]);
            return Err(TargetError::UnknownKind { kind: kind.to_owned(), near });
        }
        let policy = rest.unwrap_or("ce");
        let known = Policy::PRESETS.iter().find(|name| **name == policy);
        match known.and_then(|name| Some((*name, Policy::named(name)?))) {
            Some((name, policy)) => Ok(Self::Emulator(name, policy)),
            None => {
                let near = nearest(policy, Policy::PRESETS.iter().copied());
                Err(TargetError::UnknownPolicy { policy: policy.to_owned(), near })
            }
        }
    }

    /// The name under which its snapshots are kept: `emulator`, `emulator-kopano`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Emulator("ce", _) => "emulator".to_owned(),
            Self::Emulator(policy, _) => format!("emulator-{policy}"),
        }
    }

    /// The target as it is asked for on the command line.
    #[must_use]
    pub fn spec(&self) -> String {
        match self {
            Self::Emulator(policy, _) => format!("emulator:{policy}"),
        }
    }

    /// Runs a scenario in a process of its own, real or emulated.
    #[must_use]
    pub fn run(&self, scenario: &Scenario) -> Trace {
        match self {
            Self::Emulator(name, policy) => emulator::run(scenario, name, *policy),
        }
    }
}

/// A target that cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the messages below say what each is")]
pub enum TargetError {
    UnknownKind { kind: String, near: Option<String> },
    UnknownPolicy { policy: String, near: Option<String> },
}

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let near = match self {
            Self::UnknownKind { kind, near } => {
                write!(f, "no kind of target is called `{kind}`; there is `emulator`")?;
                near
            }
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

impl Error for TargetError {}
