use std::{collections::BTreeMap, path::Path};

use super::traces::{self, Broken};
use crate::{
    contract::{Clause, Contract},
    suite::{Folder, FolderError},
    verdict::Failure,
};

/// For each clause, its rules, the scenarios that show or break it, the traces that were written to
/// break it, and what each target made of it.
#[derive(Debug, Default)]
pub struct Coverage {
    shown: BTreeMap<&'static str, Vec<String>>,
    broken: BTreeMap<&'static str, Vec<String>>,
    /// The traces that were written to break a rule.
    pub(super) breaking: BTreeMap<&'static str, Vec<String>>,
    /// For each target, the clauses that its stored traces break, and how many do.
    pub(super) targets: BTreeMap<String, Broken>,
}

impl Coverage {
    /// Reads every scenario of a folder.
    ///
    /// # Errors
    ///
    /// A folder cannot be listed, or a scenario cannot be read.
    pub fn read(folder: &Folder) -> Result<Self, Failure> {
        let mut coverage = Self::default();
        for name in folder.names("ron").map_err(unlisted)? {
            let scenario = folder.load(&name)?;
            for clause in scenario.clauses {
                coverage.shown.entry(clause.id).or_default().push(name.clone());
            }
            for clause in scenario.breaks {
                coverage.broken.entry(clause.id).or_default().push(name.clone());
            }
        }
        Ok(coverage)
    }

    /// Reads the stored traces of every target as well.
    ///
    /// # Errors
    ///
    /// A folder cannot be listed, or a trace cannot be read.
    pub fn with_traces(mut self, folder: &Path) -> Result<Self, Failure> {
        self.targets = traces::of_targets(folder)?;
        Ok(self)
    }

    /// Reads the names of the traces that were written to break a rule: each begins with the
    /// clause's.
    ///
    /// # Errors
    ///
    /// The folder cannot be listed.
    pub fn with_breaking(mut self, folder: &Folder) -> Result<Self, Failure> {
        for name in folder.names("ron").map_err(unlisted)? {
            let file = name.rsplit('/').next().unwrap_or(&name);
            // Of the clauses that the name begins with the longest is meant: MEM-1 is none of
            // MEM-10's.
            let meant = Contract::clauses()
                .iter()
                .filter(|clause| {
                    file.strip_prefix(clause.id)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
                })
                .max_by_key(|clause| clause.id.len());
            if let Some(clause) = meant {
                self.breaking.entry(clause.id).or_default().push(name.clone());
            }
        }
        Ok(self)
    }

    /// The scenarios that show a clause.
    #[must_use]
    pub fn shown_by(&self, clause: &Clause) -> &[String] {
        self.shown.get(clause.id).map_or(&[], Vec::as_slice)
    }

    /// The scenarios that break a clause on purpose.
    #[must_use]
    pub fn broken_by(&self, clause: &Clause) -> &[String] {
        self.broken.get(clause.id).map_or(&[], Vec::as_slice)
    }
}

fn unlisted(error: FolderError) -> Failure {
    Failure::File(error.to_string())
}
