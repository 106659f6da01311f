//! The commands that read traces, as a script sees them.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use cemapi_abi::{
    Reply,
    private::{hide_call, hide_outputs},
};
use cemapi_cts::{
    contract::{Contract, Side},
    diff::{Change, Difference},
    import::{Imported, Replay},
    review::{Profile, Severity, review},
    scenario::Scenario,
    suite::Folder,
    target::Target,
    trace::{End, Trace},
};
use tempfile::TempDir;

type Outcome = Result<(), Box<dyn Error>>;

/// A folder with the traces of some scenarios in it.
struct Bench {
    folder: TempDir,
}

impl Bench {
    fn new() -> Result<Self, Box<dyn Error>> {
        Ok(Self { folder: tempfile::tempdir()? })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The trace of a scenario, as a file of this name.
    fn trace(&self, scenario: &str, name: &str) -> Result<PathBuf, Box<dyn Error>> {
        let trace = run(scenario)?;
        let path = self.path(name);
        match name.ends_with(".journal") {
            true => fs::write(&path, trace.journal()?)?,
            false => fs::write(&path, trace.complete_text())?,
        }
        Ok(path)
    }

    /// What the command prints, with its exit status at the end.
    fn tells(&self, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_cemapi-cts"))
            .args(arguments)
            .current_dir(self.folder.path())
            .output()?;
        let (out, err) = (String::from_utf8(stdout)?, String::from_utf8(stderr)?);
        Ok(format!("{out}{err}exit {}", status.code().unwrap_or(-1)))
    }
}

fn load(name: &str) -> Result<Scenario, Box<dyn Error>> {
    Ok(Folder::new("scenarios").load(name).map_err(|failure| failure.to_string())?)
}

fn run(scenario: &str) -> Result<Trace, Box<dyn Error>> {
    Ok(Target::default_target().run(&load(scenario)?))
}

#[test]
fn convert_is_the_identity_both_ways() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("readme", "a.journal")?;
    assert_eq!(bench.tells(&["convert", "a.journal", "b.ron"])?, "exit 0");
    assert_eq!(bench.tells(&["convert", "b.ron", "c.journal"])?, "exit 0");
    assert_eq!(fs::read(bench.path("a.journal"))?, fs::read(bench.path("c.journal"))?);
    let told = bench.tells(&["convert", "a.journal", "b.txt"])?;
    assert_eq!(told, "error: b.txt: the name of a trace ends in .journal or .ron\nexit 2");
    Ok(())
}

#[test]
fn show_filters_by_object_function_and_thread() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("readme", "a.journal")?;
    let told = bench.tells(&["show", "a.journal", "--object", "buffer"])?;
    assert_eq!(told.lines().filter(|line| line.contains("\"buffer\"")).count(), 3, "{told}");
    assert_eq!(told.lines().count(), 3 + 2, "{told}");
    let told = bench.tells(&[
        "show",
        "a.journal",
        "--function",
        "IUnknown::AddRef",
        "--thread",
        "worker",
    ])?;
    assert_eq!(told.lines().count(), 1 + 2, "{told}");
    let told = bench.tells(&["show", "a.journal", "--object", "bufer"])?;
    assert_eq!(told, "error: no object is called bufer\n  = did you mean `buffer`?\nexit 2");
    Ok(())
}

#[test]
fn show_refuses_what_means_nothing() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("teardown/correct", "a.journal")?;
    fs::write(bench.path("empty.journal"), "")?;
    let told = [
        (&["show", "a.journal", "--function", "Logof"][..], "no function is called Logof"),
        (&["show", "a.journal", "--function", "Logof", "--follow"], "no function is called Logof"),
        (&["show", "a.journal", "--from", "nan"], "a recording begins at 0 seconds"),
        (&["show", "a.journal", "--to", "soon"], "a number of seconds is needed"),
        (&["show", "a.journal", "--complete", "--object", "session"], "cannot be used with"),
        (&["show", "a.journal", "--complete", "--follow"], "cannot be used with"),
        (&["show", "empty.journal"], "error: empty.journal: the file is empty"),
        (&["diff", "empty.journal", "a.journal"], "error: empty.journal: the file is empty"),
    ];
    for (arguments, answer) in told {
        let told = bench.tells(arguments)?;
        assert!(told.contains(answer) && told.ends_with("exit 2"), "{arguments:?}: {told}");
    }
    Ok(())
}

