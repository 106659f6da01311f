use std::{
    fs,
    path::{Path, PathBuf},
};

use cemapi_agent::{
    card::{AGENT, Ending, RESULTS, SCENARIOS, Set, hash},
    tcp::{ANSWERS, HOST, SECRET},
};
use cemapi_arm::{Card, Machine};
use cemapi_emulator::Policy;
use clap::{Args, Subcommand};

use super::{
    exit::{Exit, Failure},
    options::Scenarios,
    remote,
    style::{bad, good, odd},
};
use crate::{
    card::{Results, Run, ended, made, pack, plan_bytes, trace},
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
    Pack {
        /// The folder.
        card: PathBuf,
        /// agent.exe, as device/check.sh builds it.
        #[arg(long, value_name = "FILE")]
        agent: PathBuf,
        /// Write no scenarios, but where the host is that sends them, and a secret.
        #[arg(long, value_name = "ADDR:PORT")]
        tcp: Option<String>,
        /// With --tcp: the file with the secret; without it one is made.
        #[arg(long, value_name = "FILE", requires = "tcp")]
        secret: Option<PathBuf>,
        #[command(flatten)]
        scenarios: Scenarios,
    },
    /// Run a packed folder on the ARM interpreter, as a device would.
    Run {
        /// The folder.
        card: PathBuf,
    },
    /// Look at what came back on a card, compare it with the emulator and store the traces.
    Import {
        /// The folder.
        card: PathBuf,
        /// The name of the device among the targets; the traces are stored under it.
        #[arg(long = "as", value_name = "NAME")]
        name: Option<String>,
        #[command(flatten)]
        scenarios: Scenarios,
        /// The folder of stored traces.
        #[arg(long, value_name = "DIR", default_value = "traces")]
        traces: PathBuf,
    },
}

pub(super) fn work(options: &Options) -> Result<Exit, Failure> {
    match &options.command {
        Command::Pack { card, agent, tcp: Some(host), secret, .. } => {
            remote::pack(card, &file(agent)?, host, secret.as_deref())
        }
        Command::Pack { card, agent, scenarios, .. } => pack_folder(card, agent, scenarios),
        Command::Run { card } => run(card),
        Command::Import { card, name, scenarios, traces } => {
            import(card, name.as_deref(), scenarios, traces)
        }
    }
}

fn file(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::input(format!("{}: {error}", path.display())))
}

pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
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

fn pack_folder(folder: &Path, agent: &Path, scenarios: &Scenarios) -> Result<Exit, Failure> {
    let program = file(agent)?;
    let loaded = load(scenarios)?;
    let set = pack(&loaded);
    if folder.join(RESULTS).exists() {
        return Err(Failure::input(format!(
            "{} holds results; import them, or pack into another folder",
            folder.display()
        )));
    }
    fs::create_dir_all(folder)
        .map_err(|error| Failure::input(format!("{}: {error}", folder.display())))?;
    write(&folder.join(AGENT), &program)?;
    write(&folder.join(SCENARIOS), &set)?;
    write(&folder.join("README.txt"), README.replace('\n', "\r\n").as_bytes())?;
    anstream::println!("{}: {} scenarios, {} bytes", folder.display(), loaded.len(), set.len());
    anstream::println!("agent.exe sha256 {}", hex(&hash(&program)));
    Ok(Exit::AsExpected)
}

/// What a person reads on the card.
const README: &str = "\
Conformance tests for cemapi.dll, on this device.

1. Copy this whole folder onto the storage card of the device.
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
        card.put(name, file(&folder.join(name))?);
    }
    for name in [HOST, RESULTS, ANSWERS] {
        if let Ok(bytes) = fs::read(folder.join(name)) {
            card.put(name, bytes);
        }
    }
    let mut machine = Machine::new(card, AGENT, Policy::ce()).map_err(Failure::input)?;
    machine.network = network.map(|host| (host, host.into()));
    let outcome = machine.run("");
    for name in [RESULTS, ANSWERS] {
        if let Some(bytes) = machine.card.get(name) {
            write(&folder.join(name), bytes)?;
        }
    }
    for complaint in &outcome.complaints {
        anstream::println!("{} {complaint}", bad("WRONG"));
    }
    let well = outcome.exit == Some(0) && outcome.complaints.is_empty();
    let word = if well { good("ok") } else { bad("FAILED") };
    let how = outcome.exit.map_or("no end".to_owned(), |code| format!("exit code {code}"));
    anstream::println!("{} instructions, {how}. {word}", outcome.instructions);
    Ok(if well { Exit::AsExpected } else { Exit::Failed })
}

