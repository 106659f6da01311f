//! The worker process: loads one MAPI library and makes the calls of one scenario on it.

use std::process::ExitCode;

fn main() -> ExitCode {
    cemapi_agent::host::main()
}
