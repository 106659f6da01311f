use std::{
    io::Write,
    process::{Child, ExitStatus},
    time::{Duration, Instant},
};

use cemapi_abi::Death;
use cemapi_agent::{Event, Plan};
use wait_timeout::ChildExt;

use super::{Ending, Settings, StartError, journal::Journal};

/// A worker process, which runs one scenario.
#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    journal: Journal,
}

impl Worker {
    pub(super) const fn new(child: Child, journal: Journal) -> Self {
        Self { child, journal }
    }

    /// Runs a plan, and returns what the worker reported and how it ended.
    pub(super) fn run(mut self, plan: &Plan, settings: &Settings) -> (Vec<Event>, Ending) {
        self.send(plan);
        let mut events = Vec::new();
        let began = Instant::now();
        let ending = loop {
            let reported = events.len();
            if let Some(ending) = self.wait(settings.call_time()) {
                break ending;
            }
            events.extend(self.journal.events().unwrap_or_default());
            let moves = match events.len() {
                0 => began.elapsed() < settings.start_time(),
                now => now > reported && began.elapsed() < settings.scenario_time(),
            };
            if !moves {
                break self.kill();
            }
        };
        events.extend(self.journal.events().unwrap_or_default());
        let dying = events.iter().rev().find_map(|event| match event {
            Event::Dying(code) => Some(exception(*code)),
            _ => None,
        });
        // A process may stop for good while somebody looks into what it dies of.
        (events, dying.map_or(ending, Ending::Died))
    }

    /// Hands the plan over. A worker that is gone takes none, which shows when it is waited for.
    fn send(&mut self, plan: &Plan) {
        if let Some(mut input) = self.child.stdin.take()
            && let Ok(plan) = postcard::to_stdvec(plan)
        {
            let mut bytes = (plan.len() as u32).to_le_bytes().to_vec();
            bytes.extend(plan);
            _ = input.write_all(&bytes);
        }
    }

    /// Waits until the worker has loaded the library, and sends it home.
    pub(super) fn wait_for_start(mut self, settings: &Settings) -> Result<(), StartError> {
        drop(self.child.stdin.take());
        let ending = self.wait(settings.start_time()).unwrap_or_else(|| self.kill());
        match self.journal.events().unwrap_or_default().first() {
            Some(Event::NotLoaded(reason)) => Err(StartError::NotLoaded(reason.clone())),
            Some(_) => Ok(()),
            None => Err(StartError::NotStarted(match ending {
                Ending::Ended => "ended".to_owned(),
                Ending::Died(death) => format!("died of {death:?}"),
                Ending::Hung | Ending::Lost => "hung".to_owned(),
            })),
        }
    }

    /// How the worker ends, if it does so in time.
    fn wait(&mut self, patience: Duration) -> Option<Ending> {
        // A process that cannot be waited for is not there any more.
        let status = self.child.wait_timeout(patience).unwrap_or_default()?;
        Some(match death(status) {
            None => Ending::Ended,
            Some(death) => Ending::Died(death),
        })
    }

    fn kill(&mut self) -> Ending {
        _ = self.child.kill();
        _ = self.child.wait();
        Ending::Hung
    }
}

impl Drop for Worker {
    /// No process is left behind.
    fn drop(&mut self) {
        self.kill();
    }
}

/// What a process died of; `None` if it ended as it should.
#[cfg(unix)]
fn death(status: ExitStatus) -> Option<Death> {
    use std::os::unix::process::ExitStatusExt;

    const SIGABRT: i32 = 6;
    const SIGBUS: i32 = 7;
    const SIGSEGV: i32 = 11;
    match (status.code(), status.signal()) {
        (Some(0), _) => None,
        (Some(code), _) => Some(Death::Exit(code)),
        (None, Some(SIGABRT)) => Some(Death::Abort),
        (None, Some(SIGSEGV | SIGBUS)) => Some(Death::AccessViolation),
        (None, signal) => Some(Death::Signal(signal.unwrap_or(0))),
    }
}

/// What a process died of; `None` if it ended as it should.
#[cfg(not(unix))]
fn death(status: ExitStatus) -> Option<Death> {
    match status.code() {
        Some(0) => None,
        Some(code) if code < 0 => Some(exception(code as u32)),
        code => Some(Death::Exit(code.unwrap_or(0))),
    }
}

/// The death that an exception of this code is.
pub(crate) const fn exception(code: u32) -> Death {
    const ACCESS_VIOLATION: u32 = 0xC000_0005;
    match code {
        ACCESS_VIOLATION => Death::AccessViolation,
        _ => Death::Exception(code),
    }
}
