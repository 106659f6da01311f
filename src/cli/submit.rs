use std::path::PathBuf;

use cemapi_agent::card::hash;
use clap::Args;

use super::{
    card::{target_name, tell, write},
    exit::{Exit, Failure},
    options::Scenarios,
    style::{bad, good, odd},
};
use crate::{
    card::Files,
    report::print_coloured,
    submission::{Judged, Submission},
    target::library::hex,
};

#[derive(Debug, Args)]
pub(super) struct Options {
    /// The folder of the card that came back.
    card: PathBuf,
    /// The name of the device among the targets.
    #[arg(long = "as", value_name = "NAME", value_parser = target_name)]
    name: String,
    /// The file; without it NAME.tar.
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    scenarios: Scenarios,
    /// The folder of stored traces, with the device's marks.
    #[arg(long, value_name = "DIR", default_value = "traces")]
    traces: PathBuf,
}

/// Packs a device's run into one file.
pub(super) fn submit(options: &Options) -> Result<Exit, Failure> {
    let files = Files::read(&options.card).map_err(Failure::input)?;
    let name = &options.name;
    let marks = options.traces.join(name);
    let submission =
        Submission::new(files, name, &options.scenarios.open()?, &marks).map_err(Failure::input)?;
    let bytes = submission.to_bytes().map_err(Failure::input)?;
    let out = options.out.clone().unwrap_or_else(|| PathBuf::from(format!("{name}.tar")));
    write(&out, &bytes)?;
    print_coloured(format_args!("{}: {} bytes", out.display(), bytes.len()));
    print_coloured(format_args!("sha256 {}", hex(&hash(&bytes))));
    Ok(Exit::AsExpected)
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The file.
    file: PathBuf,
}

/// More bytes than this are in no submission.
const MOST: u64 = 256 << 20;

/// Checks a file that `submit` wrote.
pub(super) fn verify(options: &Verify) -> Result<Exit, Failure> {
    let path = options.file.display();
    let failed = |error: &dyn std::fmt::Display| Failure::input(format!("{path}: {error}"));
    let size = std::fs::metadata(&options.file).map_err(|error| failed(&error))?.len();
    if size > MOST {
        return Err(failed(&format!("it has more than {MOST} bytes, as no submission has")));
    }
    let file = super::card::file(&options.file)?;
    let submission = match Submission::check(&file) {
        Ok(submission) => submission,
        Err(error) => {
            print_coloured(format_args!("{} {path}: {error}", bad("REFUSED")));
            return Ok(Exit::Failed);
        }
    };
    let differing = tell(&submission.imported);
    for mark in submission.marks.iter() {
        let scenarios = mark.scenarios.join(", ");
        let clause = mark.clause.as_deref().unwrap_or("absent");
        print_coloured(format_args!("{} {scenarios}: {clause}: {}", odd("CLAIMED"), mark.reason));
    }
    let Judged { passed, marked, failed } = submission.judge();
    for (scenario, why) in &failed {
        print_coloured(format_args!("{} {scenario}: {why}", bad("FAIL")));
    }
    print_coloured(format_args!(
        "the contract: {passed} passed, {marked} marked, {} failed, {differing} differ from the \
         emulator",
        failed.len()
    ));
    print_coloured(format_args!("sha256 {}", hex(&hash(&file))));
    print_coloured(format_args!("{}: every file in it fits the others. {}", path, good("ok")));
    Ok(Exit::AsExpected)
}
