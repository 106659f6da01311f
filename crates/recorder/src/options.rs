use std::{env, path::PathBuf, sync::LazyLock};

/// What the environment asks of the recorder.
#[derive(Debug)]
pub(crate) struct Options {
    /// The real library.
    pub(crate) library: PathBuf,
    /// Where the journal goes; without a place nothing is recorded.
    pub(crate) file: Option<PathBuf>,
    /// Whether times are recorded.
    pub(crate) times: bool,
    /// Whether private data is recorded as it is.
    pub(crate) private: bool,
}

impl Options {
    pub(crate) fn from_environment() -> Self {
        let path = |name| env::var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from);
        let asked = |name| env::var_os(name).is_some_and(|value| value != "0" && !value.is_empty());
        Self {
            library: path("CEMAPI_RECORD_LIBRARY").unwrap_or_default(),
            file: path("CEMAPI_RECORD_FILE"),
            times: asked("CEMAPI_RECORD_TIMES"),
            private: asked("CEMAPI_RECORD_PRIVATE"),
        }
    }
}

static OPTIONS: LazyLock<Options> = LazyLock::new(Options::from_environment);

/// What this process's environment asks.
pub(crate) fn options() -> &'static Options {
    &OPTIONS
}
