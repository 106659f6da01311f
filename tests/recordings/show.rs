use std::{
    error::Error,
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Child, Command, Stdio},
};

use crate::bench::{Bench, Outcome};

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

/// An entry id is an object as good as others to whoever looks for it.
#[test]
fn show_filters_by_entry_id() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("flows/send-mail-sample", "a.journal")?;
    let all = bench.tells(&["show", "a.journal"])?;
    let drafts: Vec<&str> = all.lines().filter(|line| line.contains("\"drafts\"")).collect();
    assert!(drafts.len() > 1, "{all}");
    let told = bench.tells(&["show", "a.journal", "--object", "drafts"])?;
    let calls: Vec<&str> = told.lines().filter(|line| line.contains('(')).collect();
    assert_eq!(calls, drafts);
    Ok(())
}

/// What is called within a call stands further right than that.
#[test]
fn show_indents_what_is_called_within_a_call() -> Outcome {
    let bench = Bench::new()?;
    bench.trace("notifications/another-thread", "a.journal")?;
    let told = bench.tells(&["show", "a.journal"])?;
    let callbacks: Vec<&str> = told.lines().filter(|line| line.contains("Callback(")).collect();
    assert!(!callbacks.is_empty(), "{told}");
    assert!(callbacks.iter().all(|line| line.contains("]     Callback(")), "{told}");
    Ok(())
}

#[test]
#[cfg(unix)]
fn show_reads_from_a_pipe() -> Outcome {
    let bench = Bench::new()?;
    let path = bench.trace("teardown/correct", "a.journal")?;
    let output = Command::new("sh")
        .args(["-c", "cat \"$1\" | \"$0\" show /dev/stdin", env!("CARGO_BIN_EXE_cemapi-cts")])
        .arg(&path)
        .output()?;
    let told = bench.tells(&["show", "a.journal"])?;
    assert_eq!(format!("{}exit 0", String::from_utf8(output.stdout)?), told);
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
        (&["show", "a.journal", "--function", "ICEMAPISession::Logoff"], "mean `Logoff`?"),
        (&["show", "a.journal", "--thread", "worker"], "called worker; there is main\n"),
        (&["show", "a.journal", "--from", "2", "--to", "1"], "--from is later than --to"),
        (&["show", "a.journal", "--from", "1"], "a.journal has no times to choose by"),
        (&["show", "a.journal", "--follow", "--object", "sesion"], "mean `session`?"),
        (&["show", "b.journal"], "b.journal is neither a trace's file nor a scenario; there is no"),
        (&["show", "nowhere/b.journal", "--follow"], "error: nowhere/b.journal: "),
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

/// A program is run again and again, and the reader that follows it stays.
#[test]
fn show_follows_what_takes_the_place_of_a_journal() -> Outcome {
    let bench = Bench::new()?;
    let path = bench.trace("teardown/correct", "a.journal")?;
    let once = bench.tells(&["show", "a.journal", "--follow"])?;
    let once = once.strip_suffix("exit 0").ok_or("it failed")?;
    let whole = fs::read(&path)?;
    fs::remove_file(&path)?;
    // The first recording comes late, and is cut; the second is another file.
    let mut reader = reader(&bench)?;
    let mut notes = BufReader::new(reader.stderr.take().ok_or("no pipe")?).lines();
    let waits = "note: a.journal: there is no such file yet; waiting for it";
    assert_eq!(notes.next().ok_or("no note")??, waits);
    fs::write(bench.path("b.journal"), &whole[..whole.len() - 3])?;
    fs::rename(bench.path("b.journal"), &path)?;
    let mut out = BufReader::new(reader.stdout.take().ok_or("no pipe")?);
    let mut first = String::new();
    out.read_line(&mut first)?;
    fs::write(bench.path("b.journal"), &whole)?;
    fs::rename(bench.path("b.journal"), &path)?;
    let another = "note: a.journal: this is another recording from here on";
    assert_eq!(notes.next().ok_or("no note")??, another);
    let mut rest = String::new();
    out.read_to_string(&mut rest)?;
    let cut = once.replace("the process ended", "the recording was cut");
    assert_eq!(format!("{first}{rest}"), format!("{cut}{once}"));
    assert!(reader.wait()?.success());
    Ok(())
}

fn reader(bench: &Bench) -> Result<Child, Box<dyn Error>> {
    Ok(Command::new(env!("CARGO_BIN_EXE_cemapi-cts"))
        .args(["show", "a.journal", "--follow"])
        .current_dir(bench.folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?)
}

/// What a reader tells that follows a journal, whose rest comes when the reader waits for it.
fn followed(bench: &Bench, path: &Path, whole: &[u8]) -> Result<String, Box<dyn Error>> {
    let reader = reader(bench)?;
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
