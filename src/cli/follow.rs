use std::{
    fs::File,
    io::{self, ErrorKind, Seek, SeekFrom},
    path::Path,
    thread,
    time::Duration,
};

use cemapi_journal::{Problem, Reader};
use same_file::Handle;

use super::{
    exit::{Exit, Failure},
    input::tell_note,
    show::{Style, ending, tell_one},
};
use crate::{
    report::{Page, printing_is_over},
    trace::{Filter, Journaled, News, NoSuch, Trace},
};

/// How long a writer is given before the file is looked at again.
const PATIENCE: Duration = Duration::from_millis(50);

/// How a journal's calls are told while it is written.
const STYLE: Style = Style { width: 6, threads: true, within: 0 };

/// Shows a journal's calls as they return, until the process ends; when another journal takes the
/// file's place, that is followed.
pub(super) fn follow(path: &Path, filter: &Filter) -> Result<Exit, Failure> {
    let failed =
        |error: &dyn std::fmt::Display| Failure::input(format!("{}: {error}", path.display()));
    let mut file = appeared(path).map_err(|error| failed(&error))?;
    loop {
        match follow_one(path, filter, file).map_err(|error| match error {
            Stop::Journal(error) => failed(&error),
            Stop::File(error) => failed(&error),
            Stop::Filter(error) => Failure::input(error),
        })? {
            None => return Ok(Exit::AsExpected),
            Some(another) => {
                tell_note(path, "this is another recording from here on");
                file = another;
            }
        }
    }
}

/// Why a journal cannot be followed on.
enum Stop {
    Journal(cemapi_journal::Error),
    File(io::Error),
    Filter(NoSuch),
}

impl From<cemapi_journal::Error> for Stop {
    fn from(error: cemapi_journal::Error) -> Self {
        Self::Journal(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl From<NoSuch> for Stop {
    fn from(error: NoSuch) -> Self {
        Self::Filter(error)
    }
}

/// The file, as soon as there is one.
fn appeared(path: &Path) -> io::Result<File> {
    let mut told = false;
    loop {
        match File::open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound && has_folder(path) => {
                if !told {
                    tell_note(path, "there is no such file yet; waiting for it");
                    told = true;
                }
                thread::sleep(PATIENCE);
            }
            opened => return opened,
        }
    }
}

/// Whether there is a folder in which the file may yet appear.
fn has_folder(path: &Path) -> bool {
    path.parent().is_some_and(|folder| folder.as_os_str().is_empty() || folder.is_dir())
}

/// Shows one journal's calls; if it never ends and another file takes its place, hands that out.
fn follow_one(path: &Path, filter: &Filter, file: File) -> Result<Option<File>, Stop> {
    let own = Handle::from_file(file.try_clone()?)?;
    let mut reader = loop {
        let mut file = file.try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        match Reader::new(file) {
            Ok(reader) => break reader,
            // The recorder has made the file and not yet begun to write it.
            Err(error) if matches!(error.problem, Problem::Empty | Problem::NoHeader) => {
                if let Some(another) = another(path, &own)? {
                    return Ok(Some(another));
                }
                thread::sleep(PATIENCE);
            }
            Err(error) => return Err(error.into()),
        }
    };
    let mut read = Journaled::begin(&reader);
    let mut page = Page::default();
    let mut replaced = None;
    while !printing_is_over() {
        match read.step(&mut reader)? {
            Some(News::Left(place)) => tell_one(&mut page, &read.trace, filter, place, STYLE),
            Some(_) => {}
            None if reader.end().is_some() || replaced.is_some() => break,
            None => {
                page.turn();
                // What was written before the other file came is read all the same.
                replaced = another(path, &own)?;
                if replaced.is_none() {
                    thread::sleep(PATIENCE);
                }
                let (file, offset) = reader.rewound();
                file.seek(SeekFrom::Start(offset))?;
            }
        }
    }
    page.line(format_args!("{:>1$}  {2}", "", STYLE.width, ending(&read.trace)));
    drop(page);
    if replaced.is_none() {
        unknown(filter, &read.trace)?;
    }
    Ok(replaced)
}

/// Whether a name in the filter never meant anything, unless nobody reads on anyway.
fn unknown(filter: &Filter, trace: &Trace) -> Result<(), NoSuch> {
    match printing_is_over() {
        true => Ok(()),
        false => filter.check(trace),
    }
}

/// The file that is in the place of this one by now.
fn another(path: &Path, own: &Handle) -> io::Result<Option<File>> {
    let now = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok((Handle::from_file(now.try_clone()?)? != *own).then_some(now))
}