fn import(
    folder: &Path,
    name: Option<&str>,
    scenarios: &Scenarios,
    traces: &Path,
) -> Result<Exit, Failure> {
    let set_file = file(&folder.join(SCENARIOS))?;
    let (set, known) =
        Set::read(&set_file).map_err(|error| Failure::input(format!("{SCENARIOS}: {error}")))?;
    let results = Results::read(&file(&folder.join(RESULTS))?);
    check(folder, &results, known)?;
    let mut made = made(&results.facts, name);
    made.facts.push(("scenarios sha256".to_owned(), hex(&known)));
    made.facts.push(("starts".to_owned(), results.starts.to_string()));
    for (fact, value) in &made.facts {
        anstream::println!("{fact}: {value}");
    }
    let (mut same, mut differing, mut missing) = (0, 0, 0);
    let opened = scenarios.open()?;
    for (place, (scenario_name, bytes)) in set.scenarios.iter().enumerate() {
        let loaded = opened.load(scenario_name);
        let scenario = match loaded.as_ref().ok().filter(|known| plan_bytes(known) == *bytes) {
            Some(scenario) => scenario,
            None => {
                missing += 1;
                anstream::println!("{} {scenario_name} is another scenario here", odd("CHANGED"));
                continue;
            }
        };
        let run = match results.runs.get(&(place as u32)) {
            Some(run) if ended(run) => run,
            other => {
                missing += 1;
                anstream::println!("{} {scenario_name}: {}", odd("MISSING"), why(other));
                continue;
            }
        };
        let trace = trace(scenario, made.clone(), run);
        match trace.compared_text() == Target::default_target().run(scenario).compared_text() {
            true => same += 1,
            false => {
                differing += 1;
                anstream::println!("{} {scenario_name}", bad("DIFFERS"));
            }
        }
        store(name, traces, &trace)?;
    }
    let word = match (differing + missing, results.finished) {
        (0, true) => good("ok"),
        _ => bad("not the same"),
    };
    anstream::println!(
        "{} ({}): {same} as on the emulator, {differing} differing, {missing} missing. {word}",
        made.target,
        made.by
    );
    Ok(if differing + missing == 0 { Exit::AsExpected } else { Exit::Failed })
}

/// Sees whether the files of a card belong together.
fn check(folder: &Path, results: &Results, set: [u8; 32]) -> Result<(), Failure> {
    if results.starts == 0 {
        return Err(Failure::input(format!("{RESULTS} holds nothing that can be read")));
    }
    if results.sets != [set] {
        return Err(Failure::input(format!("{RESULTS} is of other scenarios than {SCENARIOS}")));
    }
    let agent = hex(&hash(&file(&folder.join(AGENT))?));
    if results.fact("agent sha256") != Some(agent.as_str()) {
        return Err(Failure::input(format!("{RESULTS} was made by another {AGENT}")));
    }
    if results.cut_off > 0 {
        let bytes = results.cut_off;
        anstream::println!("{} the last {bytes} bytes of {RESULTS} are not whole", odd("CUT OFF"));
    }
    Ok(())
}

fn why(run: Option<&Run>) -> String {
    match run.and_then(|run| run.ending) {
        _ if run.is_none() => "it has not run".to_owned(),
        Some(Ending::Lost) => "the device went down in it".to_owned(),
        Some(Ending::NotStarted(error)) => format!("its process did not start: error {error}"),
        _ => "the results end in it".to_owned(),
    }
}

/// Keeps a trace under the name of its target, if it has one.
fn store(name: Option<&str>, traces: &Path, trace: &Trace) -> Result<(), Failure> {
    let Some(name) = name else { return Ok(()) };
    let snapshot = Snapshot::of(&traces.join(name), &trace.scenario);
    snapshot
        .store(&trace.compared_text())
        .map_err(|error| Failure::input(format!("{}: {error}", snapshot.path.display())))
}
