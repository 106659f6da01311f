use alloc::format;

use cemapi_agent::card::{Ending, FORMAT, Piece, Record, Records, Salvage, Set};

use crate::{
    FAILED, card::Card, facts, file::File, process::Process, screen::Screen, system::System,
};

/// How often a scenario's process is looked after, in milliseconds.
const LOOK: u32 = 250;

/// How long it may take for a call, and for everything.
const CALL_LOOKS: u32 = 40;
const SCENARIO_LOOKS: u32 = 480;

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
    match Process::start(system, &card.program, arguments) {
        Ok(process) => watch(&process, results, meanwhile),
        Err(error) => Ending::NotStarted(error),
    }
}

/// Waits for a process as long as it goes on.
fn watch(process: &Process<'_>, results: &str, meanwhile: &mut dyn FnMut()) -> Ending {
    let (mut size, mut still) = (0, 0);
    for _ in 0..SCENARIO_LOOKS {
        if let Some(code) = process.wait(LOOK) {
            return Ending::Exited(code);
        }
        meanwhile();
        let now = File::open(process.system, results).map_or(0, |file| file.size());
        still = if now == size { still + 1 } else { 0 };
        size = now;
        if still > CALL_LOOKS {
            break;
        }
    }
    process.end(ENDED_BY_FORCE);
    process.wait(LOOK);
    Ending::Hung
}

/// How often a scenario is begun that the device did not survive.
const ATTEMPTS: u32 = 2;

/// What earlier runs came to.
#[derive(Default)]
struct Known {
    /// The scenario that comes next.
    next: u32,
    /// How often it was begun.
    attempts: u32,
    /// One that was begun and has not ended, as far as is known.
    open: Option<u32>,
    finished: bool,
}

impl Known {
    /// Reads what is there, and cuts off a record at the end that is not whole.
    fn read(system: &System, path: &str, hash: [u8; 32]) -> Result<Self, &'static str> {
        let mut known = Self::default();
        let bytes = match File::open(system, path) {
            Some(file) => file.read().ok_or("results.bin cannot be read")?,
            None => return Ok(known),
        };
        let mut salvage = Salvage::new(&bytes);
        for piece in salvage.by_ref() {
            match piece {
                Piece::Record(Record::Began { set, format, .. })
                    if (set, format) != (hash, FORMAT) =>
                {
                    return Err("results.bin is of other scenarios. Take it away first.");
                }
                Piece::Record(Record::Started { scenario }) => known.started(scenario),
                Piece::Record(Record::Ended { .. }) => known.open = None,
                Piece::Record(Record::Finished) => known.finished = true,
                Piece::Record(Record::Began { .. } | Record::Event(_)) | Piece::Damage(_) => {}
            }
        }
        let whole = salvage.whole();
        if whole < bytes.len()
            && let Some(file) = File::append(system, path)
        {
            file.cut(whole as u32);
        }
        // What the card or the power got in the way of is tried once more.
        if let Some(open) = known.open.filter(|_| known.attempts < ATTEMPTS) {
            known.next = open;
        }
        Ok(known)
    }

    fn started(&mut self, scenario: u32) {
        let next = scenario.saturating_add(1);
        self.attempts = if self.next == next { self.attempts + 1 } else { 1 };
        self.next = next;
        self.open = Some(scenario);
    }
}
