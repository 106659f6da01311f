//! The functions of coredll.dll that the agent uses, and no others.

use std::{thread, time::Duration};

use cemapi_abi::Function;

use crate::{
    machine::DEVICE,
    memory::Right,
    process::{Process, Stop},
    traps,
};

/// What is served for a call; nothing if the call has returned already.
type Served = Result<Option<u32>, Stop>;

macro_rules! served {
    ($($name:literal => $serve:ident,)*) => {
        /// The functions, and what serves each.
        pub(crate) const SERVED: &[(&str, fn(&mut Process<'_>) -> Served)] =
            &[("WaitForSingleObject", |process| process.wait()),
              $(($name, |process| process.$serve().map(Some)),)*];
    };
}

served! {
    "CeGenRandom" => random,
    "CloseHandle" => close_handle,
    "CreateEventW" => create_event,
    "CreateFileW" => create_file,
    "CreateProcessW" => create_process,
    "CreateThread" => create_thread,
    "EnterCriticalSection" => enter_section,
    "EventModify" => modify_event,
    "FlushFileBuffers" => flush,
    "GetExitCodeProcess" => exit_code,
    "GetFileSize" => get_file_size,
    "GetLastError" => last_error,
    "GetModuleFileNameW" => module_file_name,
    "GetProcAddressW" => get_proc_address,
    "GetSystemTime" => system_time,
    "GetTickCount" => ticks,
    "GetVersionExW" => version,
    "InitializeCriticalSection" => initialize_section,
    "IsBadReadPtr" => unreadable,
    "LeaveCriticalSection" => leave_section,
    "LoadLibraryW" => load_library,
    "LocalAlloc" => local_alloc,
    "LocalFree" => local_free,
    "MessageBoxW" => message,
    "ReadFile" => read_file,
    "SHGetAutoRunPath" => autorun_path,
    "SetEndOfFile" => set_end_of_file,
    "SetFilePointer" => set_file_pointer,
    "Sleep" => sleep,
    "SystemParametersInfoW" => parameter,
    "TerminateProcess" => terminate,
    "TlsCall" => tls_call,
    "TlsGetValue" => tls_get,
    "TlsSetValue" => tls_set,
    "VirtualAlloc" => virtual_alloc,
    "WriteFile" => write_file,
}

const COREDLL: u32 = 0x5000_0000;
const CEMAPI: u32 = 0x5100_0000;
const WS2: u32 = 0x5200_0000;
/// aygshell.dll, of which one function is served.
const SHELL: u32 = 0x5300_0000;

const MEM_COMMIT: u32 = 0x1000;
const MEM_RESERVE: u32 = 0x2000;

/// What a longer string than any that is meant is taken for.
const LONGEST: u32 = 4096;

/// How long the program sleeps at most.
const LONGEST_SLEEP: Duration = Duration::from_millis(100);

impl Process<'_> {
    /// Serves a call.
    pub(crate) fn serve(&mut self, place: usize) -> Result<(), Stop> {
        let Some((_, serve)) = SERVED.get(place) else { return Err(self.wrong("called nothing")) };
        if let Some(value) = serve(self)? {
            self.leave(value);
        }
        Ok(())
    }

    /// Bytes that the program passes.
    pub(crate) fn get(&mut self, address: u32, length: u32) -> Result<Vec<u8>, Stop> {
        if !self.memory.readable(address, length) {
            return Err(self.wrong(&format!("passed {length} bytes at {address:#010x}")));
        }
        let mut bytes = vec![0; length as usize];
        match self.memory.read(address, &mut bytes) {
            Ok(()) => Ok(bytes),
            Err(fault) => Err(self.wrong(&fault.to_string())),
        }
    }

    /// Puts bytes where the program wants them.
    pub(crate) fn put(&mut self, address: u32, bytes: &[u8]) -> Result<(), Stop> {
        self.memory.write(address, bytes).map_err(|fault| self.wrong(&fault.to_string()))
    }

    /// A string that the program passes.
    pub(crate) fn text(&mut self, address: u32) -> Result<String, Stop> {
        let mut units = Vec::new();
        for place in (address..).step_by(2).take(LONGEST as usize) {
            match self.get(place, 2)?.as_slice() {
                [0, 0] => return Ok(String::from_utf16_lossy(&units)),
                [low, high] => units.push(u16::from_le_bytes([*low, *high])),
                _ => break,
            }
        }
        Err(self.wrong("passed a string without an end"))
    }

    fn load_library(&mut self) -> Result<u32, Stop> {
        let name = self.argument(0)?;
        Ok(match self.text(name)?.to_lowercase().as_str() {
            "coredll.dll" => COREDLL,
            "cemapi.dll" => CEMAPI,
            "ws2.dll" => WS2,
            "aygshell.dll" => SHELL,
            _ => 0,
        })
    }

    fn get_proc_address(&mut self) -> Result<u32, Stop> {
        let (library, name) = (self.argument(0)?, self.argument(1)?);
        let ordinals = &self.machine.ordinals;
        let (name, by_number) = match u16::try_from(name) {
            Ok(number) => match ordinals.iter().find(|(known, _)| *known == number) {
                Some((_, name)) if library == CEMAPI => (name.clone(), true),
                _ => return Ok(0),
            },
            Err(_) => (self.text(name)?, false),
        };
        Ok(match library {
            CEMAPI if by_number == self.machine.ordinals.is_empty() => 0,
            SHELL if name == "SHGetAutoRunPath" => traps::coredll(&name).unwrap_or(0),
            SHELL => 0,
            COREDLL => traps::coredll(&name).unwrap_or(0),
            WS2 => traps::ws2(&name).unwrap_or(0),
            CEMAPI => {
                let mut functions = Function::named(&name);
                let exported = |function: &Function| {
                    function.interface().receiver.is_none() && function.signature().slot.is_none()
                };
                functions.find(exported).map_or(0, traps::cemapi)
            }
            _ => return Err(self.wrong("looked into a library that is not loaded")),
        })
    }

    fn local_alloc(&mut self) -> Result<u32, Stop> {
        let size = self.argument(1)? as usize;
        let Some(block) = self.memory.add(self.heap, size, Right::Write, true) else {
            return Ok(0);
        };
        // Whoever reads what nobody has written finds nothing of use.
        self.memory.put(block, &vec![0xCD; size]);
        self.blocks.insert(block, size);
        Ok(block)
    }

    fn local_free(&mut self) -> Result<u32, Stop> {
        let block = self.argument(0)?;
        let Some(size) = self.blocks.remove(&block) else {
            return Err(self.wrong("freed what is no block"));
        };
        self.memory.allow(block, size, Right::None);
        Ok(0)
    }

    /// Reserves addresses, or makes some that are reserved memory.
    fn virtual_alloc(&mut self) -> Result<u32, Stop> {
        let (address, size) = (self.argument(0)?, self.argument(1)? as usize);
        match self.argument(2)? {
            MEM_RESERVE => Ok(self.memory.add(self.pages, size, Right::None, false).unwrap_or(0)),
            MEM_COMMIT if self.memory.is_in(self.pages, address) => {
                self.memory.allow(address, size, Right::Write);
                Ok(address)
            }
            _ => Err(self.wrong("asked for pages that nobody reserved")),
        }
    }

    fn unreadable(&mut self) -> Result<u32, Stop> {
        let (address, length) = (self.argument(0)?, self.argument(1)?);
        Ok(u32::from(!self.memory.readable(address, length)))
    }

    /// A clock that always tells the same to the same program.
    fn ticks(&mut self) -> Result<u32, Stop> {
        Ok((self.machine.instructions / 1000) as u32)
    }

    /// The machine's own clock stands still meanwhile, so that it need not wait as long as a device.
    fn sleep(&mut self) -> Result<u32, Stop> {
        let time = Duration::from_millis(self.argument(0)?.into());
        thread::sleep(time.min(LONGEST_SLEEP));
        Ok(0)
    }

    fn random(&mut self) -> Result<u32, Stop> {
        let (length, place) = (self.argument(0)?, self.argument(1)?);
        let mut bytes = [0; 64];
        let Some(bytes) = bytes.get_mut(..length as usize) else { return Ok(0) };
        if getrandom::fill(bytes).is_err() {
            return Ok(0);
        }
        self.put(place, bytes)?;
        Ok(1)
    }

    fn last_error(&mut self) -> Result<u32, Stop> {
        Ok(2)
    }

    fn message(&mut self) -> Result<u32, Stop> {
        let text = self.argument(1)?;
        self.text(text)?;
        Ok(1)
    }

    fn system_time(&mut self) -> Result<u32, Stop> {
        let place = self.argument(0)?;
        let bytes: Vec<u8> = self.machine.clock.into_iter().flat_map(u16::to_le_bytes).collect();
        self.put(place, &bytes)?;
        Ok(0)
    }

    fn autorun_path(&mut self) -> Result<u32, Stop> {
        let place = self.argument(0)?;
        let path = format!("{}2577\\autorun.exe", self.machine.folder);
        let bytes: Vec<u8> = path.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        self.put(place, &bytes)?;
        Ok(1)
    }

    fn version(&mut self) -> Result<u32, Stop> {
        let place = self.argument(0)?;
        for (address, number) in (place + 4..).step_by(4).zip([5u32, 1, 0, 3]) {
            self.put(address, &number.to_le_bytes())?;
        }
        Ok(1)
    }

    /// What the maker says: of the kind of the platform (257), and of the device (258).
    fn parameter(&mut self) -> Result<u32, Stop> {
        let (which, room, place) = (self.argument(0)?, self.argument(1)?, self.argument(2)?);
        let text = match which {
            257 => "none",
            258 => DEVICE,
            _ => return Ok(0),
        };
        let bytes: Vec<u8> = text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        if bytes.len() > room as usize {
            return Ok(0);
        }
        self.put(place, &bytes)?;
        Ok(1)
    }
}
