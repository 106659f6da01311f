//! agent.exe on the ARM interpreter, with cards and devices that fail it.
//!
//! Where the program is says the environment variable `CEMAPI_AGENT`; `ci/device.sh` builds it.
//! Without it nothing of this can run, and every test says that it is ignored.

mod bench;
mod faults;
mod starts;

use std::{env, error::Error, process::ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// A test, by its name.
type Test = (&'static str, fn() -> Outcome);

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let without = env::var_os("CEMAPI_AGENT").is_none();
    let trial = |(name, test): &Test| {
        let test = *test;
        let run = move || test().map_err(|error| Failed::from(error.to_string()));
        Trial::test(*name, run).with_ignored_flag(without)
    };
    let all = [faults::ALL, starts::ALL].concat();
    libtest_mimic::run(&arguments, all.iter().map(trial).collect()).exit_code()
}
