use std::{collections::BTreeMap, fmt::Write as _, fs, io};

use super::Suite;
use crate::{
    contract::Side,
    target::Target,
    verdict::{Failure, Outcome, Verdict},
};

impl Suite {
    /// Adds marks to the target's file for the rules that it broke, and returns how many.
    ///
    /// They have no reasons yet: until somebody has written them, the file is not read.
    ///
    /// # Errors
    ///
    /// The file cannot be read or written.
    pub fn propose_marks(&self, verdicts: &[Verdict]) -> io::Result<usize> {
        let Some(folder) = self.snapshot_folder() else { return Ok(0) };
        let mut broken: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for verdict in verdicts {
            let Outcome::Failed(failures) = &verdict.outcome else { continue };
            for failure in failures {
                if let Failure::Broken(finding) = failure
                    && finding.side == Side::Implementation
                {
                    let scenarios = broken.entry(finding.clause.id).or_default();
                    if scenarios.last() != Some(&verdict.scenario.as_str()) {
                        scenarios.push(&verdict.scenario);
                    }
                }
            }
        }
        if broken.is_empty() {
            return Ok(0);
        }
        let kind = match self.target() {
            Target::Emulator(..) | Target::Arm(_) => "WrongHere",
            Target::Library(_) | Target::Tcp(_) => "BrokenThere",
        };
        let mut marks = String::new();
        for (clause, scenarios) in &broken {
            _ = writeln!(
                marks,
                "    (\n        scenarios: {scenarios:?},\n        kind: {kind},\n        \
                 clause: {clause:?},\n        reason: \"\",\n    ),"
            );
        }
        let path = folder.join("marks.ron");
        let known = match fs::read_to_string(&path) {
            Ok(known) => known,
            Err(error) if error.kind() == io::ErrorKind::NotFound => "[\n]\n".to_owned(),
            Err(error) => return Err(error),
        };
        let (before, after) = known.rsplit_once(']').unwrap_or((&known, "\n"));
        fs::write(&path, format!("{before}{marks}]{after}"))?;
        Ok(broken.len())
    }
}
