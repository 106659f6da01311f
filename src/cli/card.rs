use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use cemapi_agent::{
    Export,
    card::{AGENT, AUTORUN, RESULTS, SCENARIOS, hash},
    tcp::{ANSWERS, HOST, SECRET},
};
use cemapi_arm::{Card, Machine};
use cemapi_emulator::Policy;
use clap::{Args, Subcommand};
use ron::{Options as Ron, extensions::Extensions};

use super::{
    exit::{Exit, Failure},
    options::Scenarios,
    remote,
    style::{bad, good, odd},
};
use crate::{
    card::{Became, Exports, Files, Imported, find, pack},
    report::print_coloured,
    scenario::Scenario,
    snapshot::Snapshot,
    target::{Target, library::hex},
    trace::Trace,
};

/// What can be done with a storage card.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a folder that is copied onto the storage card of a device.
    Pack(Pack),
    /// Run a packed folder on the ARM interpreter, as a device would.
    Run {
        /// The folder.
        card: PathBuf,
    },
    /// Look at what came back on a card, compare it with the emulator and store the traces.
    Import(Import),
}

#[derive(Debug, Args)]
struct Pack {
    /// The folder.
    card: PathBuf,
    /// agent.exe, as ci/device.sh builds it.
    #[arg(long, value_name = "FILE")]
    agent: PathBuf,
    /// Let Windows Mobile start it when the card is put in: the folder has to be the whole card.
    #[arg(long)]
    autorun: bool,
    /// What cemapi.dll calls functions: RON like {"MAPILogonEx": Ordinal(5)}.
    #[arg(long, value_name = "FILE")]
    exports: Option<PathBuf>,
    /// Write no scenarios, but where the host is that sends them, and a secret.
    #[arg(long, value_name = "ADDR:PORT")]
    tcp: Option<String>,
    /// With --tcp: the file with the secret; without it one is made.
    #[arg(long, value_name = "FILE", requires = "tcp")]
    secret: Option<PathBuf>,
    #[command(flatten)]
    scenarios: Scenarios,
}

#[derive(Debug, Args)]
struct Import {
    /// The folder.
    card: PathBuf,
    /// The name of the device among the targets; the traces are stored under it.
    #[arg(long = "as", value_name = "NAME", value_parser = target_name)]
    name: Option<String>,
    #[command(flatten)]
    scenarios: Scenarios,
    /// The folder of stored traces.
    #[arg(long, value_name = "DIR", default_value = "traces")]
    traces: PathBuf,
}

/// A name that a device may have among the targets. Those of the emulator are taken.
pub(super) fn target_name(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if text.is_empty() || !text.chars().all(plain) || text.starts_with('.') {
        return Err("a name has letters, digits, `-`, `_` and `.` only".to_owned());
    }
    match text == "emulator" || text.starts_with("emulator-") {
        true => Err("these are the emulator's own traces".to_owned()),
        false => Ok(text.to_owned()),
    }
}

pub(super) fn work(options: &Options) -> Result<Exit, Failure> {
    match &options.command {
        Command::Pack(pack) => match &pack.tcp {
            Some(host) => {
                remote::pack(&pack.card, &file(&pack.agent)?, host, pack.secret.as_deref())
            }
            None => pack_folder(pack),
        },
        Command::Run { card } => run(card),
        Command::Import(options) => import(options),
    }
}

pub(super) fn file(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::input(format!("{}: {error}", path.display())))
}

pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .map_err(|error| Failure::input(format!("{}: {error}", folder.display())))?;
    }
    fs::write(path, bytes).map_err(|error| Failure::input(format!("{}: {error}", path.display())))
}

/// All scenarios that a device can run: those that make calls fail need an emulator.
fn load(scenarios: &Scenarios) -> Result<Vec<Scenario>, Failure> {
    let folder = scenarios.open()?;
    let mut loaded = Vec::new();
    for name in folder.names("ron").map_err(Failure::input)? {
        let scenario = folder.load(&name).map_err(|failure| Failure::input(failure.to_string()))?;
        if scenario.faults.is_empty() {
            loaded.push(scenario);
        }
    }
    Ok(loaded)
}

fn exports(path: Option<&Path>) -> Result<Exports, Failure> {
    let Some(path) = path else { return Ok(Exports::new()) };
    let text = String::from_utf8_lossy(&file(path)?).into_owned();
    let options = Ron::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let exports: BTreeMap<String, Export> = options.from_str(&text).map_err(|error| {
        let place = error.span.start;
        Failure::input(format!("{}:{}:{}: {}", path.display(), place.line, place.col, error.code))
    })?;
    Ok(exports.into_iter().collect())
}

fn pack_folder(options: &Pack) -> Result<Exit, Failure> {
    let folder = &options.card;
    let program = file(&options.agent)?;
    let loaded = load(&options.scenarios)?;
    let set = pack(&loaded, &exports(options.exports.as_deref())?);
    if find(folder, RESULTS).exists() {
        return Err(Failure::input(format!(
            "{} holds results; import them, or pack into another folder",
            folder.display()
        )));
    }
    write(&folder.join(AGENT), &program)?;
    write(&folder.join(SCENARIOS), &set)?;
    write(&folder.join("README.txt"), README.replace('\n', "\r\n").as_bytes())?;
    if options.autorun {
        write(&folder.join(AUTORUN[0]).join(AUTORUN[1]), &program)?;
    }
    print_coloured(format_args!(
        "{}: {} scenarios, {} bytes",
        folder.display(),
        loaded.len(),
        set.len()
    ));
    print_coloured(format_args!("agent.exe sha256 {}", hex(&hash(&program))));
    Ok(Exit::AsExpected)
}

