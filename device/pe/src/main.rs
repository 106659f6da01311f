//! Turns a statically linked ARM ELF file into a Windows CE executable.
//!
//! The ELF file has to be linked at [`image::BASE`] plus at least a page, with its relocations kept
//! (`--emit-relocs`). A word whose symbol is called `import:DLL:NAME` or `import:DLL:#ORDINAL` is
//! filled by the system's loader. The same input always gives the same bytes.

mod error;
mod image;
mod import;
mod program;
mod version;

use std::{env, fs, process::ExitCode};

use error::Error;
use program::Program;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, output, version] = arguments.as_slice() else {
        eprintln!("usage: cemapi-pe ELF-FILE EXE-FILE VERSION");
        return ExitCode::from(2);
    };
    match convert(input, output, version) {
        Ok(size) => {
            println!("{output}: {size} bytes");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("cemapi-pe: {input}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn convert(input: &str, output: &str, version: &str) -> Result<usize, Error> {
    let bytes = fs::read(input)?;
    let image = image::build(Program::read(&bytes)?, &version::resource(version))?;
    fs::write(output, &image)?;
    Ok(image.len())
}
