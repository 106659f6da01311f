//! What goes wrong in recording, or in the program.

#[cfg(target_os = "linux")]
use std::fs::File;
use std::{
    io::{BufRead, BufReader, Read, pipe},
    os::unix::process::{CommandExt, ExitStatusExt},
    process::{Command, Stdio},
};

use cemapi_abi::Reply;
use cemapi_cts::trace::End;

use crate::workshop::{Workshop, libraries, text};

#[test]
fn a_journal_that_cannot_be_written() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("examples/cpp/end-session.cpp");
    let mut command = workshop.recorded(&program);
    let run = command.env("CEMAPI_RECORD_FILE", "/nowhere/at/all").output().expect("it runs");
    assert_eq!(run.status.code(), Some(0));
    let message = text(&run.stderr);
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(message.contains("/nowhere/at/all"), "{message}");
}

/// What the recorder has to say of that is lost then, and nothing else.
#[test]
#[cfg(target_os = "linux")]
fn nobody_hears_what_goes_wrong() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("examples/cpp/end-session.cpp");
    let run = |name: &str, code: i32| {
        let full = File::options().write(true).open("/dev/full").expect("Linux has it");
        let mut command = workshop.recorded(&program);
        let run = command.env(name, "/nowhere/at/all").stderr(full).output().expect("it runs");
        assert_eq!(run.status.code(), Some(code), "{name}: {}", text(&run.stdout));
        assert!(!run.stdout.is_empty(), "{name}");
    };
    run("CEMAPI_RECORD_FILE", 0);
    run("CEMAPI_RECORD_LIBRARY", 1);
}

/// A folder on a file system that has room for nothing but the beginning of a journal.
#[test]
fn a_disk_that_is_full() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("tests/recording/many.cpp");
    let disk = workshop.path().join("disk");
    std::fs::create_dir(&disk).expect("the workshop can be written");
    let command = workshop.recorded(&program);
    let mut small = Command::new("unshare");
    small.args(["--map-root-user", "--mount", "sh", "-c"]);
    small.arg("mount -t tmpfs -o size=256k none \"$1\" && shift && \"$@\" && cat \"$0\" >&3");
    small.arg("disk/recording.journal").arg(&disk).arg(&program).current_dir(workshop.path());
    small.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    small.env("CEMAPI_RECORD_FILE", disk.join("recording.journal"));
    // What is on the small disk goes with it, and so comes out beside what the program prints.
    let script = format!("exec \"$@\" 3>'{}'", workshop.journal().display());
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, "sh"]).arg(small.get_program()).args(small.get_args());
    shell.envs(small.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let run = shell.current_dir(workshop.path()).output().expect("there is a shell");
    let message = text(&run.stderr);
    if message.contains("unshare") || message.contains("mount") {
        eprintln!("SKIPPED: no file system can be mounted here: {message}");
        return;
    }
    assert_eq!(run.status.code(), Some(0), "{message}");
    assert_eq!(text(&run.stdout), "100000 blocks\n");
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(message.starts_with("cemapi-recorder: nothing more is recorded: "), "{message}");
    let trace = workshop.trace();
    assert_eq!(trace.end, End::Ended);
    // A call is two events, and each of the others is lost.
    let events: usize =
        trace.records.iter().map(|record| 1 + usize::from(record.reply != Reply::Unfinished)).sum();
    assert!(events > 1000, "{events}");
    assert_eq!(events as u64 + trace.lost, 2 * 200_002);
}

/// A reader that goes early ends the program, and whoever records it ends as the program does.
#[test]
fn a_pipe_that_nobody_reads() {
    const SIGPIPE: i32 = 13;
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("examples/cpp/end-session.cpp");
    let run = |mut command: Command| {
        let nobody = pipe().expect("there are pipes").1;
        command.stdout(nobody).stderr(Stdio::piped()).output().expect("it runs")
    };
    let alone = run(Command::new(&program));
    assert_eq!(alone.status.signal(), Some(SIGPIPE));
    let recorded = run(workshop.record_command(&program, &[], &[]));
    let message = text(&recorded.stderr);
    assert_eq!(recorded.status.code(), Some(128 + SIGPIPE), "{message}");
    assert!(!message.contains("panicked"), "{message}");
}

