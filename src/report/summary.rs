use std::fmt;

use crate::verdict::{Outcome, Verdict};

/// How many trials ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// As they should.
    pub passed: usize,
    /// With deviations that are known.
    pub marked: usize,
    /// Saying nothing about the target.
    pub skipped: usize,
    /// Not as they should.
    pub failed: usize,
}

impl Summary {
    /// Counts verdicts.
    #[must_use]
    pub fn of(verdicts: &[Verdict]) -> Self {
        let mut summary = Self::default();
        for verdict in verdicts {
            *match verdict.outcome {
                Outcome::Passed => &mut summary.passed,
                Outcome::Marked(_) => &mut summary.marked,
                Outcome::Skipped(_) => &mut summary.skipped,
                Outcome::Failed(_) => &mut summary.failed,
            } += 1;
        }
        summary
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.marked > 0 {
            write!(f, ", {} marked", self.marked)?;
        }
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}
