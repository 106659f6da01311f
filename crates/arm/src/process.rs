use std::{
    collections::BTreeMap,
    panic::{self, AssertUnwindSafe},
};

use armv4t_emu::{Cpu, Mode, reg};

use crate::{
    kernel::Object,
    machine::Machine,
    memory::{Memory, Right},
    sockets::Socket,
    threads::Thread,
    traps::{self, Trap},
    world::World,
};

/// How a process stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// With this exit code.
    Ended(u32),
    /// It never does.
    Hung,
    /// The device went down, and everything with it.
    PowerLost,
}

/// What a process ends with that touched memory that is not its own.
pub(crate) const ACCESS_VIOLATION: u32 = 0xC000_0005;

/// How many instructions a process may take before it is said to hang.
const MOST_INSTRUCTIONS: u64 = 1 << 31;

/// How deep calls between the program and the library may go.
const MOST_DEPTH: u32 = 32;

/// What registers hold after a call that need not keep them.
const CLOBBERED: u32 = 0xDEAD_BEE1;

/// A process: a program that runs.
#[derive(Debug)]
pub(crate) struct Process<'m> {
    pub(crate) machine: &'m mut Machine,
    /// The path of its program.
    pub(crate) program: String,
    pub(crate) memory: Memory,
    pub(crate) cpu: Cpu,
    pub(crate) threads: Vec<Thread>,
    pub(crate) current: usize,
    pub(crate) stacks: usize,
    pub(crate) heap: usize,
    /// The region of whole pages, between which no memory is.
    pub(crate) pages: usize,
    /// The blocks of the heap, with their sizes.
    pub(crate) blocks: BTreeMap<u32, usize>,
    pub(crate) objects: Vec<Object>,
    pub(crate) sockets: Vec<Socket>,
    /// Who is in which critical section, and how often.
    pub(crate) sections: BTreeMap<u32, (usize, u32)>,
    pub(crate) places: u32,
    pub(crate) world: World,
    depth: u32,
    instructions: u64,
}

impl<'m> Process<'m> {
    /// A process that is about to enter its program.
    pub(crate) fn new(machine: &'m mut Machine, program: &str, arguments: &str) -> Self {
        let mut memory = Memory::default();
        machine.image.load(&mut memory);
        let heap = memory.region(0x2000_0000);
        let stacks = memory.region(0x3000_0000);
        let library = memory.region(0x4000_0000);
        let pages = memory.region(0x6000_0000);
        let world = World::new(machine.policy, library);
        let entry = machine.image.entry;
        let mut process = Self {
            machine,
            program: program.to_owned(),
            memory,
            cpu: Cpu::new(),
            threads: Vec::new(),
            current: 0,
            stacks,
            heap,
            pages,
            blocks: BTreeMap::new(),
            objects: Vec::new(),
            sockets: Vec::new(),
            sections: BTreeMap::new(),
            places: 0,
            world,
            depth: 0,
            instructions: 0,
        };
        let units: Vec<u8> =
            arguments.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let line = process.memory.add(process.stacks, units.len(), Right::Read, false);
        process.memory.put(line.unwrap_or(0), &units);
        process.add_thread(entry, &[0x10, 0, line.unwrap_or(0), 5]);
        process.cpu = process.threads[0].cpu;
        process
    }

    /// Runs the program to its end.
    pub(crate) fn run(mut self) -> Stop {
        let before = self.cpu;
        let stop = match self.go(Trap::ThreadEnds) {
            Ok(code) => {
                self.check_kept(&before, "the program");
                match self.world.end() {
                    Ok(()) => Stop::Ended(code),
                    Err(stop) => stop,
                }
            }
            Err(stop) => stop,
        };
        self.machine.instructions += self.instructions;
        stop
    }

    /// Goes on until the program gets to a trap.
    pub(crate) fn go(&mut self, end: Trap) -> Result<u32, Stop> {
        loop {
            match traps::at(self.register(reg::PC)) {
                Trap::None => self.step()?,
                trap if trap == end && (trap != Trap::ThreadEnds || self.current == 0) => {
                    return Ok(self.register(0));
                }
                Trap::Coredll(place) => self.serve(place)?,
                Trap::Ws2(place) => self.serve_socket(place)?,
                Trap::Cemapi(function) => self.mapi(function)?,
                Trap::ThreadEnds => self.thread_ended()?,
                Trap::Return | Trap::Wild => return Err(self.wrong("ran into nowhere")),
            }
        }
    }

