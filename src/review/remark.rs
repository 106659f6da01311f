use cemapi_abi::Handle;

use crate::contract::{Clause, Contract, Finding, Side};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It is good to know.
    Note,
    /// It works in some places and does harm in others.
    Warning,
    /// It is forbidden, leaks, or is undefined.
    Error,
}

impl Severity {
    /// The word for it in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Something that a review finds.
#[derive(Clone, Debug)]
pub struct Remark {
    /// How bad it is.
    pub severity: Severity,
    /// The clause that it is about, if one says anything.
    pub clause: Option<&'static Clause>,
    /// Who did it.
    pub side: Side,
    /// The place in the trace of the call that did it; `None` if the end of the process did.
    pub call: Option<usize>,
    /// What happened, in a sentence.
    pub says: String,
    /// The things that it is about.
    pub things: Vec<Handle>,
}

impl Remark {
    /// A remark on what a program does in a call.
    pub(super) fn on(severity: Severity, clause: &str, call: usize, says: String) -> Self {
        let clause = Contract::clause(clause);
        let (side, things) = (Side::Client, Vec::new());
        Self { severity, clause, side, call: Some(call), says, things }
    }

    pub(super) fn about(mut self, things: impl IntoIterator<Item = Handle>) -> Self {
        self.things.extend(things);
        self
    }
}

/// Clauses whose breach does harm on CE only, or where CE leaves open whether it does.
const MILD: [&str; 8] = [
    "SESSION-5", "STORE-1", "PROP-1", "TABLE-1", "FOLDER-6", "MSG-1", "CESTORE-1", "ADVISE-9",
];

impl From<Finding> for Remark {
    fn from(finding: Finding) -> Self {
        let Finding { clause, side, call, says, things } = finding;
        let mild = side == Side::Client && MILD.contains(&clause.id);
        let severity = if mild { Severity::Warning } else { Severity::Error };
        Self { severity, clause: Some(clause), side, call, says, things }
    }
}
