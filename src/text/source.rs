use std::{
    error::Error,
    fmt,
    path::{Path, PathBuf},
};

use super::Problem;

/// A file's text and where it came from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'a> {
    pub(crate) path: &'a Path,
    pub(crate) text: &'a str,
}

/// What is wrong with a part of a source.
#[derive(Debug)]
pub(crate) struct Flaw<'a> {
    /// The part, a slice of the source's own text.
    pub(crate) at: &'a str,
    pub(crate) problem: Problem,
}

impl<'a> Flaw<'a> {
    pub(crate) fn new(at: &'a str, problem: Problem) -> Self {
        Self { at, problem }
    }
}

/// A scenario or trace that could not be read: where, the line itself, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The file.
    pub path: PathBuf,
    /// Its line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong there.
    pub problem: Problem,
    /// The line's text.
    text: String,
    /// How many characters the part is wide.
    width: usize,
}

impl<'a> Source<'a> {
    /// A file's text, without the byte order mark that some editors put in front of it.
    pub(crate) fn new(path: &'a Path, text: &'a str) -> Self {
        Self { path, text: text.strip_prefix('\u{feff}').unwrap_or(text) }
    }

    /// The error that tells of this flaw.
    pub(crate) fn locate(&self, flaw: &Flaw<'_>) -> ReadError {
        let offset = (flaw.at.as_ptr() as usize)
            .checked_sub(self.text.as_ptr() as usize)
            .filter(|offset| *offset <= self.text.len())
            .unwrap_or(0);
        let before = &self.text[..offset];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let text = self.text[start..].lines().next().unwrap_or("");
        let column = self.text[start..offset].chars().count();
        let first_line = flaw.at.lines().next().unwrap_or("").trim_end();
        ReadError {
            path: self.path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: column + 1,
            problem: flaw.problem.clone(),
            text: text.to_owned(),
            width: first_line.chars().count().max(1),
        }
    }
}

impl fmt::Display for ReadError {
    /// `file:line:column: message`, the line, and a caret under the part.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, column, problem, text, width } = self;
        writeln!(f, "{}:{line}:{column}: {problem}", path.display())?;
        let margin = line.to_string().len();
        // Tabs keep their width in front of the caret.
        let indent: String = text
            .chars()
            .take(column - 1)
            .map(|character| if character == '\t' { '\t' } else { ' ' })
            .collect();
        writeln!(f, "{}", format!("{line} | {text}").trim_end())?;
        write!(f, "{:margin$} | {indent}{}", "", "^".repeat(*width))?;
        if let Some(help) = problem.help() {
            write!(f, "\n{:margin$} = {help}", "")?;
        }
        Ok(())
    }
}

impl Error for ReadError {}
