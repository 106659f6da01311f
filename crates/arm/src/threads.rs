use std::collections::BTreeMap;

use armv4t_emu::{Cpu, Mode, reg};

use crate::{
    kernel::Object,
    memory::Right,
    process::{Process, Stop},
    traps,
};

/// How large a thread's stack is.
const STACK: usize = 256 << 10;

/// A thread of a process. One runs at a time, until it waits.
#[derive(Clone, Debug)]
pub(crate) struct Thread {
    /// Its registers while another runs.
    pub(crate) cpu: Cpu,
    /// What it keeps in places of its own.
    pub(crate) own: BTreeMap<u32, u32>,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Ready,
    /// It waits for the event of this number.
    Waits(usize),
    Ended,
    /// It is the library's, and runs only while the library calls the program on it.
    Library,
}

impl Process<'_> {
    /// Adds a thread that is about to enter a function.
    pub(crate) fn add_thread(&mut self, entry: u32, arguments: &[u32]) -> usize {
        let mut cpu = Cpu::new();
        cpu.reg_set(Mode::User, reg::CPSR, 0x10 | (entry & 1) << 5);
        for register in 0..15 {
            cpu.reg_set(Mode::User, register, 0xBAD0_0000 | u32::from(register));
        }
        for (register, value) in (0..).zip(arguments) {
            cpu.reg_set(Mode::User, register, *value);
        }
        let stack = self.memory.add(self.stacks, STACK, Right::Write, true).unwrap_or(0);
        cpu.reg_set(Mode::User, reg::SP, stack + STACK as u32);
        cpu.reg_set(Mode::User, reg::LR, traps::THREAD_ENDS);
        cpu.reg_set(Mode::User, reg::PC, entry & !1);
        self.threads.push(Thread { cpu, own: BTreeMap::new(), state: State::Ready });
        self.threads.len() - 1
    }

    /// Lets the current thread wait for an event, and another go on.
    pub(crate) fn wait_for(&mut self, event: usize) -> Result<(), Stop> {
        self.threads[self.current].state = State::Waits(event);
        self.switch()
    }

    pub(crate) fn thread_ended(&mut self) -> Result<(), Stop> {
        self.threads[self.current].state = State::Ended;
        self.switch()
    }

    fn switch(&mut self) -> Result<(), Stop> {
        // While the library calls the program no other thread can go on in its place.
        if self.nested() {
            return Err(Stop::Hung);
        }
        for next in 0..self.threads.len() {
            let awake = match self.threads[next].state {
                State::Ready => next != self.current,
                State::Waits(event) => match self.objects.get_mut(event) {
                    Some(Object::Event(set)) => std::mem::take(set),
                    _ => false,
                },
                State::Ended | State::Library => false,
            };
            if awake {
                self.threads[self.current].cpu = self.cpu;
                self.threads[next].state = State::Ready;
                self.cpu = self.threads[next].cpu;
                self.current = next;
                return Ok(());
            }
        }
        Err(Stop::Hung)
    }

    /// Calls the program on a thread of the library's own.
    pub(crate) fn call_on_own_thread(
        &mut self,
        code: u32,
        arguments: [u32; 3],
    ) -> Result<u32, Stop> {
        let own = self.threads.iter().position(|thread| thread.state == State::Library);
        let own = own.unwrap_or_else(|| {
            let own = self.add_thread(0, &[]);
            self.threads[own].state = State::Library;
            own
        });
        let (before, current) = (self.cpu, self.current);
        self.cpu = self.threads[own].cpu;
        self.current = own;
        let value = self.call_program(code, arguments)?;
        self.cpu = before;
        self.current = current;
        Ok(value)
    }
}
