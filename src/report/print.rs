use std::{
    fmt,
    io::{self, ErrorKind, Write, stdout},
    sync::OnceLock,
};

/// Why nothing more is written to standard output.
static STOPPED: OnceLock<io::Error> = OnceLock::new();

/// Prints a line. What can no longer be written is left out, and the command goes on with its work.
pub(crate) fn print(line: fmt::Arguments<'_>) {
    print_to(&mut stdout(), line);
}

/// Prints a line with words in colours, which only a terminal is given.
pub(crate) fn print_coloured(line: fmt::Arguments<'_>) {
    print_to(&mut anstream::stdout(), line);
}

/// Prints a line for the person at the terminal, to standard error. If nobody is there, there is
/// nobody to tell that either.
pub(crate) fn tell_user(line: fmt::Arguments<'_>) {
    _ = writeln!(anstream::stderr(), "{line}");
}

/// Whether printing more is in vain, since the reader has seen enough, as `head` has, or the disk is
/// full. Who only prints can end then.
pub(crate) fn printing_is_over() -> bool {
    STOPPED.get().is_some()
}

/// Whether everything printed was written. A reader who goes early is no failure.
pub(crate) fn printed() -> Result<(), &'static io::Error> {
    match STOPPED.get() {
        Some(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

fn print_to(output: &mut dyn Write, line: fmt::Arguments<'_>) {
    if printing_is_over() {
        return;
    }
    if let Err(error) = writeln!(output, "{line}") {
        _ = STOPPED.set(error);
    }
}
