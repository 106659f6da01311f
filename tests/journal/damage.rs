use cemapi_abi::Reply;
use cemapi_cts::trace::End;
use cemapi_journal::Problem;

use crate::example::{Outcome, example, read};

#[test]
fn a_journal_that_is_cut_is_readable_to_the_last_complete_event() -> Outcome {
    let trace = example()?;
    let journal = trace.journal()?;
    let mut calls = 0;
    for end in 0..journal.len() {
        match read(&journal[..end]) {
            Ok(read) => {
                let cut = read.cut.ok_or("nothing says that it was cut")?;
                assert!(cut <= end as u64);
                assert_eq!(read.trace.end, End::Cut);
                assert!(read.trace.records.len() >= calls, "byte {end}: a call is gone");
                calls = read.trace.records.len();
                let before = trace.records.iter().zip(&read.trace.records);
                assert!(before.clone().all(|(whole, cut)| whole.call == cut.call));
                assert!(before.into_iter().all(|(whole, cut)| {
                    whole.reply == cut.reply || cut.reply == Reply::Unfinished
                }));
            }
            Err(error) => {
                let answered = matches!(error.problem, Problem::Empty | Problem::NoHeader);
                assert!(answered && calls == 0, "byte {end}: {error}");
            }
        }
    }
    assert_eq!(calls, trace.records.len());
    Ok(())
}

#[test]
fn bytes_that_nobody_has_written_end_a_journal() -> Outcome {
    let mut journal = example()?.journal()?;
    let whole = read(&journal)?.trace;
    journal.resize(journal.len() + 200_000, 0);
    assert_eq!(read(&journal)?.trace, whole);
    journal.push(1);
    assert!(matches!(read(&journal), Err(error) if matches!(error.problem, Problem::Damaged)));
    Ok(())
}

#[test]
fn every_flipped_bit_is_noticed_near_its_place() -> Outcome {
    let journal = example()?.journal()?;
    for bit in 0..8 * journal.len() {
        let mut flipped = journal.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        match read(&flipped) {
            Ok(read) => {
                // A length that reaches beyond the end looks like a cut.
                let cut = read.cut.ok_or_else(|| format!("bit {bit} goes unnoticed"))?;
                assert!(cut <= bit as u64 / 8, "bit {bit} is noticed at byte {cut}");
            }
            Err(error) => assert!(error.offset <= bit as u64 / 8, "bit {bit}: {error}"),
        }
    }
    Ok(())
}

#[test]
fn other_versions_and_other_files_are_told_apart() -> Outcome {
    let journal = example()?.journal()?;
    let told = |journal: &[u8]| match read(journal) {
        Ok(_) => "read".to_owned(),
        Err(error) => error.to_string(),
    };
    assert_eq!(told(b""), "byte 0: the file is empty");
    assert_eq!(told(b"PK\x03\x04"), "byte 0: this is no journal: it begins with other bytes");
    let mut other = journal.clone();
    other[8] = 9;
    assert_eq!(
        told(&other),
        "byte 8: the journal is of version 9.1, and this tool reads up to 1.2"
    );
    let mut text = journal.clone();
    text.remove(5);
    assert_eq!(told(&text), "byte 0: this is no journal: it begins with other bytes");
    Ok(())
}

#[test]
fn a_length_of_2_to_the_60_is_refused_at_once() -> Outcome {
    let mut journal = example()?.journal()?;
    let end = journal.len() as u64;
    journal.extend([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10, 9]);
    let Err(error) = read(&journal) else { return Err("it was read".into()) };
    assert_eq!(error.offset, end);
    assert!(matches!(error.problem, Problem::TooLong(length) if length == 1 << 60));
    Ok(())
}
