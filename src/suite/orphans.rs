use super::{Suite, SuiteError};
use crate::{
    marks::{Mark, MarkKind},
    suite::{Folder, below},
    verdict::{Outcome, Verdict},
};

impl Suite {
    /// The snapshots and marks of the target that no scenario owns.
    ///
    /// # Errors
    ///
    /// A folder cannot be listed.
    pub fn orphans(&self) -> Result<Vec<String>, SuiteError> {
        let Some(folder) = self.snapshot_folder() else {
            return Ok(Vec::new());
        };
        let mut orphans = Vec::new();
        if folder.is_dir() {
            for name in Folder::new(folder).names("snap")? {
                if !self.scenarios().has(&name) {
                    orphans.push(format!("{}.snap", below(folder, &name).display()));
                }
            }
        }
        let names = if self.marks().iter().next().is_some() { self.names()? } else { Vec::new() };
        for mark in self.marks().iter() {
            for pattern in &mark.scenarios {
                let alone = Mark { scenarios: vec![pattern.clone()], ..mark.clone() };
                if !names.iter().any(|name| alone.covers(name)) {
                    let path = below(folder, "marks.ron");
                    orphans.push(format!("{}: the mark on {pattern}", path.display()));
                }
            }
        }
        Ok(orphans)
    }

    /// The target's marks that hold for none of the scenarios that they match, after all have run.
    ///
    /// One that names a scenario fails that scenario already.
    #[must_use]
    pub fn idle_marks(&self, verdicts: &[Verdict]) -> Vec<String> {
        let Some(folder) = self.snapshot_folder() else { return Vec::new() };
        let path = below(folder, "marks.ron");
        let shows = |mark: &Mark, verdict: &Verdict| match &verdict.outcome {
            Outcome::Marked(held) => held.contains(mark),
            // What a trial would have shown that failed or was skipped is not known.
            Outcome::Failed(_) | Outcome::Skipped(_) => mark.covers(&verdict.scenario),
            Outcome::Passed => false,
        };
        let idle = self.marks().iter().filter(|mark| {
            mark.kind != MarkKind::Unsteady && !verdicts.iter().any(|verdict| shows(mark, verdict))
        });
        idle.map(|mark| format!("{}: the mark on {}", path.display(), mark.scenarios.join(", ")))
            .collect()
    }
}
