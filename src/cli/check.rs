use std::path::PathBuf;

use clap::Args;

use super::{
    exit::{Exit, Failure},
    show::read_trace,
    style::{bad, good},
};
use crate::{contract::Contract, report};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The trace's file.
    trace: PathBuf,
}

pub(super) fn check(options: &Options) -> Result<Exit, Failure> {
    let trace = read_trace(&options.trace)?;
    let findings = Contract::check(&trace);
    for finding in &findings {
        let mut text = String::new();
        report::text::finding(&mut text, finding, &trace);
        report::print(format_args!("{}", text.trim_end()));
    }
    let calls = count(trace.records.len(), "call");
    let path = options.trace.display();
    Ok(match findings.len() {
        0 => {
            anstream::println!("{path}: {calls}, no rule broken. {}", good("ok"));
            Exit::AsExpected
        }
        broken => {
            let broken = count(broken, "finding");
            anstream::println!("{path}: {calls}, {broken}. {}", bad("FAILED"));
            Exit::Failed
        }
    })
}

fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
