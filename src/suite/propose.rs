use std::{collections::BTreeMap, fmt::Write as _, fs, io};

use super::{Suite, below};
use crate::{
    contract::Side,
    target::Target,
    verdict::{Failure, Outcome, Verdict},
};

impl Suite {
    /// Adds marks to the target's file for the rules that it broke, and for the processes that died
    /// or hung where no rule speaks of it, and returns how many.
    ///
    /// They have no reasons yet: until somebody has written them, the file is not read.
    ///
    /// # Errors
    ///
    /// The file cannot be read or written.
    pub fn propose_marks(&self, verdicts: &[Verdict]) -> io::Result<usize> {
        let Some(folder) = self.snapshot_folder() else { return Ok(0) };
        // What a policy of the emulator's makes of a process is what it is there to show.
        let (kind, ends) = match self.target() {
            Target::Emulator(..) | Target::Arm(_) => ("WrongHere", false),
            Target::Library(_) | Target::Tcp(_) => ("BrokenThere", true),
        };
        let mut wanted: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
        for verdict in verdicts {
            for clause in unmarked(verdict, ends) {
                let scenarios = wanted.entry(clause).or_default();
                if scenarios.last() != Some(&verdict.scenario.as_str()) {
                    scenarios.push(&verdict.scenario);
                }
            }
        }
        if wanted.is_empty() {
            return Ok(0);
        }
        let mut marks = String::new();
        for (clause, scenarios) in &wanted {
            _ = writeln!(marks, "    (\n        scenarios: {scenarios:?},\n        kind: {kind},");
            if let Some(clause) = clause {
                _ = writeln!(marks, "        clause: {clause:?},");
            }
            marks.push_str("        reason: \"\",\n    ),\n");
        }
        let path = below(folder, "marks.ron");
        let known = match fs::read_to_string(&path) {
            Ok(known) => known,
            Err(error) if error.kind() == io::ErrorKind::NotFound => "[\n]\n".to_owned(),
            Err(error) => return Err(error),
        };
        let (before, after) = known.rsplit_once(']').unwrap_or((&known, "\n"));
        fs::write(&path, format!("{before}{marks}]{after}"))?;
        Ok(wanted.len())
    }
}

/// What of a verdict wants a mark: the clauses that the target broke, and, as `None`, that the
/// process came to a bad end.
fn unmarked(verdict: &Verdict, ends: bool) -> Vec<Option<&'static str>> {
    match &verdict.outcome {
        Outcome::Failed(failures) => {
            let clause = |failure: &Failure| match failure {
                Failure::Broken(finding) if finding.side == Side::Implementation => {
                    Some(Some(finding.clause.id))
                }
                Failure::BetweenCalls(..) => Some(None),
                _ => None,
            };
            failures.iter().filter_map(clause).collect()
        }
        Outcome::Passed if ends && verdict.trace.as_ref().is_some_and(|t| t.end.is_bad()) => {
            vec![None]
        }
        _ => Vec::new(),
    }
}
