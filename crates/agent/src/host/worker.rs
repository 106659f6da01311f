use std::{
    boxed::Box,
    env,
    io::{self, Read, Write as _},
    string::{String, ToString},
    sync::{Mutex, MutexGuard, PoisonError},
    vec::Vec,
};

use cemapi_abi::Thread;

use super::{
    dying,
    journal::Journal,
    library::Library,
    memory::{self, Memory},
    options::Options,
    stdio,
    threads::Threads,
};
use crate::{Agent, Event, Export, Plan, Platform};

/// What the worker offers the agent.
struct Host {
    library: Library,
    journal: Journal,
    memory: Memory,
    threads: Threads,
    alone: Mutex<()>,
}

/// The worker process, to be called by the C `main` of its program. Returns its status.
#[must_use]
pub fn main() -> i32 {
    match work() {
        Ok(()) => 0,
        Err(message) => {
            // If nobody reads this, the status says it all.
            _ = writeln!(io::stderr(), "cemapi-worker: {message}");
            1
        }
    }
}

fn work() -> Result<(), Box<dyn std::error::Error>> {
    stdio::close_inherited();
    let options = Options::read(env::args_os().skip(1))?;
    let journal = Journal::open(&options.journal)?;
    let mut input = stdio::take_input()?;
    let library = match Library::open(&options.library) {
        Ok(library) => library,
        Err(error) => {
            Event::NotLoaded(reason(&error)).with_bytes(|bytes| journal.write(bytes));
            return Err(error.into());
        }
    };
    Event::Loaded.with_bytes(|bytes| journal.write(bytes));
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
        alone: Mutex::default(),
    }));
    dying::report_to(&host.journal);
    Box::leak(Box::new(Agent::new(&*host, plan))).run();
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

    fn fenced(&self, size: usize) -> Option<usize> {
        memory::fenced(size)
    }

    fn thread(&self) -> Option<Thread> {
        Threads::current()
    }

    fn on(&self, thread: Thread, work: &mut (dyn FnMut() + Send)) {
        self.threads.on(thread, work);
    }

    type Alone<'a> = MutexGuard<'a, ()>;

    fn alone(&self) -> MutexGuard<'_, ()> {
        self.alone.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> u64 {
        self.journal.now()
    }
}
