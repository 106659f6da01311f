//! The command line of `cemapi-cts`.

use std::process::ExitCode;

fn main() -> ExitCode {
    cemapi_cts::cli::main()
}
