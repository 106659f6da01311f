//! C++ programs run on the library.

use std::{
    path::{Path, PathBuf},
    process::Output,
    sync::LazyLock,
};

use crate::compiler::{Compiler, Source};

static CALLS: LazyLock<PathBuf> =
    LazyLock::new(|| Compiler::host(Source::Cpp).build("calls", include_str!("calls.cpp")));

static MESSAGES: LazyLock<PathBuf> =
    LazyLock::new(|| Compiler::host(Source::Cpp).build("messages", include_str!("messages.cpp")));

fn run(program: &Path, what: &str, policy: &str) -> Output {
    let run = Compiler::host(Source::Cpp).run(program, &[what], policy);
    eprint!("{}", String::from_utf8_lossy(&run.stderr));
    run
}

fn call(what: &str, policy: &str) -> Output {
    run(&CALLS, what, policy)
}

fn succeeds(what: &str, policy: &str) {
    assert_eq!(call(what, policy).status.code(), Some(0));
}

/// The signal that ended a program.
#[cfg(unix)]
fn signal(run: &Output) -> Option<i32> {
    use std::os::unix::process::ExitStatusExt;
    run.status.signal()
}

#[test]
fn messages_reach_the_program() {
    for (what, policy) in [
        ("streams", "ce"),
        ("streams", "extended"),
        ("tables", "ce"),
        ("tables", "extended"),
        ("events", "ce"),
        ("events-elsewhere", "extended"),
    ] {
        let status = run(&MESSAGES, what, policy).status;
        assert_eq!(status.code(), Some(0), "{what} ({policy}): {status}");
    }
}

#[test]
fn blocks_are_memory() {
    succeeds("memory", "ce");
}

#[test]
fn every_slot_of_the_session_answers() {
    succeeds("slots", "ce");
}

#[test]
fn threads_call_at_the_same_time() {
    succeeds("threads", "ce");
}

#[test]
fn policies_come_from_the_environment() {
    succeeds("extended", "extended");
}

#[test]
fn unknown_policies_are_named() {
    let run = call("slots", "nonsense");
    assert_eq!(run.status.code(), Some(0));
    let message = String::from_utf8_lossy(&run.stderr);
    assert_eq!(message.lines().count(), 1);
    assert!(message.contains("nonsense") && message.contains("extended"), "{message}");
}

#[cfg(unix)]
#[test]
fn deaths_are_real() {
    const SIGABRT: i32 = 6;
    const SIGSEGV: i32 = 11;
    assert_eq!(signal(&call("underflow", "kopano")), Some(SIGABRT));
    assert_eq!(signal(&call("free-twice", "extended")), Some(SIGSEGV));
    assert_eq!(signal(&call("after-release", "ce")), Some(SIGSEGV));
    assert_eq!(call("underflow", "ce").status.code(), Some(98));
}

#[test]
fn the_end_of_a_session() {
    let compiler = Compiler::host(Source::Cpp);
    let source = include_str!("../../../../examples/cpp/end-session.cpp");
    let program = compiler.build("end-session", source);
    let run = compiler.run(&program, &[], "ce");
    assert_eq!(run.status.code(), Some(0));
    let expected = "MAPIInitialize           0x00000000\n\
                    MAPILogonEx              0x00000000\n\
                    Logoff                   0x00000000\n\
                    Release                  0\n\
                    MAPIUninitialize\n";
    assert_eq!(String::from_utf8_lossy(&run.stdout), expected);
    let refused = compiler.run(&program, &[], "wine-no-provider");
    assert_eq!(refused.status.code(), Some(1));
}

#[test]
fn a_message_is_sent() {
    let compiler = Compiler::host(Source::Cpp);
    let program =
        compiler.build("send-mail", include_str!("../../../../examples/cpp/send-mail.cpp"));
    let run = compiler.run(&program, &["anna@example.com"], "ce");
    let output = String::from_utf8_lossy(&run.stdout);
    assert_eq!(run.status.code(), Some(0), "{output}");
    assert!(output.ends_with("sent\n"), "{output}");
}

#[test]
fn examples_compile_for_every_platform() {
    for compiler in Compiler::all(Source::Cpp) {
        for (name, source) in [
            ("end-session-check", include_str!("../../../../examples/cpp/end-session.cpp")),
            ("send-mail-check", include_str!("../../../../examples/cpp/send-mail.cpp")),
        ] {
            compiler.check(name, source);
        }
    }
}
