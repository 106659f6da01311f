use crate::{coredll::Handle, system::System, wide::wide};

/// What waiting comes to if nothing happens meanwhile.
const TIMEOUT: u32 = 258;

/// A process that this one has started.
pub(crate) struct Process<'a> {
    pub(crate) system: &'a System,
    process: Handle,
    thread: Handle,
}

impl<'a> Process<'a> {
    /// Starts a program, or tells the number of the reason why not.
    pub(crate) fn start(system: &'a System, program: &str, arguments: &str) -> Result<Self, u32> {
        let (program, arguments) = (wide(program), wide(arguments));
        let mut handles = [0; 4];
        // SAFETY: both are strings, and there is room for what is handed out.
        let started = unsafe {
            let (program, arguments) = (program.as_ptr(), arguments.as_ptr());
            let handles = &raw mut handles;
            (system.core.create_process)(program, arguments, 0, 0, 0, 0, 0, 0, 0, handles)
        };
        let [process, thread, ..] = handles;
        match started {
            // SAFETY: it takes nothing.
            0 => Err(unsafe { (system.core.last_error)() }),
            _ => Ok(Self { system, process, thread }),
        }
    }

    /// The exit code, if the process ends within so many milliseconds.
    pub(crate) fn wait(&self, time: u32) -> Option<u32> {
        let mut code = 0;
        // SAFETY: the process's handle is open, and there is room for the code.
        unsafe {
            if (self.system.core.wait)(self.process, time) == TIMEOUT {
                return None;
            }
            (self.system.core.exit_code)(self.process, &raw mut code);
        }
        Some(code)
    }

    /// Ends the process.
    pub(crate) fn end(&self, code: u32) {
        // SAFETY: the process's handle is open.
        unsafe { (self.system.core.terminate)(self.process, code) };
    }
}

impl Drop for Process<'_> {
    fn drop(&mut self) {
        // SAFETY: both handles are open, and nobody uses them after this.
        unsafe {
            (self.system.core.close)(self.thread);
            (self.system.core.close)(self.process);
        }
    }
}
