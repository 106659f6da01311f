use std::{
    env,
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use cemapi_agent::{Event, Events, host::JOURNAL_SIZE};

/// How many bytes are read at once, unless an event is longer.
const PIECE: usize = 4096;

/// What a worker reports, in a file whose bytes it has as memory.
///
/// What the worker has put there is there, however it dies.
#[derive(Debug)]
pub(super) struct Journal {
    file: File,
    path: PathBuf,
    /// Where the first event begins that has not been read.
    next: u64,
}

impl Journal {
    /// Makes an empty journal.
    pub(super) fn new() -> io::Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("cemapi-journal-{}-{number}", process::id());
        let path = folder().join(name);
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
        let journal = Self { file, path, next: 0 };
        journal.file.set_len(JOURNAL_SIZE)?;
        Ok(journal)
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The events that have been reported since this was last asked.
    pub(super) fn events(&mut self) -> io::Result<Vec<Event>> {
        let mut events = Vec::new();
        let mut piece = vec![0; PIECE];
        loop {
            self.file.seek(SeekFrom::Start(self.next))?;
            let length = self.file.read(&mut piece)?;
            let mut found = Events::new(&piece[..length]);
            events.extend(found.by_ref());
            let used = length - found.rest().len();
            self.next += used as u64;
            if used == 0 {
                // Either nothing more has been written, or the next event is a long one.
                let whole = found.whole().min(JOURNAL_SIZE as usize);
                if whole <= piece.len() {
                    return Ok(events);
                }
                piece.resize(whole, 0);
            }
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        _ = fs::remove_file(&self.path);
    }
}

/// Where journals are: in memory where the system has such a place.
fn folder() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { env::temp_dir() }
}
