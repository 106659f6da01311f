use std::{
    fs::File,
    io::{self, BufReader, Chain, Cursor, Read as _},
    path::{Path, PathBuf},
};

use cemapi_journal::{MAGIC, Reader};

use super::{End, Journaled, OpenError, Opened, Record, Trace};

/// How many calls that were told are kept until they are let go together.
const BATCH: usize = 256;

/// A file of which the first bytes were read.
type Input = BufReader<Chain<Cursor<Vec<u8>>, File>>;

/// The calls of a trace in a file, one after the other.
///
/// Of a journal no more calls are in memory than were made while the one that comes next was under
/// way. A text is read as a whole, and so is what can be read only once.
#[derive(Debug)]
pub struct Calls {
    path: PathBuf,
    /// The journal, until all of it was read.
    journal: Option<Reader<Input>>,
    read: Journaled,
    /// How many of the calls that are in memory were told.
    told: usize,
    /// Whether those that were told stay in memory.
    keeps: bool,
    salvage: bool,
    notes: Vec<String>,
}

impl Calls {
    /// Begins to read a trace from a journal, or from its text.
    ///
    /// With `salvage`, a journal that is damaged counts as one that was cut there.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is neither; for a damaged journal, where.
    pub fn open(path: &Path, salvage: bool) -> Result<Self, OpenError> {
        let own = |error| OpenError::File { path: path.to_owned(), error };
        let mut file = File::open(path).map_err(own)?;
        let again = file.metadata().is_ok_and(|data| data.is_file());
        let mut magic = Vec::new();
        (&mut file).take(MAGIC.len() as u64).read_to_end(&mut magic).map_err(own)?;
        let (journal, read) = if magic.first() == MAGIC.first() {
            let input = BufReader::new(Cursor::new(magic).chain(file));
            let failed = |error| OpenError::Journal { path: path.to_owned(), error, calls: 0 };
            let reader = Reader::new(input).map_err(failed)?;
            let read = Journaled::begin(&reader);
            (Some(reader), read)
        } else {
            (None, Journaled::of(text(path, file, magic)?))
        };
        let path = path.to_owned();
        let keeps = !again || journal.is_none();
        Ok(Self { path, journal, read, told: 0, keeps, salvage, notes: Vec::new() })
    }

    /// Keeps all calls.
    pub(super) const fn keep(&mut self) {
        self.keeps = true;
    }

    /// What is known of the trace by now.
    #[must_use]
    pub const fn trace(&self) -> &Trace {
        &self.read.trace
    }

    /// The next call with its place, and what the trace has told by then beside its calls.
    ///
    /// # Errors
    ///
    /// The journal is damaged; where.
    #[expect(clippy::should_implement_trait, reason = "a call borrows from the reader")]
    pub fn next(&mut self) -> Result<Option<(&Trace, usize, &Record)>, OpenError> {
        while !self.is_next_complete() {
            if self.told >= BATCH && !self.keeps {
                self.read.let_go(self.told);
                self.told = 0;
            }
            if !self.read_on()? {
                return Ok(None);
            }
        }
        let place = self.read.gone() + self.told;
        self.told += 1;
        let trace = &self.read.trace;
        Ok(trace.records.get(self.told - 1).map(|record| (trace, place, record)))
    }

    /// Whether the next call is there, and all that will be known of it.
    fn is_next_complete(&self) -> bool {
        let next = self.read.trace.records.get(self.told);
        next.is_some_and(|record| record.is_left() || self.journal.is_none())
    }

    /// Reads the next event, or that there is none; `false` if that was read before.
    fn read_on(&mut self) -> Result<bool, OpenError> {
        let Some(journal) = &mut self.journal else { return Ok(false) };
        match self.read.step(journal) {
            Ok(Some(_)) => {}
            Ok(None) => self.journal = None,
            Err(error) if self.salvage => {
                self.notes.push(format!("{error}; this is what comes before it"));
                self.read.trace.end = End::Cut;
                self.journal = None;
            }
            Err(error) => {
                let calls = self.read.gone() + self.read.trace.records.len();
                return Err(OpenError::Journal { path: self.path.clone(), error, calls });
            }
        }
        Ok(true)
    }

    /// What is known of the trace when all calls were told.
    #[must_use]
    pub fn end(self) -> Opened {
        let Self { read, mut notes, .. } = self;
        notes.extend(read.notes());
        let calls = read.gone() + read.trace.records.len();
        Opened { calls, trace: read.trace, notes }
    }
}

/// A trace from its text, which begins with some bytes that were read.
fn text(path: &Path, mut file: File, mut begun: Vec<u8>) -> Result<Trace, OpenError> {
    let path = path.to_owned();
    if begun.is_empty() {
        return Err(OpenError::Empty { path });
    }
    if let Err(error) = io::Read::read_to_end(&mut file, &mut begun) {
        return Err(OpenError::File { path, error });
    }
    match String::from_utf8(begun) {
        Ok(text) => Trace::parse(&path, &text).map_err(OpenError::Text),
        Err(_) => Err(OpenError::Foreign { path }),
    }
}
