use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::{
    card, check, convert, coverage, diff,
    exit::{Exit, Failure},
    explain, import, list, policies,
    progress::Waiting,
    record,
    remote::Remote,
    replay, run, show, submit, trim,
};
use crate::{report, suite::Folder, target::Target};

/// Conformance test suite and call-trace recorder for CE MAPI.
#[derive(Debug, Parser)]
#[command(
    name = "cemapi-cts",
    version,
    after_help = "Exit status: 0 all as expected, 1 some trial or check failed, 2 wrong usage or \
                  input, 3 the target could not be reached or started, 4 nothing ran. \
                  `record` ends as the program does that it records."
)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run scenarios on a target and compare what happens with the contract and the stored traces.
    Run(run::Options),
    /// List the scenarios.
    List(list::Options),
    /// Show what a scenario does on a target, or what a trace holds.
    Show(show::Options),
    /// Run a program and record every MAPI call that it makes.
    Record(record::Options),
    /// Hold a trace against the contract, and tell what the program that it is of does wrong.
    Check(check::Options),
    /// Tell in what two traces differ, call by call and argument by argument.
    Diff(diff::Options),
    /// Write a journal as RON text, or RON text as a journal.
    Convert(convert::Options),
    /// Make a scenario of a trace.
    Import(import::Options),
    /// Write some of a trace's calls as a trace of their own.
    Trim(trim::Options),
    /// Make a trace's calls once more, on a target, and tell what comes out differently.
    Replay(replay::Options),
    /// Explain a clause: what it says, where that stands, which rule and scenarios belong to it.
    Explain(explain::Options),
    /// Tell for every clause which rule checks it and which scenarios show and break it.
    Coverage(coverage::Options),
    /// Pack scenarios for a device, and import what comes back.
    Card(card::Options),
    /// Pack what came back on a card into one file that anybody can check.
    Submit(submit::Options),
    /// Check such a file: what ran, on what, whether anything in it was altered, and what it claims.
    Verify(submit::Verify),
    /// Tell for every silent spot of the contract which choices the emulator has, and who takes them.
    Policies(policies::Options),
}

/// Where the scenarios are.
#[derive(Debug, Args)]
pub(super) struct Scenarios {
    /// The folder of scenarios.
    #[arg(long = "scenarios", value_name = "DIR", default_value = "scenarios")]
    folder: PathBuf,
}

impl Scenarios {
    pub(super) fn open(&self) -> Result<Folder, Failure> {
        match self.folder.is_dir() {
            true => Ok(Folder::new(&self.folder)),
            false => Err(Failure::input(format!(
                "there is no folder {}; name the folder of scenarios with --scenarios DIR",
                self.folder.display()
            ))),
        }
    }
}

/// The target if none is named.
const EMULATOR: &str = "emulator";

/// What to run on.
#[derive(Debug, Args)]
pub(super) struct OnTarget {
    /// The target: `emulator`, or `emulator:POLICY` with the policies ce, extended, kopano and
    /// wine-no-provider; `library:PATH` for a MAPI library; `arm:PATH` for agent.exe on the ARM
    /// interpreter; `tcp:ADDR:PORT` for devices that connect to that address; or a name from the file targets.ron.
    #[arg(long = "target", value_name = "SPEC", default_value = EMULATOR)]
    spec: String,
    /// The program that a library is run through, such as wine.
    #[arg(long, value_name = "PROGRAM")]
    runner: Option<String>,
    #[command(flatten)]
    remote: Remote,
}

impl OnTarget {
    /// Whether another target is named than the emulator.
    pub(super) fn is_named(&self) -> bool {
        self.spec != EMULATOR
    }

    pub(super) fn open(&self) -> Result<Target, Failure> {
        let target = match self.spec.strip_prefix("tcp:") {
            Some(address) => self.remote.listen(address)?,
            None => Target::find(&self.spec, Path::new(""), self.runner.as_deref())
                .map_err(Failure::input)?,
        };
        let waiting = match &target {
            Target::Tcp(tcp) => Some(Waiting::new(&format!("a device on {}", tcp.address()))),
            _ => None,
        };
        let tried = target.try_out();
        drop(waiting);
        tried.map_err(|error| Failure {
            message: format!("{}: {error}", target.spec()),
            exit: Exit::NoTarget,
        })?;
        Ok(target)
    }
}

/// The forms in which tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// For people at a terminal.
    Text,
    /// For programs.
    Json,
    /// For documents.
    Markdown,
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let options = match Options::try_parse() {
        Ok(options) => options,
        Err(error) => {
            // Help and version are what was asked for; anything else is wrong usage.
            let exit = if error.use_stderr() { Exit::WrongInput } else { Exit::AsExpected };
            _ = error.print();
            return exit.into();
        }
    };
    let outcome = match options.command {
        Command::Run(options) => run::run(&options),
        Command::List(options) => list::list(&options),
        Command::Show(options) => show::show(&options),
        Command::Record(options) => match record::record(&options) {
            Ok(status) => return status,
            Err(failure) => Err(failure),
        },
        Command::Check(options) => check::check(&options),
        Command::Diff(options) => diff::diff(&options),
        Command::Convert(options) => convert::convert(&options),
        Command::Import(options) => import::import(&options),
        Command::Trim(options) => trim::trim(&options),
        Command::Replay(options) => replay::replay(&options),
        Command::Explain(options) => explain::explain(&options),
        Command::Card(options) => card::work(&options),
        Command::Submit(options) => submit::submit(&options),
        Command::Verify(options) => submit::verify(&options),
        Command::Coverage(options) => coverage::coverage(&options),
        Command::Policies(options) => policies::policies(&options),
    };
    let told = |exit| match report::printed() {
        Ok(()) => Ok(exit),
        Err(error) => Err(Failure::input(format!("standard output: {error}"))),
    };
    match outcome.and_then(told) {
        Ok(exit) => exit.into(),
        Err(Failure { message, exit }) => {
            report::tell_user(format_args!("{}: {message}", super::style::bad("error")));
            exit.into()
        }
    }
}