#[test]
fn show_follows_a_journal_to_its_end() -> Outcome {
    let bench = Bench::new()?;
    let path = bench.trace("teardown/correct", "a.journal")?;
    let told = bench.tells(&["show", "a.journal", "--follow"])?;
    assert_eq!(told.lines().count(), 5 + 2, "{told}");
    let whole = fs::read(&path)?;
    for begun in [0, 5, whole.len() - 40] {
        fs::write(&path, &whole[..begun])?;
        assert_eq!(followed(&bench, &path, &whole)?, told, "after {begun} bytes");
    }
    Ok(())
}

/// What a reader tells that follows a journal, whose rest comes when the reader waits for it.
fn followed(bench: &Bench, path: &Path, whole: &[u8]) -> Result<String, Box<dyn Error>> {
    let reader = Command::new(env!("CARGO_BIN_EXE_cemapi-cts"))
        .args(["show", "a.journal", "--follow"])
        .current_dir(bench.folder.path())
        .stdout(std::process::Stdio::piped())
        .spawn()?;
    std::thread::sleep(std::time::Duration::from_millis(200));
    fs::write(path, whole)?;
    let output = reader.wait_with_output()?;
    Ok(format!("{}exit 0", String::from_utf8(output.stdout)?))
}

#[test]
fn a_damaged_journal_is_refused_and_salvaged() -> Outcome {
    let bench = Bench::new()?;
    let path = bench.trace("teardown/correct", "a.journal")?;
    let mut bytes = fs::read(&path)?;
    let place = bytes.len() - 20;
    bytes[place] ^= 4;
    fs::write(&path, bytes)?;
    let told = bench.tells(&["show", "a.journal"])?;
    assert!(told.starts_with("error: a.journal: byte "), "{told}");
    assert!(told.contains("  = --salvage reads the ") && told.ends_with("exit 2"), "{told}");
    let told = bench.tells(&["show", "a.journal", "--salvage"])?;
    assert!(told.contains("the recording was cut") && told.ends_with("exit 0"), "{told}");
    let told = bench.tells(&["diff", "a.journal", "a.journal"])?;
    assert!(told.contains("  = --salvage reads the ") && told.ends_with("exit 2"), "{told}");
    let told = bench.tells(&["diff", "a.journal", "a.journal", "--salvage"])?;
    assert!(told.contains("no difference. ok\n") && told.ends_with("exit 0"), "{told}");
    Ok(())
}

#[test]
fn check_names_what_a_program_does_wrong() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("life/everything-left-open", "leaky.journal")?;
    let told = bench.tells(&["check", "leaky.journal"])?;
    assert!(told.ends_with("FAILED\nexit 1"), "{told}");
    assert!(told.contains("  made:   in call "), "{told}");
    bench.trace("teardown/correct", "good.journal")?;
    for profile in ["ce", "extended"] {
        let told = bench.tells(&["check", "good.journal", "--profile", profile])?;
        assert_eq!(told, "good.journal: 5 calls, no rule broken. ok\nexit 0");
    }
    Ok(())
}

/// A trace, and what the review says of it under each profile: severity and clause.
fn reviewed(scenario: &str, profile: Profile) -> Result<Vec<(Severity, String)>, Box<dyn Error>> {
    let remarks = review(&run(scenario)?, profile);
    let name = |remark: &cemapi_cts::review::Remark| {
        remark.clause.map_or_else(String::new, |clause| clause.id.to_owned())
    };
    Ok(remarks.iter().map(|remark| (remark.severity, name(remark))).collect())
}

#[test]
fn the_desktop_has_more_rules() -> Outcome {
    let both = [("logoff/never", (Severity::Warning, "LOGOFF-9"), (Severity::Error, "LOGOFF-9"))];
    for (scenario, ce, extended) in both {
        for (profile, (severity, clause)) in [(Profile::Ce, ce), (Profile::Extended, extended)] {
            let found = reviewed(scenario, profile)?;
            let wanted = (severity, clause.to_owned());
            assert!(found.contains(&wanted), "{scenario}, {profile:?}: {found:?}");
        }
    }
    let desktop_only = [
        ("logoff/then-another-method", "LOGOFF-6"),
        ("threads/session-elsewhere", "THREAD-4"),
        ("threads/uninitialize-elsewhere", "THREAD-4"),
        ("logon/without-initialize", "LOGON-8"),
    ];
    for (scenario, clause) in desktop_only {
        let wanted = (Severity::Error, clause.to_owned());
        assert!(!reviewed(scenario, Profile::Ce)?.contains(&wanted), "{scenario}");
        let found = reviewed(scenario, Profile::Extended)?;
        assert!(found.contains(&wanted), "{scenario}: {found:?}");
    }
    Ok(())
}

