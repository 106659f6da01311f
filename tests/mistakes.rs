//! Every kind of broken scenario is answered with exactly the text that stands beside it:
//! `mistakes/NAME.ron` and `mistakes/NAME.txt`. A new pair of files is a new test.

use std::{error::Error, fs, path::Path, process::ExitCode};

use cemapi_cts::{scenario::Scenario, suite::Folder};
use libtest_mimic::{Arguments, Failed, Trial};

/// Relative, because the texts name their files as somebody at the project's root sees them.
const FOLDER: &str = "tests/mistakes";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = Arguments::from_args();
    let names = Folder::new(FOLDER).names("ron")?;
    let mut trials: Vec<Trial> = names
        .into_iter()
        .map(|name| Trial::test(name.clone(), move || is_answered(&name)))
        .collect();
    trials.push(Trial::test("every-text-has-a-mistake", every_text_has_a_mistake));
    trials.push(Trial::test("every-cut-is-answered", every_cut_is_answered));
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn is_answered(name: &str) -> Result<(), Failed> {
    let told = match Folder::new(FOLDER).load(name) {
        Ok(_) => return Err("it was read as a scenario".into()),
        Err(failure) => failure.to_string(),
    };
    let path = Path::new(FOLDER).join(format!("{name}.txt"));
    let expected = fs::read_to_string(&path)
        .map_err(|error| format!("{}: {error}\nit is answered with\n{told}", path.display()))?;
    match expected.trim_end_matches('\n') == told {
        true => Ok(()),
        false => Err(format!("expected\n{expected}\nfound\n{told}").into()),
    }
}

fn every_text_has_a_mistake() -> Result<(), Failed> {
    let folder = Folder::new(FOLDER);
    match folder.names("txt")?.into_iter().find(|name| !folder.has(name)) {
        Some(name) => Err(format!("{name}.txt belongs to no file").into()),
        None => Ok(()),
    }
}

/// Wherever a text is cut off, it is answered with a place inside it.
fn every_cut_is_answered() -> Result<(), Failed> {
    let folder = Folder::new(FOLDER);
    for name in folder.names("ron")? {
        let path = folder.path(&name);
        let text = fs::read_to_string(&path)?;
        for (end, _) in text.char_indices() {
            let Err(error) = Scenario::parse(&name, &path, &text[..end]) else {
                continue;
            };
            let lines: Vec<&str> = text[..end].split('\n').collect();
            let line = lines.get(error.line - 1).map(|line| line.chars().count());
            if line.is_none_or(|length| error.column > length + 1) {
                return Err(format!("cut off after {end} bytes:\n{error}").into());
            }
        }
    }
    Ok(())
}
