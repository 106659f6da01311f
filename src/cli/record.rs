use std::{
    collections::BTreeSet,
    env,
    ffi::{OsStr, OsString},
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::{Command, ExitCode, ExitStatus},
};

use clap::Args;

use super::{
    exit::{Exit, Failure},
    input::Salvage,
    judged::Judged,
    style::odd,
};
use crate::{report::tell_user, review::Profile, trace::End};

/// What the libraries are called on this system.
const RECORDER: &str = if cfg!(windows) { "cemapi_recorder.dll" } else { "libcemapi_recorder.so" };
const LIBRARY: &str = if cfg!(windows) { "cemapi.dll" } else { "libcemapi.so" };

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The journal to write; one that is there is replaced.
    #[arg(short, long, value_name = "FILE", default_value = "recording.journal")]
    output: PathBuf,
    /// The MAPI library that the program uses; the one that it would load if none is named.
    #[arg(long, value_name = "PATH")]
    library: Option<PathBuf>,
    /// Record private data as it is, not only its length and a hash.
    #[arg(long)]
    private: bool,
    /// Record no times.
    #[arg(long)]
    no_times: bool,
    /// The program and its arguments.
    #[arg(last = true, required = true, value_name = "PROGRAM")]
    program: Vec<OsString>,
}

/// Runs a program under the recorder, and tells what is found in what it did.
pub(super) fn record(options: &Options) -> Result<ExitCode, Failure> {
    let [program, arguments @ ..] = options.program.as_slice() else {
        return Err(Failure::input("there is no program to record"));
    };
    let recorder = find(RECORDER).ok_or_else(|| Failure {
        message: format!("{RECORDER} is not where this program is; build it or put it there"),
        exit: Exit::NoTarget,
    })?;
    let linked = loaded_by(program);
    let library = library(options, program, linked.as_deref())?;
    let output = fresh(&options.output)?;
    let before = others(&output);
    // The program asks for its library by the name that it was linked with, whichever is used.
    let name = linked.as_deref().unwrap_or(&library).file_name().unwrap_or(LIBRARY.as_ref());
    let stage = Stage::new(&recorder, name)
        .map_err(|error| Failure { message: error.to_string(), exit: Exit::NoTarget })?;

    let mut command = Command::new(program);
    command.args(arguments).env("CEMAPI_RECORD_LIBRARY", &library);
    command.env("CEMAPI_RECORD_FILE", &output);
    command.env("CEMAPI_RECORD_TIMES", if options.no_times { "0" } else { "1" });
    command.env("CEMAPI_RECORD_PRIVATE", if options.private { "1" } else { "0" });
    stage.prepare(&mut command, &recorder);
    // An interruption is the program's to deal with; what it did until then is told all the same.
    cemapi_agent::host::outlive_interruptions();
    let status = command.status().map_err(|error| Failure {
        message: format!("{}: {error}", program.display()),
        exit: Exit::NoTarget,
    })?;
    drop(stage);
    tell(&options.output, status)?;
    for other in others(&output).difference(&before) {
        let other = options.output.with_file_name(other);
        tell_user(format_args!("{}: {}: another process", odd("note"), other.display()));
    }
    Ok(ExitCode::from(exit_status(status)))
}

/// The real library as a full path.
fn library(
    options: &Options,
    program: &OsString,
    linked: Option<&Path>,
) -> Result<PathBuf, Failure> {
    let linked = options.library.as_deref().or(linked);
    let path = linked.map(Path::to_owned).or_else(|| find(LIBRARY)).ok_or_else(|| {
        Failure::input(format!("{} loads no {LIBRARY}; name it with --library", program.display()))
    })?;
    if linked.is_none() {
        tell_user(format_args!(
            "{}: {} is not linked with {LIBRARY}; its calls go to {}, or name another with --library",
            odd("note"),
            program.display(),
            path.display(),
        ));
    }
    fs::canonicalize(&path).map_err(|error| Failure::input(format!("{}: {error}", path.display())))
}

