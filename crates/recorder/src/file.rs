use std::{
    env,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU8, AtomicU64, Ordering},
};

use cemapi_journal::{Header, MEANING, Made, Segment as Beginning, Track};

use crate::{clock::Clock, lock::Lock, options::Options, platform, segment::Segment};

/// How long the first segment of a strand is, and how long one becomes at most.
const SHORT: usize = platform::GRAIN as usize;
const LONG: usize = 1 << 20;

/// What a segment has in it beside the frame that it is needed for.
const MARGIN: usize = 256;

/// What has become of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Status {
    /// Nobody has called anything yet.
    Waiting,
    /// It is written.
    Open,
    /// There is none.
    Off,
    /// It could not be written on.
    Full,
    /// The process ends, or was forked off the one that records.
    Closed,
}

static STATUS: AtomicU8 = AtomicU8::new(Status::Waiting as u8);

/// How many events could not be written.
static LOST: AtomicU64 = AtomicU64::new(0);

pub(crate) static JOURNAL: Lock<Option<Journal>> = Lock::new(None);

/// The file of the journal, to which segments are added.
#[derive(Debug)]
pub(crate) struct Journal {
    file: File,
    clock: Clock,
    /// How long the file is.
    end: u64,
    strands: u32,
    /// The memory of the first segment, until somebody takes it.
    first: Option<Segment>,
}

/// Whether events can be written.
#[inline]
pub(crate) fn is_open() -> bool {
    STATUS.load(Ordering::Relaxed) == Status::Open as u8
}

/// Whether nothing is recorded in this process, and nothing was.
pub(crate) fn is_off() -> bool {
    STATUS.load(Ordering::Relaxed) == Status::Off as u8
}

/// From now on nothing is written. Whether there is a journal that has to be ended.
pub(crate) fn close() -> bool {
    let before = STATUS.swap(Status::Closed as u8, Ordering::Relaxed);
    before == Status::Open as u8 || before == Status::Full as u8
}

/// An event is not written.
#[cold]
pub(crate) fn lose() {
    LOST.fetch_add(1, Ordering::Relaxed);
}

/// How many events were lost.
pub(crate) fn lost() -> u64 {
    LOST.load(Ordering::Relaxed)
}

/// Begins the journal, and tells the clock that its events are stamped by.
pub(crate) fn begin(options: &Options) -> Option<Clock> {
    let mut journal = JOURNAL.lock();
    if let Some(journal) = &*journal {
        return Some(journal.clock);
    }
    if STATUS.load(Ordering::Relaxed) != Status::Waiting as u8 {
        return None;
    }
    let begun = match &options.file {
        Some(path) => {
            Journal::begin(path, options).map_err(|error| format!("{}: {error}", path.display()))
        }
        None => Err("CEMAPI_RECORD_FILE does not say where".to_owned()),
    };
    match begun {
        Ok(begun) => {
            STATUS.store(Status::Open as u8, Ordering::Relaxed);
            platform::at_fork();
            Some(journal.insert(begun).clock)
        }
        Err(error) => {
            _ = writeln!(io::stderr(), "cemapi-recorder: nothing is recorded: {error}");
            STATUS.store(Status::Off as u8, Ordering::Relaxed);
            None
        }
    }
}

/// Another segment, for a strand that has written so many segments before, and so much in the last
/// of them; and the strand's number, which a new one gets here.
///
/// `None` if there is no more room: then nothing more is written, as what comes later may be told
/// from what would be missing.
#[cold]
pub(crate) fn grow(
    strand: Option<u32>,
    before: Option<&Segment>,
    needed: usize,
) -> Option<(u32, Segment)> {
    let mut journal = JOURNAL.lock();
    let journal = journal.as_mut().filter(|_| is_open())?;
    let grown = journal.grow(strand, before, needed);
    let failed = |error: &io::Error| {
        _ = writeln!(io::stderr(), "cemapi-recorder: nothing more is recorded: {error}");
        STATUS.store(Status::Full as u8, Ordering::Relaxed);
    };
    grown.inspect_err(failed).ok()
}

/// Ends the file where the last frame ends, if nobody writes to its last segment any more: these
/// are the segments that nobody writes to.
pub(crate) fn finish(idle: impl Iterator<Item = Segment>) {
    let mut journal = JOURNAL.lock();
    let Some(journal) = journal.take() else { return };
    // All of them are closed before the file is cut: it cannot be while it is memory.
    let ends: Vec<(u64, u64)> = idle.map(|segment| (segment.end(), segment.close())).collect();
    if let Some((_, written)) = ends.iter().find(|(end, _)| *end == journal.end) {
        // Zeros may stay behind the last frame.
        _ = journal.file.set_len(*written);
    }
}

impl Journal {
    fn begin(path: &Path, options: &Options) -> io::Result<Self> {
        let file = File::options().read(true).write(true).create_new(true).open(part(path))?;
        let begun = Self::begin_file(file, options);
        let begun = begun.and_then(|journal| publish(path).map(|()| journal));
        // The file will not get its name, if it is there.
        begun.inspect_err(|_| _ = fs::remove_file(part(path)))
    }

    fn begin_file(file: File, options: &Options) -> io::Result<Self> {
        let mut first = Segment::map(&file, 0, SHORT)?;
        if !first.put(&Track::beginning(MEANING, &header(options))) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let clock = Clock::start(options.times);
        let end = first.end();
        Ok(Self { file, clock, end, strands: 0, first: Some(first) })
    }

    fn grow(
        &mut self,
        strand: Option<u32>,
        before: Option<&Segment>,
        needed: usize,
    ) -> io::Result<(u32, Segment)> {
        let filled = before.map_or(0, Segment::filled) as u64;
        let needed = needed + MARGIN;
        let mut segment = match self.first.take() {
            Some(first) if first.has_room(needed) => first,
            _ => {
                let length = before.map_or(SHORT, |before| (2 * before.length()).min(LONG));
                let length = length.max(needed.next_multiple_of(SHORT));
                Segment::map(&self.file, self.end, length)?
            }
        };
        let number = strand.unwrap_or(self.strands);
        let beginning = Beginning {
            strand: number,
            from: self.clock.stamp(),
            counted: self.clock.counts(),
            filled,
            end: segment.end(),
        };
        segment.begin(&beginning.frame());
        self.end = self.end.max(segment.end());
        self.strands += u32::from(strand.is_none());
        Ok((number, segment))
    }
}

/// Gives the file its name, which nobody looks for before the header is written. If another process
/// has taken the name, maybe just now, this file's has the process's number.
fn publish(path: &Path) -> io::Result<()> {
    match platform::name(&part(path), path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::rename(part(path), with_process(path, ""))
        }
        named => named,
    }
}

/// What the file is called until it has its name.
fn part(path: &Path) -> PathBuf {
    with_process(path, ".part")
}

fn with_process(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}{end}", std::process::id()));
    name.into()
}

/// What the journal says of where it comes from. A program's arguments may be private.
fn header(options: &Options) -> Header {
    let program = env::current_exe().unwrap_or_default();
    let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let data = if options.private { "in clear" } else { "as length and hash" };
    let facts =
        [("library", options.library.display().to_string()), ("private data", data.to_owned())];
    let made = Made {
        by: "recorder".to_owned(),
        target: name,
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        facts: facts.map(|(name, value)| (name.to_owned(), value)).into(),
    };
    Header { made, ..Header::default() }
}
