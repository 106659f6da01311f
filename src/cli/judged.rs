use std::{collections::HashMap, fmt::Display, path::Path};

use super::{
    exit::{Exit, Failure},
    input::{Salvage, tell_notes},
    style::{bad, good, odd},
};
use crate::{
    contract::{At, History},
    report::{print, print_coloured},
    review::{Profile, Remark, Review, Severity},
    trace::{End, Opened, Trace},
};

/// How many remarks that say the same are told of in full.
const OFTEN: usize = 8;

/// A trace that was reviewed, and what is needed to tell of what was found.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    path: &'a Path,
    calls: usize,
    /// What is known of the trace beside its calls.
    trace: Trace,
    remarks: Vec<Remark>,
    /// The places of those that are told of.
    told: Vec<usize>,
    /// Of those that say the same as others, how many are not told of after this one.
    more: HashMap<usize, More>,
    history: History,
    /// The calls that are told of, by their places, as text.
    lines: HashMap<usize, String>,
}

/// Remarks that are not told of, because they say what others have said.
#[derive(Debug, Default)]
struct More {
    count: usize,
    /// The calls of the first and the last of them.
    calls: Option<(usize, usize)>,
}

impl<'a> Judged<'a> {
    /// Reviews the trace in a file, to tell of all that is found or not too often of the same.
    pub(super) fn of(
        path: &'a Path,
        salvage: Salvage,
        profile: Profile,
        all: bool,
    ) -> Result<Self, Failure> {
        let mut calls = salvage.calls(path)?;
        let mut review = Review::begin(calls.trace(), profile);
        while let Some((trace, place, record)) = calls.next().map_err(Failure::input)? {
            review.take(trace, place, record);
        }
        let Opened { trace, calls, notes } = calls.end();
        tell_notes(path, &notes);
        let (remarks, history) = review.end(&trace);
        let (told, more) = chosen(&remarks, if all { usize::MAX } else { OFTEN });
        let lines = HashMap::new();
        let mut judged = Self { path, calls, trace, remarks, told, more, history, lines };
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
        let told = || self.told.iter().filter_map(|place| self.remarks.get(*place));
        let mut places: Vec<usize> = told().filter_map(|remark| remark.call).collect();
        places.extend(told().flat_map(|remark| self.made(remark)));
        places.sort_unstable();
        places.dedup();
        // Who has nothing to look for does not read again, and could not read a pipe again.
        if places.is_empty() {
            return Ok(());
        }
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
        for place in &self.told {
            self.tell_one(&remarks[*place]);
            if let Some(More { count, calls }) = self.more.get(place) {
                let times = if *count == 1 { "once".to_owned() } else { format!("{count} times") };
                let place = match calls {
                    Some((first, last)) if first == last => format!(", in call {}", first + 1),
                    Some((first, last)) => format!(", in calls {} to {}", first + 1, last + 1),
                    None => String::new(),
                };
                print(format_args!("  more:   the same {times} more{place}; --all tells of each"));
            }
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

/// Which remarks are told of if none may say the same too often, and what is left out after which.
fn chosen(remarks: &[Remark], often: usize) -> (Vec<usize>, HashMap<usize, More>) {
    let mut said: HashMap<_, (usize, usize)> = HashMap::new();
    let (mut told, mut more) = (Vec::new(), HashMap::<usize, More>::new());
    for (place, remark) in remarks.iter().enumerate() {
        let clause = remark.clause.map(|clause| clause.id);
        let like = (clause, remark.severity, remark.call.is_some(), remark.says.as_str());
        let (times, last) = said.entry(like).or_default();
        *times += 1;
        if *times <= often {
            *last = place;
            told.push(place);
            continue;
        }
        let more = more.entry(*last).or_default();
        more.count += 1;
        if let Some(call) = remark.call {
            let (first, _) = more.calls.unwrap_or((call, call));
            more.calls = Some((first, call));
        }
    }
    (told, more)
}

fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
