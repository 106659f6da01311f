use cemapi_agent::card::{AGENT, hash};
use cemapi_cts::submission::{Submission, SubmissionError};

use crate::card::{Outcome, hex, submission, workspace};

#[test]
fn a_submission_says_what_its_results_come_to() -> Outcome {
    let place = workspace()?;
    let file = submission(place.path())?;
    let checked = Submission::check(&file)?;
    assert_eq!(checked.imported.traces().count(), 2);
    let judged = checked.judge();
    assert_eq!((judged.passed, judged.marked, judged.failed), (2, 0, Vec::new()));
    Ok(())
}

#[test]
fn every_changed_byte_is_refused() -> Outcome {
    let file = submission(workspace()?.path())?;
    for place in 0..file.len() {
        let mut changed = file.clone();
        changed[place] ^= 1 << (place % 8);
        assert!(Submission::check(&changed).is_err(), "byte {place} of {}", file.len());
    }
    Ok(())
}

#[test]
fn a_submission_that_is_cut_off_or_longer_is_refused() -> Outcome {
    let file = submission(workspace()?.path())?;
    for length in (0..file.len()).step_by(97) {
        assert!(Submission::check(&file[..length]).is_err(), "{length} of {}", file.len());
    }
    assert!(Submission::check(&[file.as_slice(), &[0; 512]].concat()).is_err());
    Ok(())
}

/// Somebody who changes a file and all hashes as well.
#[test]
fn a_trace_that_the_results_do_not_come_to_is_refused() -> Outcome {
    let place = workspace()?;
    let file = submission(place.path())?;
    let mut archive = tar::Archive::new(&*file);
    let mut sums = String::new();
    let mut builder = tar::Builder::new(Vec::new());
    let mut entries = Vec::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes)?;
        if name == "traces/forgets.ron" {
            bytes = String::from_utf8(bytes)?.replace("S_OK", "E_FAIL").into_bytes();
        }
        entries.push((entry.header().clone(), name, bytes));
    }
    entries.retain(|(_, name, _)| name != "SHA256SUMS");
    for (_, name, bytes) in &entries {
        sums.push_str(&format!("{}  {name}\n", hex(&hash(bytes))));
    }
    let header = entries.first().map(|(header, ..)| header.clone()).ok_or("no entries")?;
    entries.push((header, "SHA256SUMS".to_owned(), sums.into_bytes()));
    entries.sort_by(|(_, one, _), (_, other, _)| one.cmp(other));
    for (mut header, name, bytes) in entries {
        header.set_path(&name)?;
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        builder.append(&header, &*bytes)?;
    }
    match Submission::check(&builder.into_inner()?) {
        Err(SubmissionError::Other { name, tool: None }) => assert_eq!(name, "traces/forgets.ron"),
        other => return Err(format!("{:?}", other.map(|_| ())).into()),
    }
    Ok(())
}

#[test]
fn an_archive_of_anything_else_is_refused() -> Outcome {
    for other in [&b""[..], b"no archive", &[0; 1024], &[0xFF; 4096]] {
        assert!(Submission::check(other).is_err());
    }
    // A member that claims to have 8 GiB takes no memory.
    let mut header = tar::Header::new_ustar();
    header.set_path(AGENT)?;
    header.set_size(8 << 30);
    header.set_cksum();
    assert!(Submission::check(header.as_bytes()).is_err());
    Ok(())
}