#[test]
fn ignored_failures_are_errors() -> Outcome {
    let scenario = Scenario::parse(
        "ignored",
        Path::new("ignored.ron"),
        r#"(shows: "a logon that failed is not noticed",
            faults: [(call: "MAPILogonEx", code: E_FAIL)],
            calls: [
                MAPIInitialize(), MAPILogonEx(session: "session"), AddRef(object: "session"),
                MAPIUninitialize(),
            ])"#,
    )?;
    let trace = Target::default_target().run(&scenario);
    let remarks = review(&trace, Profile::Ce);
    let says: Vec<&str> = remarks.iter().map(|remark| remark.says.as_str()).collect();
    assert_eq!(says, ["session is used, and call 2, MAPILogonEx, had handed out nothing"]);
    assert_eq!((remarks[0].severity, remarks[0].call), (Severity::Error, Some(2)));
    Ok(())
}

#[test]
fn diff_tells_which_argument_differs() -> Outcome {
    let bench = Bench::new()?;
    let path = bench.trace("memory/linked", "a.ron")?;
    let text = fs::read_to_string(&path)?;
    // Other names, other times: no difference.
    let renamed = text.replace("\"head\"", "\"block#7\"").replace("\"session\"", "\"s\"");
    fs::write(bench.path("renamed.ron"), renamed)?;
    let told = bench.tells(&["diff", "a.ron", "renamed.ron"])?;
    assert!(told.contains("no difference. ok") && told.ends_with("exit 0"), "{told}");
    fs::write(bench.path("other.ron"), text.replace("cbSize: 64", "cbSize: 65"))?;
    let told = bench.tells(&["diff", "a.ron", "other.ron"])?;
    assert!(told.contains("cbSize: 64 -> 65") && told.ends_with("DIFFERENT\nexit 1"), "{told}");
    let told = bench.tells(&["diff", "a.ron", "other.ron", "--json"])?;
    assert!(told.contains("\"name\": \"cbSize\"") && told.contains("\"equal\": false"), "{told}");
    Ok(())
}

fn between(one: &Trace, other: &Trace) -> Result<Vec<Change>, Box<dyn Error>> {
    let difference = Difference::between(one.journal()?, other.journal()?);
    Ok(difference.map_err(|(_, error)| error)?.changes)
}

/// Two objects of one role are two objects: a block freed twice is not two blocks freed once.
#[test]
fn diff_tells_things_of_one_role_apart() -> Outcome {
    let text = |freed: &str| {
        format!(
            r#"(trace: 1, scenario: "x", calls: {{
                MAPIAllocateBuffer(cbSize: 8): S_OK(buffer: "a"),
                MAPIAllocateBuffer(cbSize: 8): S_OK(buffer: "b"),
                MAPIFreeBuffer(lpBuffer: "a"): S_OK,
                MAPIFreeBuffer(lpBuffer: "{freed}"): S_OK,
            }}, end: Ended)"#
        )
    };
    let parse = |freed: &str| Trace::parse(Path::new("x"), &text(freed));
    let changes = between(&parse("b")?, &parse("a")?)?;
    let [Change::Changed { one: 3, other: 3, parts, .. }] = &changes[..] else {
        return Err(format!("{changes:?}").into());
    };
    assert_eq!((parts[0].one.as_str(), parts[0].other.as_str()), ("\"b\"", "\"a\""));
    Ok(())
}

#[test]
fn no_trace_differs_from_itself_and_every_change_is_found() -> Outcome {
    for name in Folder::new("scenarios").names("ron")? {
        let trace = run(&name)?;
        assert_eq!(between(&trace, &trace)?, [], "{name}");
        for left_out in (0..trace.records.len()).step_by(9) {
            let keep: Vec<bool> = (0..trace.records.len()).map(|place| place != left_out).collect();
            let changes = between(&trace, &trace.only(&keep))?;
            let removed = |change: &Change| matches!(change, Change::Removed { .. });
            assert!(changes.iter().any(removed), "{name}: call {left_out}: {changes:?}");
        }
    }
    Ok(())
}

