use std::{collections::BTreeMap, fs, path::Path};

use crate::{
    contract::{Contract, Side},
    suite::Folder,
    trace::Trace,
    verdict::Failure,
};

/// The clauses that an implementation breaks, and in how many traces.
pub(super) type Broken = BTreeMap<&'static str, usize>;

/// Holds every stored trace of every target against the contract.
pub(super) fn of_targets(folder: &Path) -> Result<BTreeMap<String, Broken>, Failure> {
    let failed =
        |error: &dyn std::fmt::Display| Failure::File(format!("{}: {error}", folder.display()));
    let mut targets = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|error| failed(&error))? {
        let entry = entry.map_err(|error| failed(&error))?;
        let (Ok(target), true) = (entry.file_name().into_string(), entry.path().is_dir()) else {
            continue;
        };
        targets.insert(target, of_target(&entry.path())?);
    }
    Ok(targets)
}

fn of_target(folder: &Path) -> Result<Broken, Failure> {
    let snapshots = Folder::new(folder);
    let mut broken = Broken::new();
    let names = snapshots.names("snap").map_err(|error| Failure::File(error.to_string()))?;
    for name in names {
        let path = folder.join(format!("{name}.snap"));
        let text = fs::read_to_string(&path)
            .map_err(|error| Failure::File(format!("{}: {error}", path.display())))?;
        let trace =
            Trace::parse(&path, &text).map_err(|error| Failure::Unreadable(Box::new(error)))?;
        let mut clauses: Vec<&'static str> = Contract::check(&trace)
            .iter()
            .filter(|finding| finding.side == Side::Implementation)
            .map(|finding| finding.clause.id)
            .collect();
        clauses.sort_unstable();
        clauses.dedup();
        for clause in clauses {
            *broken.entry(clause).or_default() += 1;
        }
    }
    Ok(broken)
}
