//! C and C++ compilers as tests use them.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{self, Command, Output},
    thread,
};

/// What is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// C11.
    C,
    /// C++11, the oldest that has 16-bit characters.
    Cpp,
}

/// One compiler with what it is told.
pub(crate) struct Compiler {
    program: &'static str,
    source: Source,
    flags: &'static [&'static str],
}

impl Compiler {
    /// The compiler of this machine.
    pub(crate) fn host(source: Source) -> Self {
        let program = if source == Source::C { "gcc" } else { "g++" };
        Self { program, source, flags: &["-Wpedantic"] }
    }

    /// A C++ compiler for 32-bit pointers, without any library. Doubles are aligned as on CE.
    pub(crate) fn narrow() -> Self {
        Self {
            program: "g++",
            source: Source::Cpp,
            flags: &["-m32", "-ffreestanding", "-malign-double"],
        }
    }

    /// The compiler of this machine, and that for Windows if it is installed.
    pub(crate) fn all(source: Source) -> Vec<Self> {
        let mut all = vec![Self::host(source)];
        let gcc = ["x86_64-w64-mingw32-gcc-posix", "x86_64-w64-mingw32-gcc"];
        let gpp = ["x86_64-w64-mingw32-g++-posix", "x86_64-w64-mingw32-g++"];
        let windows = if source == Source::C { gcc } else { gpp };
        match windows.into_iter().find(|program| exists(program)) {
            Some(program) => all.push(Self { program, source, flags: &[] }),
            None => eprintln!("SKIPPED for Windows: there is no {}", windows[1]),
        }
        all
    }

    fn command(&self) -> Command {
        let mut command = Command::new(self.program);
        command
            .arg(if self.source == Source::C { "-std=c11" } else { "-std=c++11" })
            .args(["-Wall", "-Wextra", "-Werror"])
            .args(self.flags)
            .arg("-I")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("include"));
        command
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let extension = if self.source == Source::C { "c" } else { "cpp" };
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.{extension}"));
        finished(&path, |draft| fs::write(draft, text).expect("target/tmp can be written"));
        path
    }

    /// Compiles without keeping anything.
    pub(crate) fn check(&self, name: &str, text: &str) {
        let path = self.write(name, text);
        succeeds(self.command().arg("-fsyntax-only").arg(path));
    }

    /// Compiles and links with the library.
    pub(crate) fn build(&self, name: &str, text: &str) -> PathBuf {
        let path = self.write(name, text);
        let extension = if self.source == Source::C { "of-c" } else { "of-cpp" };
        let program = path.with_extension(extension);
        let folder = library();
        let mut command = self.command();
        command.arg(path).arg("-L").arg(&folder).args(["-lcemapi", "-pthread"]);
        command.arg(format!("-Wl,-rpath,{}", folder.display()));
        finished(&program, |draft| succeeds(command.arg("-o").arg(draft)));
        program
    }

    /// Runs a program under a policy.
    pub(crate) fn run(&self, program: &Path, arguments: &[&str], policy: &str) -> Output {
        let mut command = Command::new(program);
        command.args(arguments).env("CEMAPI_POLICY", policy);
        command.output().expect("a program that was just built can be run")
    }
}

/// Makes a file that appears only when it is finished, as other processes may make it too.
fn finished(path: &Path, make: impl FnOnce(&Path)) {
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".{}-{:?}", process::id(), thread::current().id()));
    let draft = PathBuf::from(draft);
    make(&draft);
    fs::rename(&draft, path).expect("target/tmp can be written");
}

/// Where the library is that was built with this test.
fn library() -> PathBuf {
    let test = env::current_exe().expect("a running program has a file");
    test.parent().expect("a file is in a folder").to_owned()
}

fn exists(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|run| run.status.success())
}

fn succeeds(command: &mut Command) {
    let run = command.output();
    let run = run.expect("a compiler is needed: gcc and g++ (Debian: apt-get install g++)");
    assert!(run.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&run.stderr));
}
