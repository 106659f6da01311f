//! What `cargo bench` measures: each thing beside the bare minimum that it is compared with.
//!
//! The figures are printed as one table. A ratio is measured by turns, this one and that one, so
//! that a busy machine slows both; absolute times are of the machine that they were measured on.

mod check;
mod emulator;
mod exact;
mod figure;
mod ground;
mod journal;
mod library;
mod measure;
mod plain;
mod recorder;
mod snapshot;
mod suite;
mod trial;

use std::{env, error::Error, process::ExitCode};

use figure::Figure;

/// What every measurement comes to.
type Measured<T> = Result<T, Box<dyn Error>>;

/// A measurement, under the name that picks it: `cargo bench -- suite`.
type Bench = (&'static str, fn() -> Measured<Vec<Figure>>);

const BENCHES: [Bench; 10] = [
    ("trial", trial::figures),
    ("suite", suite::figures),
    ("exact", exact::figures),
    ("snapshot", snapshot::figures),
    ("emulator", emulator::figures),
    ("check", check::figures),
    ("journal", journal::figures),
    ("diff", journal::differences),
    ("library", library::figures),
    ("recorder", recorder::figures),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Measured<()> {
    // A measurement that needs a process of its own starts this program again.
    if let [role, rest @ ..] = arguments
        && let Some(child) = role.strip_prefix("child-")
    {
        return match child {
            "nothing" => Ok(()),
            "check" | "diff" => check::child(child, rest),
            "recorded" => recorder::child(rest),
            trials => trial::child(trials, rest),
        };
    }
    let wanted: Vec<&String> = arguments.iter().filter(|word| !word.starts_with("--")).collect();
    Figure::print_heading();
    for (name, figures) in BENCHES {
        if wanted.is_empty() || wanted.iter().any(|word| word.as_str() == name) {
            for figure in figures()? {
                figure.print();
            }
        }
    }
    Ok(())
}
