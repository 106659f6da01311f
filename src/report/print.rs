use std::{
    fmt,
    io::{ErrorKind, Write as _, stdout},
    process,
};

/// Prints a line. A reader that has seen enough, as `head` has, ends the program quietly.
pub(crate) fn print(line: fmt::Arguments<'_>) {
    if let Err(error) = writeln!(stdout(), "{line}")
        && error.kind() == ErrorKind::BrokenPipe
    {
        process::exit(0);
    }
}
