use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use cemapi_abi::Reply;
use cemapi_agent::{
    card::{Ending, Set},
    tcp::Secret,
};

use super::{
    device::{Answer, Device, Loss},
    doorman::Doorman,
    pool::{Hash, Pool},
};
use crate::{
    card::{Results, Run, made, pack, trace},
    scenario::Scenario,
    target::library::{StartError, hex, story},
    trace::{LOST, Trace},
};

/// How devices are waited for, and served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen.
    pub address: SocketAddr,
    /// What devices have to know.
    pub secret: Secret,
    /// How long to wait for a device while there is none.
    pub wait: Duration,
    /// How long a device may be silent that has something to say.
    pub silence: Duration,
    /// The name of the device among the targets; it has its own snapshots under it.
    pub name: Option<String>,
}

/// Devices that connect to this host.
#[derive(Debug)]
pub struct Tcp {
    settings: Settings,
    pool: Arc<Pool>,
    doorman: Doorman,
}

/// How often a scenario is given to another device if one is lost before it began.
const ATTEMPTS: u32 = 3;

impl Tcp {
    /// Begins to listen; that ends when this is dropped.
    ///
    /// # Errors
    ///
    /// There is no listening at that address.
    pub fn listen(settings: Settings) -> io::Result<Self> {
        let pool = Arc::new(Pool::new(settings.wait));
        let secret = settings.secret.clone();
        let doorman = Doorman::new(settings.address, secret, settings.silence, Arc::clone(&pool))?;
        Ok(Self { settings, pool, doorman })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.doorman.address()
    }

    /// The name under which its snapshots are kept, if it has its own.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.settings.name.as_deref()
    }

    /// Waits for the first device.
    ///
    /// # Errors
    ///
    /// None came in time.
    pub fn try_out(&self) -> Result<(), StartError> {
        match self.pool.take() {
            Some(device) => {
                self.pool.put(device);
                Ok(())
            }
            None => {
                let (wait, refused) = (self.settings.wait, self.pool.refused());
                Err(StartError::NoDevice { wait, refused })
            }
        }
    }

    /// Runs a scenario on a device that has nothing to do.
    #[must_use]
    pub fn run(&self, scenario: &Scenario) -> Trace {
        let set = pack(std::slice::from_ref(scenario), &Vec::new());
        let hash = match Set::read(&set) {
            Ok((_, hash)) => hash,
            Err(error) => return self.never_started(scenario, error.to_string()),
        };
        self.pool.ask(hash);
        let trace = self.attempt(scenario, &set, hash);
        self.pool.forget(&hash);
        trace
    }

    fn attempt(&self, scenario: &Scenario, set: &[u8], hash: Hash) -> Trace {
        let mut why = String::new();
        for _ in 0..ATTEMPTS {
            let Some(mut device) = self.pool.take() else {
                let seconds = self.settings.wait.as_secs_f32();
                why = format!("there was no device for {seconds} s");
                break;
            };
            let mut story = Story { hash, connection: device.number, answer: Answer::new() };
            let loss = match self.ask(&mut device, set, &mut story) {
                Ok(()) => {
                    self.pool.put(device);
                    return self.trace(scenario, &story, None);
                }
                Err(loss) => loss,
            };
            drop(device);
            self.pool.lose();
            let foul = matches!(loss, Loss::Wrong(_));
            let begun = story.run().is_some();
            if !foul && story.wrong().is_none() {
                // All but the last word was said.
                return self.trace(scenario, &story, None);
            }
            // Nobody knows better than the device itself how far it got, once it is back.
            let wait = if begun { self.settings.wait } else { Duration::ZERO };
            if !foul && let Some(answer) = self.pool.told(&hash, wait) {
                let told = Story { answer, ..story };
                return self.trace(scenario, &told, told.wrong().as_ref());
            }
            if begun || foul {
                return self.trace(scenario, &story, Some(&loss));
            }
            why = loss.to_string();
        }
        self.never_started(scenario, why)
    }

    /// Asks a device what becomes of a set, and sees whether it answers that.
    fn ask(&self, device: &mut Device, set: &[u8], story: &mut Story) -> Result<(), Loss> {
        device.ask(set, self.settings.silence)?;
        device.answer(self.settings.silence, &mut story.answer)?;
        story.wrong().map_or(Ok(()), Err)
    }

    /// What a device has told, as a trace; the reason if it did not tell all.
    fn trace(&self, scenario: &Scenario, story: &Story, loss: Option<&Loss>) -> Trace {
        let mut made = made(&Results::read(&story.answer).facts, self.name());
        made.facts.push(("scenarios sha256".to_owned(), hex(&story.hash)));
        made.facts.push(("connection".to_owned(), story.connection.to_string()));
        let run = story.run().unwrap_or_default();
        if let Some(Ending::NotStarted(error)) = run.ending {
            let reason = format!("the device did not start its process: error {error}");
            return story::never_started(scenario, made, reason);
        }
        let loss = match (loss, run.ending) {
            (Some(loss), _) => Some(loss.to_string()),
            (None, Some(Ending::Lost) | None) => Some("the device went down".to_owned()),
            (None, Some(_)) => None,
        };
        let mut trace = trace(scenario, made, &run);
        if let Some(loss) = loss {
            trace.made.facts.push((LOST.to_owned(), format!("{loss} {}", place(&trace))));
        }
        trace
    }

    fn never_started(&self, scenario: &Scenario, reason: String) -> Trace {
        story::never_started(scenario, made(&[], self.name()), reason)
    }
}

impl Drop for Tcp {
    /// Who still waits for a scenario hears that there is none.
    fn drop(&mut self) {
        self.pool.close();
    }
}

/// What a device has told of a set of one scenario.
struct Story {
    hash: Hash,
    /// The number of the connection over which it was asked.
    connection: u32,
    answer: Answer,
}

impl Story {
    /// What it says of the scenario that it was asked for, if it has begun to.
    fn run(&self) -> Option<Run> {
        let mut results = Results::read(&self.answer);
        (results.sets == [self.hash]).then(|| results.runs.remove(&0)).flatten()
    }

    /// What is wrong with an answer that has come to its end.
    fn wrong(&self) -> Option<Loss> {
        let wrong = match self.run() {
            None => "answered another scenario than it was asked for",
            Some(Run { ending: None, .. }) => "did not say how the scenario ended",
            Some(_) => return None,
        };
        Some(Loss::Wrong(wrong.to_owned()))
    }
}

/// Where a trace ends that is cut, as far as that is known.
fn place(trace: &Trace) -> String {
    let Some(last) = trace.records.iter().rev().find(|record| !record.callback) else {
        return "before the first call".to_owned();
    };
    let number = trace.records.iter().filter(|record| !record.callback).count();
    let word = if last.reply == Reply::Unfinished { "in" } else { "after" };
    format!("{word} call {number}, {}", last.call.function().signature().name)
}
