use std::{error::Error, fs, path::Path, process::Command};

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