/// A trace that is made a scenario does the same again.
#[test]
fn imported_scenarios_make_the_same_calls() -> Outcome {
    for name in Folder::new("scenarios").names("ron")? {
        let trace = run(&name)?;
        let imported = Imported::new(&trace, "a trace once more")?;
        assert!(imported.notes.is_empty(), "{name}: {:?}", imported.notes);
        let path = Path::new("imported.ron");
        let scenario = Scenario::parse(&name, path, &imported.text)
            .map_err(|error| format!("{name}: {error}\n{}", imported.text))?;
        let again = Target::default_target().run(&scenario);
        // A scenario that stopped says so; what is made of its calls goes on to its end.
        let mut trace = trace;
        if trace.end == End::Stopped {
            trace.end = again.end;
        }
        // What first appeared in a notification has a number for a name, and may get another one.
        assert_eq!(between(&trace, &again)?, [], "{name}\n{}", imported.text);
        let mut broken: Vec<&str> = Contract::check(&again)
            .iter()
            .filter(|finding| finding.side == Side::Client)
            .map(|finding| finding.clause.id)
            .collect();
        let mut named: Vec<&str> = scenario.breaks.iter().map(|clause| clause.id).collect();
        broken.sort_unstable();
        broken.dedup();
        named.sort_unstable();
        assert_eq!(broken, named, "{name}");
    }
    Ok(())
}

#[test]
fn import_takes_only_what_an_object_needs() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("readme", "a.journal")?;
    let told = bench.tells(&["import", "a.journal", "--object", "buffer", "-o", "b.ron"])?;
    assert_eq!(told, "exit 0");
    let text = fs::read_to_string(bench.path("b.ron"))?;
    let scenario = Scenario::parse("b", &bench.path("b.ron"), &text)?;
    let calls: Vec<&str> =
        scenario.steps.iter().map(|step| step.call.function().signature().name).collect();
    assert_eq!(
        calls,
        [
            "MAPIInitialize",
            "MAPIAllocateBuffer",
            "MAPIAllocateMore",
            "MAPIFreeBuffer",
            "MAPIUninitialize"
        ]
    );
    Ok(())
}

#[test]
fn trim_keeps_what_the_calls_need() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("teardown/correct", "a.journal")?;
    let told = bench.tells(&["trim", "a.journal", "--from", "3", "--to", "4", "-o", "b.ron"])?;
    assert!(told.contains("1 more of its calls") && told.ends_with("exit 0"), "{told}");
    let told = bench.tells(&["show", "b.ron"])?;
    assert_eq!(told.lines().count(), 3 + 2, "{told}");
    let told = bench.tells(&["trim", "a.journal", "--from", "9", "-o", "b.ron"])?;
    assert!(told.starts_with("error: a.journal: there are no calls 9 to 5"), "{told}");
    Ok(())
}

#[test]
fn replay_compares_with_another_target() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("teardown/double-logoff", "a.journal")?;
    let told = bench.tells(&["replay", "a.journal"])?;
    assert!(told.contains("no difference. ok") && told.ends_with("exit 0"), "{told}");
    let target = ["--target", "emulator:wine-no-provider"];
    let told = bench.tells(&["replay", "a.journal", target[0], target[1]])?;
    assert!(told.contains("MAPIInitialize") && told.ends_with("exit 1"), "{told}");
    Ok(())
}

/// The recorder keeps private data as length and hash, and a replay is held against just that.
#[test]
fn replay_of_a_recording_without_private_data() -> Outcome {
    let trace = run("flows/send-mail-sample")?;
    let mut hidden = trace.clone();
    hidden.made.facts.push(("private data".into(), "as length and hash".into()));
    for record in &mut hidden.records {
        record.call = hide_call(record.call.clone()).ok_or("no call")?;
        if let Reply::Returned(returned) = &mut record.reply {
            hide_outputs(&mut returned.outs);
        }
    }
    assert_ne!(hidden.records, trace.records);
    let again = Replay::new(&hidden)?.run(&Target::default_target());
    assert_eq!(between(&hidden, &again)?, []);

    let imported = Imported::new(&hidden, "a message without its text")?;
    assert!(imported.notes.iter().any(|note| note.contains("made up data")));
    assert!(!imported.text.contains("hash"), "{}", imported.text);
    // A recording that keeps everything is replayed with everything.
    let again = Replay::new(&trace)?.run(&Target::default_target());
    assert_eq!(between(&trace, &again)?, []);
    Ok(())
}
