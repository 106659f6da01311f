use std::{
    env, fmt, io,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use super::{Settings, journal::Journal, worker::Worker};

/// The worker program.
const WORKER: &str = if cfg!(windows) { "cemapi-worker.exe" } else { "cemapi-worker" };

/// The environment variable that names another.
const WORKER_VARIABLE: &str = "CEMAPI_WORKER";

/// Why no worker could be started.
#[derive(Debug)]
#[expect(missing_docs, reason = "the messages below say what each is")]
pub enum StartError {
    NoJournal(io::Error),
    NoProgram { program: PathBuf, cause: io::Error },
    NotLoaded(String),
    NotStarted(String),
    NoDevice { wait: Duration, refused: u32 },
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoJournal(cause) => write!(f, "no journal for the worker: {cause}"),
            Self::NoProgram { program, cause } => {
                write!(f, "cannot start {}: {cause}", program.display())
            }
            Self::NotLoaded(reason) => write!(f, "the library cannot be loaded: {reason}"),
            Self::NotStarted(how) => write!(f, "the worker {how} before it had loaded the library"),
            Self::NoDevice { wait, refused } => {
                write!(f, "no device came within {} s", wait.as_secs_f32())?;
                match refused {
                    0 => f.write_str("; start agent.exe on it, or wait longer with --wait SECONDS"),
                    1 => f.write_str("; one came that did not prove the secret"),
                    _ => write!(f, "; {refused} came that did not prove the secret"),
                }
            }
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NoJournal(cause) | Self::NoProgram { cause, .. } => Some(cause),
            Self::NotLoaded(_) | Self::NotStarted(_) | Self::NoDevice { .. } => None,
        }
    }
}

/// Starts a worker, which loads the library and waits for a plan.
pub(super) fn worker(settings: &Settings) -> Result<Worker, StartError> {
    let journal = Journal::new().map_err(StartError::NoJournal)?;
    let worker = settings.worker.clone().unwrap_or_else(program);
    let mut words = settings.runner.iter().map(PathBuf::from).chain([worker]);
    let program = words.next().unwrap_or_default();
    let mut command = Command::new(&program);
    command.args(words).arg("--library").arg(&settings.path).arg("--journal").arg(journal.path());
    if let Some(policy) = &settings.policy {
        command.env("CEMAPI_POLICY", policy);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    match spawn(&mut command) {
        Ok(child) => Ok(Worker::new(child, journal)),
        Err(cause) => Err(StartError::NoProgram { program, cause }),
    }
}

/// Starts a process. To a program for Windows, Wine says of one start in some ten thousand that it
/// failed within Wine; nothing has run then, and it is tried again.
fn spawn(command: &mut Command) -> io::Result<Child> {
    const TRIES: usize = 3;
    const INTERNAL_ERROR: i32 = 1359;
    let again = |cause: &io::Error| cfg!(windows) && cause.raw_os_error() == Some(INTERNAL_ERROR);
    for _ in 1..TRIES {
        match command.spawn() {
            Err(cause) if again(&cause) => {}
            started => return started,
        }
    }
    command.spawn()
}

/// The worker that was built along with this program: it stands beside it, or, for a test, in the
/// folder above.
fn program() -> PathBuf {
    if let Some(named) = env::var_os(WORKER_VARIABLE) {
        return named.into();
    }
    let own = env::current_exe().unwrap_or_default();
    let beside = own.ancestors().skip(1).take(2).map(|folder| folder.join(WORKER));
    let mut beside = beside.filter(|program| program.is_file());
    beside.next().unwrap_or_else(|| PathBuf::from(WORKER))
}
