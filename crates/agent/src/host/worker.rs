use std::{
    boxed::Box,
    env, eprintln,
    io::{self, Read},
    process::ExitCode,
    string::{String, ToString},
    vec::Vec,
};

use cemapi_abi::Thread;

use super::{
    journal::Journal,
    library::Library,
    memory::Memory,
    options::Options,
    stdio,
    threads::{Lock, Threads},
};
use crate::{Agent, Event, Export, Plan, Platform};

/// What the worker offers the agent.
struct Host {
    library: Library,
    journal: Journal,
    memory: Memory,
    threads: Threads,
    lock: Lock,
}

/// The worker process.
#[must_use]
pub fn main() -> ExitCode {
    match work() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("cemapi-worker: {message}");
            ExitCode::FAILURE
        }
    }
}

fn work() -> Result<(), Box<dyn std::error::Error>> {
    stdio::close_inherited();
    stdio::plain_signals();
    let options = Options::read(env::args_os().skip(1))?;
    let journal = Journal::open(&options.journal)?;
    let mut input = stdio::take_input()?;
    let library = match Library::open(&options.library) {
        Ok(library) => library,
        Err(error) => {
            journal.write(&Event::NotLoaded(reason(&error)).to_bytes());
            return Err(error.into());
        }
    };
    journal.write(&Event::Loaded.to_bytes());
    let Some(plan) = read_plan(&mut input)? else {
        // Nobody is there to see how the library takes the end of the process.
        stdio::leave()
    };
    drop(input);
    // What the library may still call or look at when this returns has to stay where it is.
    let host = Box::leak(Box::new(Host {
        library,
        journal,
        memory: Memory::new(),
        threads: Threads::new(),
        lock: Lock::default(),
    }));
    let plan = Box::leak(Box::new(plan));
    Box::leak(Box::new(Agent::new(&*host, &*plan))).run();
    Ok(())
}

/// What went wrong, with what it came from.
fn reason(error: &dyn std::error::Error) -> String {
    let mut reason = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        reason.push_str(": ");
        reason.push_str(&cause.to_string());
        source = cause.source();
    }
    reason
}

/// The plan, or `None` if there is to be none.
fn read_plan(input: &mut impl Read) -> Result<Option<Plan>, Box<dyn std::error::Error>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        result => result?,
    }
    let length = u32::from_le_bytes(length);
    let mut bytes = Vec::new();
    input.take(length.into()).read_to_end(&mut bytes)?;
    let plan = postcard::from_bytes(&bytes).map_err(|error| error.to_string())?;
    Ok(Some(plan))
}

impl Platform for Host {
    fn function(&self, export: &Export) -> Option<usize> {
        self.library.function(export)
    }

    fn write(&self, event: &[u8]) {
        self.journal.write(event);
    }

    fn readable(&self, address: usize, length: usize) -> bool {
        self.memory.readable(address, length)
    }

    fn thread(&self) -> Option<Thread> {
        Threads::current()
    }

    fn on(&self, thread: Thread, work: &mut (dyn FnMut() + Send)) {
        self.threads.on(thread, work);
    }

    fn lock(&self) {
        self.lock.lock();
    }

    fn unlock(&self) {
        self.lock.unlock();
    }

    fn now(&self) -> u64 {
        self.journal.now()
    }
}
