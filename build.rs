//! Turns the contract's clauses from RON into static data, so that reading them costs nothing and
//! a mistake in them fails the build.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use ron::{Options, extensions::Extensions};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
enum Status {
    Documented,
    Header,
    Derived,
    Observed,
    Desktop,
    Silent,
}

#[derive(Debug, Deserialize)]
enum Binds {
    Implementation,
    Client,
    Both,
    Nobody,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Clause {
    id: String,
    status: Vec<Status>,
    binds: Binds,
    says: String,
    sources: Vec<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    unchecked: Option<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    // A worker that lies where it was linked to lie needs no relocations, which are a good part of
    // what its start costs.
    if env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        println!("cargo::rustc-link-arg-bin=cemapi-worker=-no-pie");
    }
    let folder = Path::new("src/contract");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> = fs::read_dir(folder.join("clauses"))?
        .map(|file| file.map(|file| file.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let mut clauses: Vec<Clause> = Vec::new();
    for file in &files {
        clauses.extend(read::<Vec<Clause>>(file)?);
    }
    let sources: BTreeMap<String, String> = read(&folder.join("sources.ron"))?;

    let mut code = String::from("static CLAUSES: &[Clause] = &[\n");
    for clause in &clauses {
        let Clause { id, status, binds, says, sources, note, unchecked } = clause;
        let status: Vec<String> = status.iter().map(|s| format!("Status::{s:?}")).collect();
        writeln!(
            code,
            "Clause {{ id: {id:?}, status: &[{}], binds: Binds::{binds:?}, says: {says:?}, \
             sources: &{sources:?}, note: {note:?}, unchecked: {unchecked:?} }},",
            status.join(", ")
        )?;
    }
    let mut ids: Vec<(&str, usize)> =
        clauses.iter().enumerate().map(|(place, clause)| (clause.id.as_str(), place)).collect();
    ids.sort_unstable();
    if let Some(pair) = ids.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        return Err(format!("clause {} stands twice", pair[0].0).into());
    }
    writeln!(code, "];\nstatic BY_ID: &[(&str, usize)] = &{ids:?};")?;
    let sources: Vec<(&String, &String)> = sources.iter().collect();
    writeln!(code, "static SOURCES: &[(&str, &str)] = &{sources:?};")?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("clauses.rs"), code)?;
    Ok(())
}

fn read<T: for<'de> Deserialize<'de>>(file: &Path) -> Result<T, Box<dyn Error>> {
    let options = Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    options.from_str(&text).map_err(|error| format!("{}:{error}", file.display()).into())
}
