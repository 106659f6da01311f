use std::{
    fmt,
    io::{self, ErrorKind, Write as _, stdout},
    process,
};

/// Prints a line. A reader that has seen enough, as `head` has, ends the program quietly.
pub(crate) fn print(line: fmt::Arguments<'_>) {
    written(writeln!(stdout(), "{line}"));
}

/// Prints a line with words in colours, which only a terminal is given.
pub(crate) fn print_coloured(line: fmt::Arguments<'_>) {
    written(writeln!(anstream::stdout(), "{line}"));
}

fn written(outcome: io::Result<()>) {
    if outcome.is_err_and(|error| error.kind() == ErrorKind::BrokenPipe) {
        process::exit(0);
    }
}
