//! Libraries that misbehave, each in its own way: `misbehaving/NAME.c` is compiled, and what comes
//! of it has to be the text in `misbehaving/NAME.txt`: the trace, and the verdict. It runs
//! `misbehaving/NAME.ron`, or else `misbehaving/teardown.ron`.
//!
//! On Windows the libraries were compiled before, into the folder that `CEMAPI_FIXTURES` names, and
//! where a process dies in another way there, that is the text in `misbehaving/NAME.windows.txt`.
//!
//! With `UPDATE=1` in the environment the texts are written anew.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use cemapi_cts::{
    suite::{Comparing, Folder, Suite},
    target::{
        Target,
        library::{Library, Settings, Shape, StartError},
    },
    verdict::Outcome,
};
use libtest_mimic::{Arguments, Failed, Trial};

const FOLDER: &str = "tests/misbehaving";

/// The environment variable that names the folder of libraries that were compiled before.
#[cfg(windows)]
const FIXTURES: &str = "CEMAPI_FIXTURES";

/// How the names of the sources end. The one in C++ is of a shape that no compiler for Windows
/// makes.
const SOURCES: &[&str] = if cfg!(windows) { &["c"] } else { &["c", "cpp"] };

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for ending in SOURCES {
        for name in Folder::new(FOLDER).names(ending)? {
            let source = PathBuf::from(format!("{FOLDER}/{name}.{ending}"));
            trials.push(Trial::test(name.clone(), move || misbehaves(&name, &source)));
        }
    }
    trials.push(Trial::test("no-library", no_library));
    trials.push(Trial::test("no-worker", no_worker));
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn misbehaves(name: &str, source: &Path) -> Result<(), Failed> {
    let library = compile(name, source)?;
    let told = verdict(name, settings(library))?;
    let path = Path::new(FOLDER);
    let other = path.join(format!("{name}.windows.txt"));
    let here = cfg!(windows) && other.is_file();
    let path = if here { other } else { path.join(format!("{name}.txt")) };
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &told)?;
    }
    let expected = fs::read_to_string(&path)
        .map_err(|error| format!("{}: {error}\nit comes to\n{told}", path.display()))?;
    match expected == told {
        true => Ok(()),
        false => Err(format!("expected\n{expected}\nfound\n{told}").into()),
    }
}

/// What comes of a run: the trace, and what is wrong with it.
fn verdict(name: &str, settings: Settings) -> Result<String, Failed> {
    let scenarios = Folder::new(FOLDER);
    let scenario = if scenarios.has(name) { name } else { "teardown" };
    let target = Target::Library(Arc::new(Library::new(settings)));
    let suite = Suite::new(scenarios, None, target, Comparing::Report)?;
    let verdict = suite.run(scenario);
    let mut told = verdict.trace.map(|trace| trace.compared_text()).unwrap_or_default();
    match verdict.outcome {
        Outcome::Passed => told.push_str("passed\n"),
        Outcome::Failed(failures) => {
            for failure in failures {
                told.push_str(&format!("{failure}\n"));
            }
        }
        other => told.push_str(&format!("{other:?}\n")),
    }
    Ok(told)
}

fn settings(library: PathBuf) -> Settings {
    let shape = match library.to_string_lossy().contains("m4l") {
        true => Shape::M4l,
        false => Shape::Com,
    };
    let worker = Some(PathBuf::from(env!("CARGO_BIN_EXE_cemapi-worker")));
    Settings { worker, shape, call_timeout: 0.5, ..Settings::of_path(library) }
}

#[cfg(windows)]
fn compile(name: &str, _source: &Path) -> Result<PathBuf, Failed> {
    let folder = env::var_os(FIXTURES).ok_or_else(|| format!("{FIXTURES} names no folder"))?;
    Ok(Path::new(&folder).join(format!("{name}.dll")))
}

#[cfg(not(windows))]
fn compile(name: &str, source: &Path) -> Result<PathBuf, Failed> {
    let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.so"));
    let compiler =
        if source.extension().is_some_and(|ending| ending == "c") { "cc" } else { "c++" };
    let status = std::process::Command::new(compiler)
        .args(["-shared", "-fPIC", "-pthread", "-O1", "-o"])
        .arg(&library)
        .arg(source)
        .status()?;
    match status.success() {
        true => Ok(library),
        false => Err(format!("{compiler} {}: {status}", source.display()).into()),
    }
}

fn no_library() -> Result<(), Failed> {
    let library = Library::new(settings(PathBuf::from("/nowhere/libcemapi.so")));
    match library.try_out() {
        Ok(()) => Err("it was loaded".into()),
        // Windows does not tell what it is that it cannot find.
        Err(StartError::NotLoaded(_)) if cfg!(windows) => Ok(()),
        Err(error) if error.to_string().contains("/nowhere/libcemapi.so") => Ok(()),
        Err(error) => Err(format!("the message does not name it: {error}").into()),
    }
}

fn no_worker() -> Result<(), Failed> {
    let worker = Some(PathBuf::from("/nowhere/worker"));
    let settings = Settings { worker, ..Settings::of_path(PathBuf::from("libcemapi.so")) };
    match Library::new(settings).try_out() {
        Ok(()) => Err("it was started".into()),
        Err(error) if error.to_string().contains("/nowhere/worker") => Ok(()),
        Err(error) => Err(format!("the message does not name it: {error}").into()),
    }
}
