//! Programs that do nothing wrong: they run as without the recorder, and all their calls are there.

use std::process::Command;

use cemapi_abi::Reply;
use cemapi_cts::trace::{End, Trace};

use crate::workshop::{Workshop, libraries, lines, text};

fn as_without(workshop: &Workshop, source: &str, arguments: &[&str], options: &[&str]) -> Trace {
    let program = workshop.compile(source);
    let alone = Command::new(&program).args(arguments).output().expect("it was just built");
    let run = workshop.record(&program, arguments, options);
    let (out, alone_out) = (text(&run.stdout), text(&alone.stdout));
    assert!(out.starts_with(&alone_out), "{out}\n{}", text(&run.stderr));
    assert_eq!(run.status.code(), alone.status.code());
    let trace = workshop.trace();
    assert_eq!(trace.end, End::Ended);
    assert_eq!(trace.lost, 0);
    trace
}

#[test]
fn the_end_of_a_session() {
    let Some(workshop) = Workshop::open() else { return };
    let trace = as_without(&workshop, "examples/cpp/end-session.cpp", &[], &[]);
    assert_eq!(
        lines(&trace),
        [
            "MAPIInitialize(lpMapiInit: NULL): S_OK",
            "MAPILogonEx(ulUIParam: 0, lpszProfileName: NULL, lpszPassword: NULL, flFlags: 0): \
             S_OK(session: \"session#1\")",
            "Logoff(session: \"session#1\", ulUIParam: 0, ulFlags: 0, ulReserved: 0): S_OK",
            "Release(object: \"session#1\"): 0",
            "MAPIUninitialize(): ()",
        ]
    );
    assert!(trace.records.iter().all(|record| record.when.left_at > record.when.entered_at));
}

#[test]
fn a_message_without_private_data() {
    let Some(workshop) = Workshop::open() else { return };
    let source = "examples/cpp/send-mail.cpp";
    let trace = as_without(&workshop, source, &["anna@example.com"], &["--no-times"]);
    let lines = lines(&trace);
    assert_eq!(lines.len(), 26, "{lines:#?}");
    let journal = std::fs::read(workshop.journal()).expect("the journal was just read");
    for secret in ["anna@example.com", "A message", "Written through"] {
        let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for secret in [secret.as_bytes(), &wide] {
            assert!(!journal.windows(secret.len()).any(|window| window == secret));
        }
        assert!(!lines.iter().any(|line| line.contains(secret)), "{lines:#?}");
    }
    assert!(lines.iter().any(|line| line.contains("[9 units, hash ")), "{lines:#?}");
    assert!(trace.records.iter().all(|record| record.when.left_at == 0));
}

#[test]
fn a_message_with_private_data() {
    let Some(workshop) = Workshop::open() else { return };
    let source = "examples/cpp/send-mail.cpp";
    let trace = as_without(&workshop, source, &["anna@example.com"], &["--private"]);
    let lines = lines(&trace);
    for private in ["anna@example.com", "A message"] {
        assert!(lines.iter().any(|line| line.contains(private)), "{lines:#?}");
    }
}

#[test]
fn journal_to_text_to_journal() {
    let Some(workshop) = Workshop::open() else { return };
    for source in ["examples/cpp/leaks.cpp", "examples/cpp/send-mail.cpp"] {
        let program = workshop.compile(source);
        workshop.record(&program, &[], &[]);
        let trace = workshop.trace();
        let text = trace.complete_text();
        let again = Trace::parse(&workshop.journal(), &text).expect("a trace's text is readable");
        assert_eq!(again, trace, "{text}");
        // The recorder's journal has segments and this one has none: it is the trace that is kept.
        let journal = again.journal().expect("a trace has a journal");
        let mut reader = cemapi_journal::Reader::new(&*journal).expect("a journal is readable");
        let mut read = cemapi_cts::trace::Journaled::begin(&reader);
        read.rest(&mut reader).expect("a journal is readable");
        assert_eq!(read.trace, trace);
        assert_eq!(read.trace.journal().ok(), Some(journal));
    }
}

/// What a journal says follows from what the program does, but for the times.
#[test]
fn the_same_calls_make_the_same_bytes() {
    let Some(workshop) = Workshop::open() else { return };
    for source in ["examples/cpp/end-session.cpp", "examples/cpp/send-mail.cpp"] {
        let [first, second] = [(); 2].map(|()| {
            as_without(&workshop, source, &[], &["--no-times"]);
            std::fs::read(workshop.journal()).expect("the journal was just read")
        });
        assert!(first == second, "{source}");
    }
}

