use alloc::format;

use cemapi_agent::card::{Ending, FORMAT, Record, Records, Set};

use crate::{FAILED, card::Card, facts, file::File, screen::Screen, system::System, wide::wide};

/// How often a scenario's process is looked after, in milliseconds.
const LOOK: u32 = 250;

/// How long it may take for a call, and for everything.
const CALL_LOOKS: u32 = 40;
const SCENARIO_LOOKS: u32 = 480;

const TIMEOUT: u32 = 258;

/// What a process ends with that did not go on.
const ENDED_BY_FORCE: u32 = 0xDEAD;

/// Works through all scenarios that have not run yet.
pub(crate) fn run(system: System) -> u32 {
    let mut screen = Screen::new(&system);
    match work(&system, &mut screen) {
        Ok(count) => {
            screen.end(&format!("Done: {count} scenarios.\nSend back the folder of this card."));
            0
        }
        Err(why) => {
            screen.end(why);
            FAILED
        }
    }
}

fn work(system: &System, screen: &mut Screen<'_>) -> Result<usize, &'static str> {
    let card = Card::find(system);
    let file = card.scenarios(system).ok_or("scenario.bin is not beside agent.exe")?;
    let (set, hash) = Set::read(&file).map_err(|_| "scenario.bin is damaged. Copy it again.")?;
    let results = card.results();
    let known = Known::read(system, &results, hash)?;
    let write = |record: &Record| {
        let results = File::append(system, &results).ok_or("results.bin cannot be written")?;
        match results.write(&record.to_bytes()) && results.flush() {
            true => Ok(()),
            false => Err("the card is full, or has been taken out"),
        }
    };
    if known.finished {
        return Ok(set.scenarios.len());
    }
    let facts = facts::all(system, &card);
    write(&Record::Began { format: FORMAT, set: hash, facts })?;
    if let Some(scenario) = known.open {
        write(&Record::Ended { scenario, ending: Ending::Lost })?;
    }
    for (place, (name, _)) in set.scenarios.iter().enumerate().skip(known.next as usize) {
        screen.show(&format!("{} of {}\n{name}", place + 1, set.scenarios.len()));
        let scenario = place as u32;
        write(&Record::Started { scenario })?;
        let start = File::open(system, &results).map_or(0, |file| file.size());
        let ending = one(system, &card, &format!("{scenario}"), &results, &mut || {});
        let whole = whole(system, &results, start);
        if let (Some(file), Some(whole)) = (File::append(system, &results), whole) {
            file.cut(whole);
        }
        write(&Record::Ended { scenario, ending })?;
    }
    write(&Record::Finished)?;
    Ok(set.scenarios.len())
}

/// Where the results end that are whole, if something follows that is not. All before `start` is.
///
/// A process that dies while it writes leaves half a record, and what comes after could not be
/// read.
pub(crate) fn whole(system: &System, results: &str, start: u32) -> Option<u32> {
    let bytes = File::open(system, results)?.read_from(start)?;
    let mut records = Records::new(&bytes);
    records.by_ref().for_each(drop);
    let rest = records.rest().len();
    (rest > 0).then(|| start + (bytes.len() - rest) as u32)
}

/// Runs a scenario in a process of its own, which these arguments tell which it is, and does
/// something at each look at it.
pub(crate) fn one(
    system: &System,
    card: &Card,
    arguments: &str,
    results: &str,
    meanwhile: &mut dyn FnMut(),
) -> Ending {
    let (program, arguments) = (wide(&card.program), wide(arguments));
    let mut handles = [0; 4];
    // SAFETY: both are strings, and there is room for what is handed out.
    let started = unsafe {
        let (program, arguments) = (program.as_ptr(), arguments.as_ptr());
        let handles = &raw mut handles;
        (system.core.create_process)(program, arguments, 0, 0, 0, 0, 0, 0, 0, handles)
    };
    if started == 0 {
        // SAFETY: it takes nothing.
        return Ending::NotStarted(unsafe { (system.core.last_error)() });
    }
    let [process, thread, ..] = handles;
    let ending = watch(system, process, results, meanwhile);
    // SAFETY: both handles are the caller's, who uses them no more.
    unsafe {
        (system.core.close)(thread);
        (system.core.close)(process);
    }
    ending
}

/// Waits for a process as long as it goes on.
fn watch(system: &System, process: usize, results: &str, meanwhile: &mut dyn FnMut()) -> Ending {
    let (mut size, mut still) = (0, 0);
    for _ in 0..SCENARIO_LOOKS {
        // SAFETY: the process's handle is open.
        if unsafe { (system.core.wait)(process, LOOK) } != TIMEOUT {
            let mut code = 0;
            // SAFETY: the process's handle is open, and there is room for the code.
            unsafe { (system.core.exit_code)(process, &raw mut code) };
            return Ending::Exited(code);
        }
        meanwhile();
        let now = File::open(system, results).map_or(0, |file| file.size());
        still = if now == size { still + 1 } else { 0 };
        size = now;
        if still > CALL_LOOKS {
            break;
        }
    }
    // SAFETY: the process's handle is open.
    unsafe {
        (system.core.terminate)(process, ENDED_BY_FORCE);
        (system.core.wait)(process, LOOK);
    }
    Ending::Hung
}

/// What earlier runs came to.
struct Known {
    /// The scenario that comes next.
    next: u32,
    /// One that was started and has not ended, as far as is known.
    open: Option<u32>,
    finished: bool,
}

impl Known {
    /// Reads what is there, and cuts off what is not whole.
    fn read(system: &System, path: &str, hash: [u8; 32]) -> Result<Self, &'static str> {
        let mut known = Self { next: 0, open: None, finished: false };
        let bytes = match File::open(system, path) {
            Some(file) => file.read().ok_or("results.bin cannot be read")?,
            None => return Ok(known),
        };
        let mut records = Records::new(&bytes);
        for record in records.by_ref() {
            match record {
                Record::Began { set, .. } if set != hash => {
                    return Err("results.bin is of other scenarios. Take it away first.");
                }
                Record::Started { scenario } => {
                    known.open = Some(scenario);
                    known.next = scenario + 1;
                }
                Record::Ended { .. } => known.open = None,
                Record::Finished => known.finished = true,
                Record::Began { .. } | Record::Event(_) => {}
            }
        }
        let rest = records.rest().len();
        if rest > 0
            && let Some(file) = File::append(system, path)
        {
            file.cut((bytes.len() - rest) as u32);
        }
        Ok(known)
    }
}
