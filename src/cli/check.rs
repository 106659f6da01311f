use std::{fmt::Display, path::Path};

use clap::{Args, ValueEnum};

use super::{
    exit::{Exit, Failure},
    input::Input,
    style::{bad, good, odd},
};
use crate::{
    contract::{At, Contract, History},
    report::{print, print_coloured},
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
    if matches!(
        trace.end,
        End::Cut | End::InCall | End::DiedBetweenCalls(_) | End::HungBetweenCalls
    ) {
        print_coloured(format_args!(
            "{}: what was left open at the end is not judged: the end is missing",
            odd("note")
        ));
    }
    let calls = count(trace.records.len(), "call");
    let path = path.display();
    let of = |severity| remarks.iter().filter(|remark| remark.severity == severity).count();
    let errors = of(Severity::Error);
    let mut found = match remarks.len() {
        0 => "no rule broken".to_owned(),
        several => count(several, "finding"),
    };
    if errors < remarks.len() {
        let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
            .into_iter()
            .filter(|severity| of(*severity) > 0)
            .map(|severity| count(of(severity), severity.word()))
            .collect();
        found = format!("{found} ({})", parts.join(", "));
    }
    let word: &dyn Display = if errors > 0 { &bad("FAILED") } else { &good("ok") };
    print_coloured(format_args!("{path}: {calls}, {found}. {word}"));
    if errors > 0 { Exit::Failed } else { Exit::AsExpected }
}

/// A remark as a story: what was done where, what the clause says, and what led to it. What is no
/// error says so.
fn tell(remark: &Remark, trace: &Trace, history: &History) {
    let Remark { severity, clause, side, call, says, things } = remark;
    let at = match call {
        Some(call) => format!("in call {}", call + 1),
        None => "as the process ends".to_owned(),
    };
    let clause_id = clause.map_or("the program", |clause| clause.id);
    match severity {
        Severity::Error => print(format_args!("{clause_id} is broken by the {} {at}", side.word())),
        Severity::Warning | Severity::Note => {
            print_coloured(format_args!(
                "{}: {clause_id}, the {} {at}",
                odd(severity.word()),
                side.word()
            ));
        }
    }
    print(format_args!("  {says}"));
    if let Some(line) = call.and_then(|call| trace.line(call)) {
        print(format_args!("  call:   {line}"));
    }
    // What leaks is known by the call that made it.
    for thing in things.iter().filter(|_| call.is_none()) {
        let made = history.life(*thing).and_then(|life| life.made).map(At::place);
        if let Some((made, line)) = made.and_then(|made| Some((made, trace.line(made)?))) {
            print(format_args!("  made:   in call {}: {line}", made + 1));
        }
    }
    if let Some(clause) = clause {
        print(format_args!("  clause: {}", clause.says));
    }
    for story in history.story(trace, *call, things) {
        print(format_args!("  story:  {story}"));
    }
    if let Some(clause) = clause {
        print(format_args!("  next:   cemapi-cts explain {}", clause.id));
    }
}

fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