/// The names of the journals of other processes that the program starts.
fn others(journal: &Path) -> BTreeSet<OsString> {
    let own = journal.file_name().unwrap_or_default().to_string_lossy().into_owned() + ".";
    let is_number = |end: &str| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit());
    let entries = journal.parent().and_then(|folder| fs::read_dir(folder).ok());
    let names = entries.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.file_name()));
    names.filter(|name| name.to_string_lossy().strip_prefix(&own).is_some_and(is_number)).collect()
}

/// The library that the program is linked with, as the system's loader finds it.
fn loaded_by(program: &OsString) -> Option<PathBuf> {
    let told = Command::new("ldd").arg(in_path(program)).output().ok()?;
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let line = told.lines().find(|line| line.trim_start().starts_with(LIBRARY))?;
    let path = line.split(" => ").nth(1)?.split(" (").next()?;
    // It is relative if the program looks for its libraries in a relative folder.
    Some(PathBuf::from(path)).filter(|path| path.is_file())
}

/// Where the system finds a program that is named without a folder.
fn in_path(program: &OsString) -> PathBuf {
    let named = Path::new(program);
    let folders = env::var_os("PATH").filter(|_| named.components().count() == 1);
    let places = folders.iter().flat_map(env::split_paths).map(|folder| folder.join(named));
    places.into_iter().find(|place| place.is_file()).unwrap_or_else(|| named.to_owned())
}

/// A file beside this program, or where cargo puts libraries: the newest, as a test makes them anew in
/// one of these places only.
fn find(name: &str) -> Option<PathBuf> {
    let own = env::current_exe().ok()?;
    let folder = own.parent()?;
    let places =
        [folder.join(name), folder.join("deps").join(name), folder.join("../lib").join(name)];
    let files = places.into_iter().filter(|place| place.is_file());
    files.max_by_key(|file| fs::metadata(file).and_then(|file| file.modified()).ok())
}

/// The path of a journal that is not there and can be made, in full: the program may work in another
/// folder.
fn fresh(path: &Path) -> Result<PathBuf, Failure> {
    let own = |error| Failure::input(format!("{}: {error}", path.display()));
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(own(error)),
        _ => {}
    }
    File::create_new(path).and_then(|_| fs::remove_file(path)).map_err(own)?;
    std::path::absolute(path).map_err(own)
}

/// A folder in which the recorder has the real library's name, as long as this lives.
struct Stage(PathBuf);

impl Stage {
    fn new(recorder: &Path, name: &OsStr) -> io::Result<Self> {
        let folder = env::temp_dir().join(format!("cemapi-record-{}", std::process::id()));
        fs::create_dir(&folder)?;
        let stage = Self(folder);
        fs::copy(recorder, stage.0.join(name))?;
        Ok(stage)
    }

    /// Has the program load the recorder.
    fn prepare(&self, command: &mut Command, _recorder: &Path) {
        let path = if cfg!(windows) { "PATH" } else { "LD_LIBRARY_PATH" };
        let others = env::var_os(path).unwrap_or_default();
        let folders = [self.0.clone()].into_iter().chain(env::split_paths(&others));
        // A folder whose name cannot stand in such a list is not in it.
        let folders = env::join_paths(folders).unwrap_or_else(|_| self.0.clone().into());
        command.env(path, folders);
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // A folder for temporary files is cleaned in the end.
        _ = fs::remove_dir_all(&self.0);
    }
}

fn tell(path: &Path, status: ExitStatus) -> Result<(), Failure> {
    if !path.is_file() {
        tell_user(format_args!(
            "{}: nothing was recorded: the program called no MAPI, or loads its {LIBRARY} from a \
             place that it names itself",
            odd("note")
        ));
        return Ok(());
    }
    let judged = Judged::of(path, Salvage::ASKED_FOR, Profile::Ce, false)?;
    if judged.end() == End::Cut {
        tell_user(format_args!("{}: the program ended with {status}", odd("note")));
    }
    judged.tell();
    Ok(())
}

/// The program's exit status; for a signal what a shell makes of it.
fn exit_status(status: ExitStatus) -> u8 {
    status.code().unwrap_or_else(|| 128 + signal(status)) as u8
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> i32 {
    std::os::unix::process::ExitStatusExt::signal(&status).unwrap_or(0)
}

#[cfg(not(unix))]
fn signal(_status: ExitStatus) -> i32 {
    0
}
