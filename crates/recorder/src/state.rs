use std::{
    collections::HashMap,
    env,
    hash::{BuildHasherDefault, Hasher},
    io,
    sync::{
        LazyLock, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use cemapi_abi::{
    Call, Entry, Function, Handle, Reply, Thread,
    registry::{Interface, Object},
};
use cemapi_journal::{End, Header, Made, Writer};

use crate::{
    clock::Clock,
    file::Mapped,
    lock::{Guard, Lock},
    memory::Pages,
    options::Options,
    plain::Plain,
    platform,
    proxy::Proxy,
    thread,
};

/// Finds what has an address; addresses are their own hash, nearly.
#[derive(Debug, Default)]
pub(crate) struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte) ^ self.0);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Spread>>;

/// What the call under way is about.
#[derive(Debug, Default)]
pub(crate) struct Around {
    /// The thread that makes it, if it has a number.
    pub(crate) thread: Option<Thread>,
    /// The object whose method it is.
    pub(crate) receiver: Option<Handle>,
    /// Whether the library makes it, on an object of the program.
    pub(crate) callback: bool,
    /// Whether it has returned.
    pub(crate) left: bool,
    /// Whether it has failed.
    pub(crate) failed: bool,
    /// The interface of what it hands out, if the call tells.
    pub(crate) interface: Option<&'static Interface>,
    /// The places for what is handed out; 0 is none.
    pub(crate) places: [u64; 3],
    pub(crate) pages: Pages,
}

/// What the recorder knows of the process, and its journal.
#[derive(Debug)]
pub(crate) struct State {
    writer: Option<Writer<Mapped>>,
    /// Whether the journal could not be written on.
    stopped: bool,
    /// How many events were lost since.
    lost: u64,
    /// The clock, if times are recorded.
    clock: Option<Clock>,
    threads: u16,
    things: u32,
    /// How many things there are of each noun.
    nouns: Vec<(&'static str, u32)>,
    /// What stands for an object, by the object's address.
    pub(crate) objects: Map<u64, &'static Proxy>,
    /// The same by its own address.
    pub(crate) proxies: Map<u64, &'static Proxy>,
    pub(crate) blocks: Map<u64, Handle>,
    /// Registrations by the object where they were made, and their number.
    pub(crate) connections: Map<(u32, u64), Handle>,
    pub(crate) entries: Map<Vec<u8>, Entry>,
    pub(crate) around: Around,
}

static OPTIONS: LazyLock<Options> = LazyLock::new(Options::from_environment);

static STATE: OnceLock<Option<Lock<State>>> = OnceLock::new();

/// Whether this process was forked off one that records: the journal is its parent's.
static FORKED: AtomicBool = AtomicBool::new(false);

pub(crate) fn options() -> &'static Options {
    &OPTIONS
}

/// The state, for as long as the guard lives; `None` if nothing is recorded.
pub(crate) fn lock() -> Option<Guard<'static, State>> {
    if FORKED.load(Ordering::Relaxed) {
        return None;
    }
    let state = STATE.get_or_init(|| State::begin().map(Lock::new)).as_ref()?;
    Some(state.lock())
}

extern "C" fn forked() {
    FORKED.store(true, Ordering::Relaxed);
}

/// Ends the journal as the process ends.
pub(crate) extern "C" fn end() {
    if FORKED.load(Ordering::Relaxed) {
        return;
    }
    // Another thread may hold the lock and be gone.
    let Some(Some(state)) = STATE.get() else { return };
    let Some(mut state) = state.try_lock() else { return };
    if let Some(mut writer) = state.writer.take() {
        let lost = if state.lost > 0 { writer.lost(state.lost) } else { Ok(()) };
        let ended = lost.and_then(|()| writer.end(End::Ended));
        // A journal without its end counts as cut, which it is.
        _ = ended.and_then(|()| writer.into_sink().finish());
    }
}

impl State {
    fn begin() -> Option<Self> {
        let options = options();
        let Some(path) = &options.file else {
            eprintln!(
                "cemapi-recorder: nothing is recorded: CEMAPI_RECORD_FILE does not say where"
            );
            return None;
        };
        let writer = Mapped::create(path).and_then(|file| Writer::new(file, &header(options)));
        let writer = writer.and_then(|writer| Mapped::publish(path).map(|()| writer));
        let writer = writer
            .inspect_err(|error| {
                eprintln!("cemapi-recorder: nothing is recorded: {}: {error}", path.display());
            })
            .ok()?;
        platform::at_fork(forked);
        Some(Self {
            writer: Some(writer),
            stopped: false,
            lost: 0,
            clock: options.times.then(Clock::start),
            threads: 0,
            things: 0,
            nouns: Vec::new(),
            objects: Map::default(),
            proxies: Map::default(),
            blocks: Map::default(),
            connections: Map::default(),
            entries: Map::default(),
            around: Around::default(),
        })
    }

