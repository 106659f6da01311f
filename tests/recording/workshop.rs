use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use cemapi_cts::trace::Trace;
use tempfile::TempDir;

/// A folder in which programs are compiled, run and recorded.
pub(crate) struct Workshop(TempDir);

impl Workshop {
    /// A workshop; `None`, with a word on stderr, if there is no compiler.
    pub(crate) fn open() -> Option<Self> {
        if Command::new("g++").arg("--version").output().is_err() {
            eprintln!("SKIPPED: there is no g++ (Debian: apt-get install g++)");
            return None;
        }
        Some(Self(TempDir::new().expect("the folder for temporary files can be written")))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.path().join("recording.journal")
    }

    /// Compiles a program and links it with the emulator's library.
    pub(crate) fn compile(&self, source: &str) -> PathBuf {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
        let program = self.path().join(source.file_stem().expect("a source has a name"));
        let mut command = Command::new("g++");
        command.args(["-std=c++11", "-Wall", "-Wextra", "-Werror", "-I"]);
        command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/library/include"));
        command.arg(source).arg("-L").arg(libraries()).args(["-lcemapi", "-ldl", "-pthread", "-o"]);
        command.arg(&program).arg(format!("-Wl,-rpath,{}", libraries().display()));
        let built = command.output().expect("the compiler was found before");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        program
    }

    /// Compiles a library for programs to be recorded with.
    pub(crate) fn compile_library(&self, source: &str) -> PathBuf {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
        let library = self.path().join("library.so");
        let mut command = Command::new("g++");
        command.args(["-std=c++11", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-pthread"]);
        let built = command.arg(source).arg("-o").arg(&library).output();
        let built = built.expect("the compiler was found before");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        library
    }

    /// Records a program with the command.
    pub(crate) fn record(&self, program: &Path, arguments: &[&str], options: &[&str]) -> Output {
        let mut command = self.record_command(program, arguments, options);
        command.output().expect("a program that was built can be run")
    }

    pub(crate) fn record_command(
        &self,
        program: &Path,
        arguments: &[&str],
        options: &[&str],
    ) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cemapi-cts"));
        command.arg("record").args(options).arg("--").arg(program).args(arguments);
        command.current_dir(self.path());
        command
    }

    /// A command that runs a program under the recorder, without the command line.
    pub(crate) fn recorded(&self, program: &Path) -> Command {
        let stage = self.path().join("stage");
        _ = std::fs::create_dir(&stage);
        _ = std::os::unix::fs::symlink(
            libraries().join("libcemapi_recorder.so"),
            stage.join("libcemapi.so"),
        );
        let mut command = Command::new(program);
        command.env("LD_LIBRARY_PATH", stage);
        command.env("CEMAPI_RECORD_LIBRARY", libraries().join("libcemapi.so"));
        command.env("CEMAPI_RECORD_FILE", self.journal());
        command
    }

    /// What was recorded.
    pub(crate) fn trace(&self) -> Trace {
        Trace::open(&self.journal(), false).expect("a journal is readable").trace
    }
}

/// Where the libraries are that were built with this test.
pub(crate) fn libraries() -> PathBuf {
    let test = env::current_exe().expect("a running program has a file");
    test.parent().expect("a file is in a folder").to_owned()
}

/// The calls of a trace, one a line.
pub(crate) fn lines(trace: &Trace) -> Vec<String> {
    (0..trace.records.len()).filter_map(|place| trace.line(place)).collect()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
