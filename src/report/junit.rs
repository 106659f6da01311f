//! The report as JUnit writes it, for CI.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::text;
use crate::{
    suite::Suite,
    verdict::{Outcome, Verdict},
};

/// The report as XML.
///
/// # Errors
///
/// None that a report can bring about; the serializer's own.
pub fn report(
    suite: &Suite,
    verdicts: &[Verdict],
    orphans: &[String],
) -> Result<String, quick_junit::SerializeError> {
    let mut cases = TestSuite::new(suite.target().spec());
    for verdict in verdicts {
        let mut case = TestCase::new(verdict.scenario.clone(), status(verdict, suite));
        case.set_classname(suite.target().name());
        cases.add_test_case(case);
    }
    for orphan in orphans {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(format!("no scenario owns {orphan}"));
        cases.add_test_case(TestCase::new(orphan.clone(), status));
    }
    let mut report = Report::new("cemapi-cts");
    report.add_test_suite(cases);
    report.to_string()
}

fn status(verdict: &Verdict, suite: &Suite) -> TestCaseStatus {
    match &verdict.outcome {
        Outcome::Passed | Outcome::Marked(_) => TestCaseStatus::success(),
        Outcome::Skipped(reason) => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(reason.clone());
            status
        }
        Outcome::Failed(failures) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            if let Some(first) = failures.first() {
                status.set_message(first.to_string().lines().next().unwrap_or("").to_owned());
            }
            status.set_description(text::failure(verdict, suite));
            status
        }
    }
}