    /// Writes something to the journal, if it can still be written.
    fn write(&mut self, write: impl FnOnce(&mut Writer<Mapped>) -> io::Result<()>) {
        if self.stopped {
            return;
        }
        let Some(writer) = &mut self.writer else { return };
        if let Err(error) = write(writer) {
            // What comes later may be told from what is missing here, so nothing does.
            eprintln!("cemapi-recorder: nothing more is recorded: {error}");
            self.stopped = true;
        }
    }

    /// The same for an event, which counts if it is lost.
    fn write_event(&mut self, write: impl FnOnce(&mut Writer<Mapped>) -> io::Result<()>) {
        self.write(write);
        self.lost += u64::from(self.stopped);
    }

    fn now(&self) -> u64 {
        self.clock.as_ref().map_or(0, Clock::now)
    }

    /// The calling thread.
    fn thread(&mut self) -> Thread {
        self.around.thread.unwrap_or_else(|| {
            let thread = Thread(self.threads);
            let name = match thread.0 {
                0 => "main".to_owned(),
                number => format!("thread#{number}"),
            };
            // The last number is shared by all threads that come after it.
            if let Some(next) = self.threads.checked_add(1) {
                self.threads = next;
                self.write(|writer| writer.thread(thread, &name));
            }
            thread::name(thread);
            self.around.thread = Some(thread);
            thread
        })
    }

    /// A call is entered.
    pub(crate) fn enter(&mut self, callback: bool, call: &Call) {
        let (thread, now) = (self.thread(), self.now());
        self.write_event(|writer| writer.enter(thread, now, callback, call));
    }

    /// A call is left, and so many that were made within it never returned.
    pub(crate) fn leave(&mut self, skips: u32, reply: &Reply) {
        let (thread, now) = (self.thread(), self.now());
        self.write_event(|writer| writer.leave_past(thread, now, skips, reply));
    }

    /// A call is entered that is encoded already.
    pub(crate) fn enter_plain(&mut self, callback: bool, function: Function, call: &Plain) {
        let (thread, now) = (self.thread(), self.now());
        self.write_event(|writer| {
            writer.enter_encoded(thread, now, callback, function, call.bytes())
        });
    }

    /// A call is left whose reply is encoded already.
    pub(crate) fn leave_plain(&mut self, skips: u32, reply: &Plain) {
        let (thread, now) = (self.thread(), self.now());
        self.write_event(|writer| writer.leave_encoded(thread, now, skips, reply.bytes()));
    }

    /// A thing appears that is called by this noun.
    pub(crate) fn thing(&mut self, object: Object, noun: &'static str) -> Handle {
        let handle = Handle(self.things);
        self.things += 1;
        let place = self.nouns.iter().position(|(known, _)| *known == noun);
        let place = place.unwrap_or_else(|| {
            self.nouns.push((noun, 0));
            self.nouns.len() - 1
        });
        self.nouns[place].1 += 1;
        let number = self.nouns[place].1;
        if noun == object.noun() {
            self.write(|writer| writer.numbered_thing(handle, object, number));
        } else {
            self.write(|writer| writer.thing(handle, object, &format!("{noun}#{number}")));
        }
        handle
    }

    /// What stands for an object from now on.
    pub(crate) fn proxy(
        &mut self,
        real: u64,
        object: Object,
        interface: &'static Interface,
        callback: bool,
    ) -> &'static Proxy {
        let kind = interface.receiver.map_or(object, |(_, kind)| kind);
        let noun = if kind == Object::Unknown { object.noun() } else { kind.noun() };
        let handle = self.thing(object, noun);
        let proxy = Proxy::make(real as usize, handle, interface, callback);
        self.objects.insert(real, proxy);
        self.proxies.insert(proxy.address(), proxy);
        proxy
    }

    /// The entry id of these bytes.
    pub(crate) fn entry(&mut self, bytes: Vec<u8>) -> Entry {
        if let Some(known) = self.entries.get(&bytes) {
            return *known;
        }
        let entry = Entry(self.entries.len() as u32);
        self.entries.insert(bytes, entry);
        self.write(|writer| writer.entry(entry, &format!("entry#{}", entry.0 + 1)));
        entry
    }
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