/// What a person reads on the card.
const README: &str = "\
Conformance tests for cemapi.dll, on this device.

1. Copy this whole folder onto the storage card of the device. If there is a folder 2577 in it, copy
   what is in this folder, so that 2577 lies at the top of the card.
2. On the device, open the folder in the File Explorer and tap agent.exe. If the device asks
   whether to run a program of an unknown publisher, say yes.
3. Wait. If the device stops or restarts, tap agent.exe again: it goes on where it stopped.
4. Send back the whole folder. The results are in results.bin.

The tests log on to messaging, make and delete messages and stores in it, and may make programs of
this device stop. Use a device, or an emulator of one, whose mail you can do without.
";

fn run(folder: &Path) -> Result<Exit, Failure> {
    let mut card = Card::default();
    let network = remote::host(folder)?;
    let needed = [AGENT, if network.is_some() { SECRET } else { SCENARIOS }];
    for name in needed {
        card.put(name, file(&find(folder, name))?);
    }
    for name in [HOST, RESULTS, ANSWERS] {
        if let Ok(bytes) = fs::read(find(folder, name)) {
            card.put(name, bytes);
        }
    }
    let mut machine = Machine::new(card, AGENT, Policy::ce()).map_err(Failure::input)?;
    machine.network = network.map(|host| (host, host.into()));
    let outcome = machine.run("");
    for name in [RESULTS, ANSWERS] {
        if let Some(bytes) = machine.card.get(name) {
            write(&find(folder, name), bytes)?;
        }
    }
    for complaint in &outcome.complaints {
        print_coloured(format_args!("{} {complaint}", bad("WRONG")));
    }
    let well = outcome.exit == Some(0) && outcome.complaints.is_empty();
    let word = if well { good("ok") } else { bad("FAILED") };
    let how = outcome.exit.map_or("no end".to_owned(), |code| format!("exit code {code}"));
    print_coloured(format_args!("{} instructions, {how}. {word}", outcome.instructions));
    Ok(if well { Exit::AsExpected } else { Exit::Failed })
}

fn import(options: &Import) -> Result<Exit, Failure> {
    let files = Files::read(&options.card).map_err(Failure::input)?;
    let scenarios = options.scenarios.open()?;
    let load = |name: &str| scenarios.load(name).ok();
    let imported =
        Imported::read(&files, options.name.as_deref(), &load).map_err(Failure::input)?;
    let differing = tell(&imported);
    for (_, trace) in imported.traces() {
        store(options.name.as_deref(), &options.traces, trace)?;
    }
    if let Some(name) = &options.name {
        let made = &imported.made;
        let facts = made.facts.iter().map(|(fact, value)| format!("{fact}: {value}\n"));
        let text = format!("made by: {}\n{}", made.by, facts.collect::<String>());
        write(&options.traces.join(name).join(PROVENANCE), text.as_bytes())?;
    }
    let well = differing + imported.missing() == 0;
    Ok(if well { Exit::AsExpected } else { Exit::Failed })
}

/// The file beside a device's stored traces that says where they come from.
const PROVENANCE: &str = "provenance.txt";

/// Tells what a card holds, and how it compares with the emulator; returns how many traces differ.
pub(super) fn tell(imported: &Imported) -> usize {
    for (fact, value) in &imported.made.facts {
        print_coloured(format_args!("{fact}: {value}"));
    }
    if let Some(clock) = imported.results.impossible_clock() {
        print_coloured(format_args!(
            "{} the device's clock said {clock}; when it ran is not known",
            odd("CLOCK")
        ));
    }
    if imported.results.damaged > 0 {
        let bytes = imported.results.damaged;
        print_coloured(format_args!(
            "{} {bytes} bytes of {RESULTS} are no whole record",
            odd("DAMAGED")
        ));
    }
    let (mut same, mut differing) = (0, 0);
    for (name, became) in &imported.scenarios {
        match became {
            Became::Changed => {
                print_coloured(format_args!("{} {name} is another scenario here", odd("CHANGED")));
            }
            Became::Missing(why) => {
                print_coloured(format_args!("{} {name}: {why}", odd("MISSING")));
            }
            Became::Trace(ran) => {
                let (scenario, trace) = &**ran;
                let expected = Target::default_target().run(scenario);
                if trace.compared_text() == expected.compared_text() {
                    same += 1;
                } else {
                    differing += 1;
                    print_coloured(format_args!("{} {name}", bad("DIFFERS")));
                }
            }
        }
    }
    let missing = imported.missing();
    let word = if differing + missing == 0 { good("ok") } else { bad("not the same") };
    print_coloured(format_args!(
        "{} ({}): {same} as on the emulator, {differing} differing, {missing} missing. {word}",
        imported.made.target, imported.made.by
    ));
    differing
}

/// Keeps a trace under the name of its target, if it has one.
fn store(name: Option<&str>, traces: &Path, trace: &Trace) -> Result<(), Failure> {
    let Some(name) = name else { return Ok(()) };
    let snapshot = Snapshot::of(&traces.join(name), &trace.scenario);
    snapshot
        .store(&trace.compared_text())
        .map_err(|error| Failure::input(format!("{}: {error}", snapshot.path.display())))
}