#[test]
fn four_threads_and_what_the_library_calls() {
    four_threads(&[]);
    four_threads(&["--no-times"]);
}

fn four_threads(options: &[&str]) {
    let Some(workshop) = Workshop::open() else { return };
    let trace = as_without(&workshop, "tests/recording/threads.cpp", &[], options);
    assert!(trace.threads.len() >= 5, "{:?}", trace.threads);
    for thread in 1..=4 {
        let calls = trace.records.iter().filter(|record| record.thread.0 == thread);
        assert_eq!(calls.filter(|record| !record.callback).count(), 4 * 100);
    }
    assert!(trace.records.iter().all(|record| matches!(record.reply, Reply::Returned(_))));
    let lines = lines(&trace);
    let told = |name: &str| lines.iter().any(|line| line.starts_with(&format!("Callback({name}(")));
    assert!(told("AddRef") && told("OnNotify") && told("Release"), "{lines:#?}");
}

/// The desktop's sessions know QueryInterface: what it hands out is the same object to the program,
/// under the recorder too, and has one name.
#[test]
fn an_object_stays_the_same_object() {
    let Some(workshop) = Workshop::open() else { return };
    let program = workshop.compile("tests/recording/threads.cpp");
    let mut command = workshop.record_command(&program, &[], &[]);
    let run = command.env("CEMAPI_POLICY", "extended").output().expect("it runs");
    let out = text(&run.stdout);
    assert!(!out.contains("identity failed") && run.status.code() == Some(0), "{out}");
    let trace = workshop.trace();
    let lines = lines(&trace);
    let asked: Vec<&String> =
        lines.iter().filter(|line| line.starts_with("QueryInterface(")).collect();
    assert_eq!(asked.len(), 2, "{lines:#?}");
    let same = "S_OK(interface: \"store#1\")";
    assert!(
        asked.iter().all(|line| line.contains("\"store#1\"") && line.ends_with(same)),
        "{asked:#?}"
    );
}

/// A sink that calls MAPI itself, on what it is told of: its calls stand within what told it, and a
/// replay makes them after that.
#[test]
fn a_sink_that_calls_back() {
    let Some(workshop) = Workshop::open() else { return };
    let trace = as_without(&workshop, "tests/recording/sink.cpp", &[], &["--no-times"]);
    let opened = trace
        .around()
        .zip(&trace.records)
        .filter(|(around, record)| !record.callback && around.within.len() == 2 && !around.beside);
    let names: Vec<&str> =
        opened.map(|(_, record)| record.call.function().signature().name).collect();
    assert_eq!(names, ["OpenEntry", "Release"]);
    let command = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cemapi-cts"));
        let run = command.args(arguments).current_dir(workshop.path()).output();
        run.expect("a program that was built can be run")
    };
    let note = "note: recording.journal: 2 calls, from call 16 on, were made by a sink; here such calls \
                come after what told it\n";
    let replay = command(&["replay", "recording.journal"]);
    let told = "recording.journal and emulator:ce: 25 calls, no difference. ok\n";
    assert_eq!((text(&replay.stdout).as_str(), text(&replay.stderr).as_str()), (told, note));
    let library = format!("library:{}", libraries().join("libcemapi.so").display());
    let replay = command(&["replay", "recording.journal", "--target", &library]);
    let told = "recording.journal and library:libcemapi.so: 25 calls, no difference. ok\n";
    assert_eq!(text(&replay.stdout), told, "{}", text(&replay.stderr));
    let import = command(&["import", "recording.journal", "-o", "scenario.ron"]);
    assert!(text(&import.stderr).starts_with(note), "{}", text(&import.stderr));

    // What the sink opened is known by what it was told, in a call that somebody else made.
    let trim = command(&["trim", "recording.journal", "--object", "message#1", "-o", "part.ron"]);
    let kept = "note: recording.journal: 12 more of its calls are kept: they began or made what those that \
                you asked for use, or were made on sinks within them\n";
    assert_eq!(text(&trim.stderr), kept);
    let replay = command(&["replay", "part.ron"]);
    let told = "part.ron and emulator:ce: 14 calls, no difference. ok\n";
    assert_eq!(text(&replay.stdout), told, "{}", text(&replay.stderr));
}