    fn step(&mut self) -> Result<(), Stop> {
        let place = self.register(reg::PC);
        if !self.memory.readable(place, 4) {
            return Err(self.wrong("ran into nowhere"));
        }
        // The interpreter gives up at words that are no instruction, as later machines have them.
        let step = AssertUnwindSafe(|| self.cpu.step(&mut self.memory));
        let known = panic::catch_unwind(step).unwrap_or(false);
        self.instructions += 1;
        if let Some(fault) = self.memory.fault.take() {
            return Err(self.wrong_at(place, &fault.to_string()));
        }
        if !known {
            return Err(self.wrong_at(place, "has no instruction of ARMv4T there"));
        }
        match self.instructions > MOST_INSTRUCTIONS {
            true => Err(Stop::Hung),
            false => Ok(()),
        }
    }

    /// Takes note of something that no program may do, and of which it dies.
    pub(crate) fn wrong(&mut self, what: &str) -> Stop {
        let place = self.register(reg::PC);
        self.wrong_at(place, what)
    }

    fn wrong_at(&mut self, place: u32, what: &str) -> Stop {
        let caller = self.register(reg::LR);
        self.machine
            .complaints
            .push(format!("at {place:#010x}, called from {caller:#010x}, the program {what}"));
        Stop::Ended(ACCESS_VIOLATION)
    }

    pub(crate) fn register(&self, register: u8) -> u32 {
        self.cpu.reg_get(Mode::User, register)
    }

    pub(crate) fn set_register(&mut self, register: u8, value: u32) {
        self.cpu.reg_set(Mode::User, register, value);
    }

    /// An argument of the call that is under way.
    pub(crate) fn argument(&mut self, place: u8) -> Result<u32, Stop> {
        if place < 4 {
            return Ok(self.register(place));
        }
        let address = self.register(reg::SP) + 4 * (u32::from(place) - 4);
        self.memory.word(address).map_err(|fault| self.wrong(&fault.to_string()))
    }

    /// Returns from a call, with nothing kept that need not be.
    pub(crate) fn leave(&mut self, value: u32) {
        let back = self.register(reg::LR);
        self.set_register(0, value);
        for register in [1, 2, 3, 12, reg::LR] {
            self.set_register(register, CLOBBERED);
        }
        self.set_register(reg::PC, back & !1);
        // The flags are no better kept than those registers; the lowest bit asks for Thumb code.
        self.set_register(reg::CPSR, 0xF000_0010 | (back & 1) << 5);
    }

    /// Calls a function of the program.
    pub(crate) fn call_program(&mut self, code: u32, arguments: [u32; 3]) -> Result<u32, Stop> {
        if self.depth == MOST_DEPTH {
            return Err(self.wrong("calls too deep"));
        }
        let before = self.cpu;
        for (register, value) in (0..).zip(arguments) {
            self.set_register(register, value);
        }
        self.set_register(3, CLOBBERED);
        self.set_register(12, CLOBBERED);
        self.set_register(reg::LR, traps::RETURN);
        self.set_register(reg::PC, code & !1);
        self.set_register(reg::CPSR, 0x10 | (code & 1) << 5);
        self.depth += 1;
        let value = self.go(Trap::Return)?;
        self.depth -= 1;
        self.check_kept(&before, "a function that the library called");
        self.cpu = before;
        Ok(value)
    }

    /// Sees whether a function has kept what it has to keep: the stack, and registers 4 to 11.
    fn check_kept(&mut self, before: &Cpu, who: &str) {
        for register in (4..=11).chain([reg::SP]) {
            let (had, has) = (before.reg_get(Mode::User, register), self.register(register));
            if had != has {
                self.machine.complaints.push(format!(
                    "{who} has not kept register {register}: {had:#x} became {has:#x}"
                ));
            }
        }
    }

    /// Whether the library is calling the program, or the program itself was called by nobody.
    pub(crate) const fn nested(&self) -> bool {
        self.depth > 0
    }
}
