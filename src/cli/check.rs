use std::{collections::HashMap, fmt::Display, path::Path};

use clap::{Args, ValueEnum};

use super::{
    exit::{Exit, Failure},
    input::{Input, Salvage, tell_notes},
    style::{bad, good, odd},
};
use crate::{
    contract::{At, History},
    report::{print, print_coloured},
    review::{Profile, Remark, Review, Severity},
    trace::{End, Opened, Trace},
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
    let profile = match options.profile {
        Rules::Ce => Profile::Ce,
        Rules::Extended => Profile::Extended,
    };
    Ok(Judged::of(options.input.path(), options.input.salvage(), profile)?.tell())
}

/// A trace that was reviewed, and what is needed to tell of what was found.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    path: &'a Path,
    calls: usize,
    /// What is known of the trace beside its calls.
    trace: Trace,
    remarks: Vec<Remark>,
    history: History,
    /// The calls that are told of, by their places, as text.
    lines: HashMap<usize, String>,
}

impl<'a> Judged<'a> {
    /// Reviews the trace in a file.
    pub(super) fn of(path: &'a Path, salvage: Salvage, profile: Profile) -> Result<Self, Failure> {
        let mut calls = salvage.calls(path)?;
        let mut review = Review::begin(calls.trace(), profile);
        while let Some((trace, place, record)) = calls.next().map_err(Failure::input)? {
            review.take(trace, place, record);
        }
        let Opened { trace, calls, notes } = calls.end();
        tell_notes(path, &notes);
        let (remarks, history) = review.end(&trace);
        let mut judged = Self { path, calls, trace, remarks, history, lines: HashMap::new() };
        judged.find_lines(salvage)?;
        Ok(judged)
    }

    /// How the process ended.
    pub(super) const fn end(&self) -> End {
        self.trace.end
    }

    /// Finds the calls that are told of. They are looked for once more: most were let go, and no
    /// more can be in memory than is told.
    fn find_lines(&mut self, salvage: Salvage) -> Result<(), Failure> {
        let mut places: Vec<usize> = self.remarks.iter().filter_map(|remark| remark.call).collect();
        places.extend(self.remarks.iter().flat_map(|remark| self.made(remark)));
        places.sort_unstable();
        places.dedup();
        if !self.trace.records.is_empty() {
            let line = |place| Some((place, self.trace.line(place)?));
            self.lines = places.into_iter().filter_map(line).collect();
            return Ok(());
        }
        let mut places = places.into_iter().peekable();
        let mut calls = salvage.calls(self.path)?;
        while let Some(wanted) = places.peek()
            && let Some((trace, place, record)) = calls.next().map_err(Failure::input)?
        {
            if place == *wanted {
                self.lines.insert(place, trace.line_of(record));
                places.next();
            }
        }
        Ok(())
    }

    /// The calls that made what leaks: it is known by them.
    fn made(&self, remark: &Remark) -> impl Iterator<Item = usize> {
        let leaks = remark.things.iter().filter(|_| remark.call.is_none());
        leaks.filter_map(|thing| self.history.life(*thing)?.made.map(At::place))
    }

    /// Tells what was found.
    pub(super) fn tell(&self) -> Exit {
        let Self { path, calls, remarks, .. } = self;
        for remark in remarks {
            self.tell_one(remark);
        }
        if matches!(
            self.trace.end,
            End::Cut | End::InCall | End::DiedBetweenCalls(_) | End::HungBetweenCalls
        ) {
            print_coloured(format_args!(
                "{}: what was left open at the end is not judged: the end is missing",
                odd("note")
            ));
        }
        let calls = count(*calls, "call");
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

    /// A remark as a story: what was done where, what the clause says, and what led to it. What is
    /// no error says so.
    fn tell_one(&self, remark: &Remark) {
        let Remark { severity, clause, side, call, says, things } = remark;
        let at = match call {
            Some(call) => format!("in call {}", call + 1),
            None => "as the process ends".to_owned(),
        };
        let clause_id = clause.map_or("the program", |clause| clause.id);
        match severity {
            Severity::Error => {
                print(format_args!("{clause_id} is broken by the {} {at}", side.word()));
            }
            Severity::Warning | Severity::Note => {
                print_coloured(format_args!(
                    "{}: {clause_id}, the {} {at}",
                    odd(severity.word()),
                    side.word()
                ));
            }
        }
        print(format_args!("  {says}"));
        if let Some(line) = call.and_then(|call| self.lines.get(&call)) {
            print(format_args!("  call:   {line}"));
        }
        for made in self.made(remark) {
            if let Some(line) = self.lines.get(&made) {
                print(format_args!("  made:   in call {}: {line}", made + 1));
            }
        }
        if let Some(clause) = clause {
            print(format_args!("  clause: {}", clause.says));
        }
        for story in self.history.story(&self.trace.names, *call, things) {
            print(format_args!("  story:  {story}"));
        }
        if let Some(clause) = clause {
            print(format_args!("  next:   cemapi-cts explain {}", clause.id));
        }
    }
}

fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
