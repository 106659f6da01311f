//! What the shell starts when a card is put in: a copy of this program, in the device's own memory.

use alloc::{format, string::String};

use cemapi_agent::card::{AGENT, AUTORUN};

use crate::{FAILED, coredll, process::Process, system::System, wide, wide::wide as units};

const FOREVER: u32 = u32::MAX;

/// Where the card is that most devices have, if the shell does not say.
const CARD: &str = "\\Storage Card";

/// Starts the program that lies on the card, and waits for its end.
pub(crate) fn run(system: &System) -> u32 {
    let card = card().unwrap_or_else(|| CARD.into());
    match Process::start(system, &format!("{card}\\{AGENT}"), "") {
        Ok(program) => program.wait(FOREVER).unwrap_or(FAILED),
        Err(_) => FAILED,
    }
}

/// The folder that the card is seen as, as the shell tells where the original of this program lies.
fn card() -> Option<String> {
    let (library, name) = (units("aygshell.dll"), units("SHGetAutoRunPath"));
    let mut path = [0u16; 260];
    // SAFETY: the names are strings, the documentation gives the function of this name this type,
    // and there is room for a path.
    unsafe {
        let library = coredll::load_library(library.as_ptr());
        if library == 0 {
            return None;
        }
        let function = coredll::find(library, name.as_ptr());
        if function == 0 {
            return None;
        }
        let get = core::mem::transmute::<usize, unsafe extern "C" fn(*mut u16) -> u32>(function);
        if get(path.as_mut_ptr()) == 0 {
            return None;
        }
    }
    let [folder, program] = AUTORUN;
    let path = wide::text(&path);
    path.strip_suffix(&format!("\\{folder}\\{program}")).map(Into::into)
}
