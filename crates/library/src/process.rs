use std::{
    cell::Cell,
    collections::HashMap,
    env,
    io::{Write as _, stderr},
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

use cemapi_abi::{Handle, registry::Object};
use cemapi_emulator::{Emulator, Exit, Policy};

use crate::{
    block::{Block, Piece},
    death,
};

/// The environment variable that names the policy.
const POLICY: &str = "CEMAPI_POLICY";

/// What this process has of CE MAPI: the emulator, and where everything in it stands in memory.
#[derive(Debug)]
pub(crate) struct Process {
    pub(crate) emulator: Emulator,
    /// What stands at an address. Addresses of freed blocks stay until they are used again, so
    /// that a block that is freed twice is still known.
    pub(crate) handles: HashMap<u64, Handle>,
    /// Where the objects of CE MAPI stand.
    pub(crate) addresses: HashMap<Handle, u64>,
    /// Where the program's sinks stand.
    pub(crate) sinks: HashMap<Handle, u64>,
    /// Numbers of registrations.
    pub(crate) connections: HashMap<u64, Handle>,
    /// The memory of blocks that are allocated.
    pub(crate) blocks: HashMap<Handle, Block>,
    /// Memory that belongs to no block yet.
    pub(crate) loose: Vec<Piece>,
    /// Entry ids below this number have been handed out.
    pub(crate) entries: Cell<u32>,
    /// What the call under way opens if its signature does not say.
    pub(crate) opened: Object,
}

impl Process {
    fn new() -> Self {
        death::at_exit(end);
        Self {
            emulator: Emulator::new(policy()),
            handles: HashMap::new(),
            addresses: HashMap::new(),
            sinks: HashMap::new(),
            connections: HashMap::new(),
            blocks: HashMap::new(),
            loose: Vec::new(),
            entries: Cell::new(0),
            opened: Object::Unknown,
        }
    }

    /// Gives the memory back of a block that is no longer allocated, and of those that are freed
    /// with it.
    pub(crate) fn give_back(&mut self, block: Handle) {
        let mut freed = vec![block];
        while let Some(next) = freed.pop() {
            if self.emulator.block_size(next).is_none()
                && let Some(block) = self.blocks.remove(&next)
            {
                freed.extend(block.linked);
            }
        }
    }

    /// The same for every block that is no longer allocated.
    pub(crate) fn give_all_back(&mut self) {
        let emulator = &self.emulator;
        self.blocks.retain(|block, _| emulator.block_size(*block).is_some());
    }
}

/// The policy that the environment names.
fn policy() -> Policy {
    let Some(name) = env::var_os(POLICY) else { return Policy::ce() };
    name.to_str().and_then(Policy::named).unwrap_or_else(|| {
        let known = Policy::PRESETS.join(", ");
        let name = name.display();
        // A program without a standard error goes on all the same.
        _ = writeln!(stderr(), "cemapi: {POLICY}={name} is none of {known}; taking ce");
        Policy::ce()
    })
}

/// What is left of CE MAPI when the process ends.
extern "C" fn end() {
    // Another thread may hold the lock and be gone.
    let exit = match PROCESS.try_lock() {
        Ok(mut process) => process.emulator.exit(),
        Err(_) => Exit::Ended,
    };
    match exit {
        Exit::Ended => {}
        Exit::Died => death::die(cemapi_abi::Death::AccessViolation),
        Exit::Hung => death::hang(),
    }
}

static PROCESS: LazyLock<Mutex<Process>> = LazyLock::new(|| Mutex::new(Process::new()));

/// The process, for as long as the guard lives.
pub(crate) fn lock() -> MutexGuard<'static, Process> {
    PROCESS.lock().unwrap_or_else(PoisonError::into_inner)
}
