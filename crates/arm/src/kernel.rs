//! Processes, threads, events and critical sections.

use crate::process::{Process, Stop};

/// What a handle stands for.
#[derive(Clone, Debug)]
pub(crate) enum Object {
    File {
        name: String,
        position: usize,
    },
    Child(Child),
    Thread,
    /// Whether it is set.
    Event(bool),
    Closed,
}

/// A process that a process has started.
#[derive(Clone, Debug)]
pub(crate) enum Child {
    /// It has not begun: its program and its arguments.
    New(String, String),
    Ended(u32),
    Hangs,
}

/// What the first handle is, and how far apart they are.
const FIRST: u32 = 0x100;
const STEP: u32 = 4;

const WAIT_TIMEOUT: u32 = 258;
const STILL_ACTIVE: u32 = 259;
const FOREVER: u32 = u32::MAX;
const THIS_PROCESS: u32 = 0x42;
const SET: u32 = 3;

impl Process<'_> {
    /// A handle for an object.
    pub(crate) fn open(&mut self, object: Object) -> u32 {
        self.objects.push(object);
        FIRST + STEP * (self.objects.len() as u32 - 1)
    }

    /// The number of the object that a handle stands for.
    pub(crate) fn number(&mut self, handle: u32) -> Result<usize, Stop> {
        let number = (handle.wrapping_sub(FIRST) / STEP) as usize;
        match self.objects.get(number) {
            None | Some(Object::Closed) => Err(self.wrong("used a handle that is none")),
            Some(_) => Ok(number),
        }
    }

    pub(crate) fn close_handle(&mut self) -> Result<u32, Stop> {
        let handle = self.argument(0)?;
        let number = self.number(handle)?;
        self.objects[number] = Object::Closed;
        Ok(1)
    }

    pub(crate) fn create_process(&mut self) -> Result<u32, Stop> {
        let program = self.argument(0)?;
        let program = self.text(program)?;
        if self.machine.card.out() || !self.machine.is_program(&program) {
            return Ok(0);
        }
        let arguments = self.argument(1)?;
        let arguments = self.text(arguments)?;
        let place = self.argument(9)?;
        let child = self.open(Object::Child(Child::New(program, arguments)));
        let thread = self.open(Object::Thread);
        for (word, value) in (place..).step_by(4).zip([child, thread, 0x77, 0x78]) {
            self.put(word, &value.to_le_bytes())?;
        }
        Ok(1)
    }

    /// Waits; a child that is waited for runs meanwhile.
    pub(crate) fn wait(&mut self) -> Result<Option<u32>, Stop> {
        let (handle, time) = (self.argument(0)?, self.argument(1)?);
        let number = self.number(handle)?;
        match &mut self.objects[number] {
            Object::Event(set) if *set => {
                *set = false;
                Ok(Some(0))
            }
            Object::Event(_) if time == FOREVER => {
                self.leave(0);
                self.wait_for(number)?;
                Ok(None)
            }
            Object::Child(Child::New(program, arguments)) => {
                let (program, arguments) = (std::mem::take(program), std::mem::take(arguments));
                let child = match Process::new(self.machine, &program, &arguments).run() {
                    Stop::Ended(code) => Child::Ended(code),
                    Stop::Hung => Child::Hangs,
                    Stop::PowerLost => return Err(Stop::PowerLost),
                };
                let hangs = matches!(child, Child::Hangs);
                self.objects[number] = Object::Child(child);
                Ok(Some(if hangs { WAIT_TIMEOUT } else { 0 }))
            }
            Object::Child(Child::Ended(_)) => Ok(Some(0)),
            _ if time == FOREVER => Err(Stop::Hung),
            _ => Ok(Some(WAIT_TIMEOUT)),
        }
    }

    pub(crate) fn exit_code(&mut self) -> Result<u32, Stop> {
        let (handle, place) = (self.argument(0)?, self.argument(1)?);
        let number = self.number(handle)?;
        let code = match &self.objects[number] {
            Object::Child(Child::Ended(code)) => *code,
            Object::Child(_) => STILL_ACTIVE,
            _ => return Ok(0),
        };
        self.put(place, &code.to_le_bytes())?;
        Ok(1)
    }

    pub(crate) fn terminate(&mut self) -> Result<u32, Stop> {
        let (handle, code) = (self.argument(0)?, self.argument(1)?);
        if handle == THIS_PROCESS {
            return Err(Stop::Ended(code));
        }
        let number = self.number(handle)?;
        match &mut self.objects[number] {
            Object::Child(child) => {
                *child = Child::Ended(code);
                Ok(1)
            }
            _ => Ok(0),
        }
    }

    pub(crate) fn create_thread(&mut self) -> Result<u32, Stop> {
        let (entry, argument) = (self.argument(2)?, self.argument(3)?);
        self.add_thread(entry, &[argument]);
        Ok(self.open(Object::Thread))
    }

    pub(crate) fn create_event(&mut self) -> Result<u32, Stop> {
        let set = self.argument(2)? != 0;
        Ok(self.open(Object::Event(set)))
    }

    pub(crate) fn modify_event(&mut self) -> Result<u32, Stop> {
        let (handle, how) = (self.argument(0)?, self.argument(1)?);
        let number = self.number(handle)?;
        match &mut self.objects[number] {
            Object::Event(set) if how == SET => {
                *set = true;
                Ok(1)
            }
            _ => Ok(0),
        }
    }

    /// Asks for a place that each thread has of its own.
    pub(crate) fn tls_call(&mut self) -> Result<u32, Stop> {
        if self.argument(0)? != 0 {
            return Ok(0);
        }
        self.places += 1;
        Ok(self.places)
    }

    pub(crate) fn tls_get(&mut self) -> Result<u32, Stop> {
        let place = self.argument(0)?;
        Ok(self.threads[self.current].own.get(&place).copied().unwrap_or(0))
    }

    pub(crate) fn tls_set(&mut self) -> Result<u32, Stop> {
        let (place, value) = (self.argument(0)?, self.argument(1)?);
        self.threads[self.current].own.insert(place, value);
        Ok(1)
    }

    pub(crate) fn initialize_section(&mut self) -> Result<u32, Stop> {
        let section = self.argument(0)?;
        self.put(section, &[0x5E; 20])?;
        self.sections.insert(section, (0, 0));
        Ok(0)
    }

    pub(crate) fn enter_section(&mut self) -> Result<u32, Stop> {
        let section = self.argument(0)?;
        let current = self.current;
        match self.sections.get_mut(&section) {
            Some((owner, count)) if *count == 0 || *owner == current => {
                *owner = current;
                *count += 1;
                Ok(0)
            }
            // Whoever is in it cannot go on while the library calls the program.
            Some(_) => Err(Stop::Hung),
            None => Err(self.wrong("entered a critical section that is none")),
        }
    }

    pub(crate) fn leave_section(&mut self) -> Result<u32, Stop> {
        let section = self.argument(0)?;
        let current = self.current;
        match self.sections.get_mut(&section) {
            Some((owner, count)) if *count > 0 && *owner == current => {
                *count -= 1;
                Ok(0)
            }
            _ => Err(self.wrong("left a critical section that it is not in")),
        }
    }
}
