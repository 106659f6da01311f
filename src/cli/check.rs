use std::{fmt::Display, path::Path};

use clap::{Args, ValueEnum};

use super::{
    exit::{Exit, Failure},
    input::Input,
    style::{bad, good, odd, strong},
};
use crate::{
    contract::{At, Contract, History},
    report::print,
    review::{Profile, Remark, Severity, review},
    trace::{End, Trace},
};

#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// Whose rules the program is held against.
    #[arg(long, value_enum, default_value_t = Rules::Ce)]
    profile: Rules,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Rules {
    /// Those of CE MAPI.
    Ce,
    /// Also those of Extended MAPI on the desktop.
    Extended,
}

pub(super) fn check(options: &Options) -> Result<Exit, Failure> {
    let trace = options.input.read()?;
    let profile = match options.profile {
        Rules::Ce => Profile::Ce,
        Rules::Extended => Profile::Extended,
    };
    Ok(judge(&trace, options.input.path(), profile))
}

/// Tells what is found in a trace.
pub(super) fn judge(trace: &Trace, path: &Path, profile: Profile) -> Exit {
    let remarks = review(trace, profile);
    let history = Contract::history(trace);
    for remark in &remarks {
        tell(remark, trace, &history);
    }
    if matches!(trace.end, End::Cut | End::InCall) {
        anstream::println!(
            "{}: what was left open at the end is not judged: the end is missing",
            odd("note")
        );
    }
    let calls = count(trace.records.len(), "call");
    let path = path.display();
    let of = |severity| remarks.iter().filter(|remark| remark.severity == severity).count();
    let errors = of(Severity::Error);
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter(|severity| of(*severity) > 0)
        .map(|severity| count(of(severity), severity.word()))
        .collect();
    let found = if parts.is_empty() { "no rule broken".to_owned() } else { parts.join(", ") };
    let word: &dyn Display = if errors > 0 { &bad("FAILED") } else { &good("ok") };
    anstream::println!("{path}: {calls}, {found}. {word}");
    if errors > 0 { Exit::Failed } else { Exit::AsExpected }
}

/// A remark as a story: what was done where, what the clause says, and what led to it.
fn tell(remark: &Remark, trace: &Trace, history: &History) {
    let Remark { severity, clause, side, call, says, things } = remark;
    let word = match severity {
        Severity::Error => bad(severity.word()),
        Severity::Warning | Severity::Note => odd(severity.word()),
    };
    let id = clause.map(|clause| format!("[{}]", clause.id)).unwrap_or_default();
    anstream::println!("{word}{}: {}", strong(id), says);
    let at = match call {
        Some(call) => {
            let line = trace.line(*call).unwrap_or_default();
            format!("by the {} in call {}: {line}", side.word(), call + 1)
        }
        None => format!("by the {} as the process ends", side.word()),
    };
    print(format_args!("  {at}"));
    for thing in things {
        if let Some(made) = history.life(*thing)
            .and_then(|life| life.made)
            .map(At::place)
            .filter(|made| Some(*made) != *call) {
            let line = trace.line(made).unwrap_or_default();
            print(format_args!("  made:   call {}: {line}", made + 1));
        }
    }
    for story in history.story(trace, *call, things) {
        print(format_args!("  story:  {story}"));
    }
    if let Some(clause) = clause {
        print(format_args!("  clause: {}", clause.says));
        print(format_args!("  next:   cemapi-cts explain {}", clause.id));
    }
}

fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
