use std::{
    fmt::{self, Write as _},
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

/// Lines that are printed many at a time: each by itself costs more than it takes to make it.
#[derive(Default)]
pub(crate) struct Page(String);

impl Page {
    const FULL: usize = 1 << 15;

    /// Prints a line, now or later.
    pub(crate) fn line(&mut self, line: fmt::Arguments<'_>) {
        _ = writeln!(self.0, "{line}");
        if self.0.len() > Self::FULL {
            self.turn();
        }
    }

    /// Prints what was not printed yet.
    pub(crate) fn turn(&mut self) {
        write_to(&mut stdout(), format_args!("{}", self.0));
        self.0.clear();
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.turn();
    }
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
    write_to(output, format_args!("{line}\n"));
}

fn write_to(output: &mut dyn Write, text: fmt::Arguments<'_>) {
    if printing_is_over() {
        return;
    }
    if let Err(error) = output.write_fmt(text) {
        _ = STOPPED.set(error);
    }
}