/// Ctrl-C goes to the program and to whoever records it.
#[test]
fn an_interruption() {
    const SIGINT: i32 = 2;
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("tests/recording/loop.cpp");
    let mut command = workshop.record_command(&program, &[], &[]);
    let mut run = command
        .process_group(0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut out = BufReader::new(run.stdout.take().expect("the output is a pipe"));
    let mut first = String::new();
    out.read_line(&mut first).expect("the pipe is readable");
    assert_eq!(first, "begun\n");
    let group = format!("-{}", run.id());
    let killed = Command::new("kill").args(["-s", "INT", "--", &group]).status();
    assert!(killed.is_ok_and(|status| status.success()));
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("the pipe is readable");
    let run = run.wait_with_output().expect("a child can be waited for");
    let message = text(&run.stderr);
    assert_eq!(run.status.code(), Some(128 + SIGINT), "{message}");
    assert!(message.contains("signal: 2"), "{message}");
    assert!(rest.contains("recording.journal: "), "nothing is told of what was recorded: {rest}");
    let trace = workshop.trace();
    assert_eq!(trace.end, End::Cut);
    assert!(!trace.records.is_empty());
}

/// Whoever asks for a recording hears before the program runs that there can be none.
#[test]
fn a_journal_that_cannot_be_made() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("examples/cpp/end-session.cpp");
    for file in ["nowhere/a.journal", "."] {
        let run = workshop.record(&program, &[], &["-o", file]);
        assert_eq!((run.status.code(), text(&run.stdout).as_str()), (Some(2), ""), "{file}");
        assert!(text(&run.stderr).starts_with(&format!("error: {file}: ")), "{file}");
    }
}

/// The program asks for its library by the name that it was linked with, whatever is called instead.
#[test]
fn a_library_of_another_name() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("examples/cpp/end-session.cpp");
    let other = workshop.path().join("other.so.1");
    std::fs::copy(libraries().join("libcemapi.so"), &other).expect("the library can be read");
    let run = workshop.record(&program, &[], &["--library", "other.so.1"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert_eq!(workshop.trace().records.len(), 5, "{}", text(&run.stderr));
}

#[test]
fn a_library_that_cannot_be_loaded() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("examples/cpp/end-session.cpp");
    let mut command = workshop.recorded(&program);
    let run = command.env("CEMAPI_RECORD_LIBRARY", "/nowhere/at/all").output().expect("it runs");
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(text(&run.stdout), "MAPIInitialize           0x80004005\n");
    let message = text(&run.stderr);
    assert_eq!(message.lines().count(), 1, "{message}");
}

/// Where the recorder has the library's name, it may be told to forward to itself.
#[test]
fn a_library_that_is_the_recorder() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("examples/cpp/end-session.cpp");
    let itself = workshop.path().join("stage/libcemapi.so");
    for library in [itself.as_os_str(), "libcemapi.so".as_ref()] {
        let mut command = workshop.recorded(&program);
        let run = command.env("CEMAPI_RECORD_LIBRARY", library).output().expect("it runs");
        assert_eq!(text(&run.stdout), "MAPIInitialize           0x80004005\n");
        assert_eq!(run.status.code(), Some(1));
        let message = text(&run.stderr);
        assert!(message.ends_with("libcemapi.so is the recorder itself\n"), "{message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

#[test]
fn a_call_that_the_program_dies_in() {
    const SIGSEGV: i32 = 11;
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("tests/recording/garbage.cpp");
    let run = workshop.recorded(&program).output().expect("it runs");
    assert_eq!(run.status.signal(), Some(SIGSEGV));
    let trace = workshop.trace();
    assert_eq!(trace.end, End::Cut);
    let (last, others) = trace.records.split_last().expect("there are calls");
    assert_eq!(last.call.function().signature().name, "Logoff");
    assert_eq!(last.reply, Reply::Unfinished);
    assert!(others.iter().all(|record| matches!(record.reply, Reply::Returned(_))));
    assert_eq!(others.len(), 4);

    let told = workshop.record(&program, &[], &[]);
    assert_eq!(told.status.code(), Some(128 + SIGSEGV));
    assert!(text(&told.stderr).contains("signal: 11"), "{}", text(&told.stderr));
}
