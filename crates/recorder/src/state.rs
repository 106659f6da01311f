use std::sync::atomic::{AtomicBool, Ordering};

use cemapi_abi::{
    Entry, Function, Handle, Pointer, Thread,
    registry::{Interface, Object},
};

use crate::{
    blocks::Blocks,
    lane::Lane,
    lock::{Guard, Lock},
    map::{self, Map},
    proxy::Proxy,
};

/// What the recorder knows of the process's objects, and what has a name in the journal.
#[derive(Debug)]
pub(crate) struct State {
    threads: u16,
    things: u32,
    /// How many things there are of each noun but blocks, and how many blocks.
    nouns: Vec<(&'static str, u32)>,
    numbered_blocks: u32,
    /// What stands for an object, by the object's address.
    pub(crate) objects: Map<u64, &'static Proxy>,
    /// The same by its own address.
    pub(crate) proxies: Map<u64, &'static Proxy>,
    pub(crate) blocks: Blocks,
    /// Registrations by the object where they were made, and their number.
    pub(crate) connections: Map<(u32, u64), Handle>,
    pub(crate) entries: Map<Vec<u8>, Entry>,
}

pub(crate) static STATE: Lock<State> = Lock::new(State {
    threads: 0,
    things: 0,
    nouns: Vec::new(),
    numbered_blocks: 0,
    objects: map::empty(),
    proxies: map::empty(),
    blocks: Blocks::new(),
    connections: map::empty(),
    entries: map::empty(),
});

/// For each function, whether its signature is written.
static SIGNED: [AtomicBool; Function::COUNT] = [const { AtomicBool::new(false) }; Function::COUNT];

/// The state, for as long as the guard lives.
pub(crate) fn lock() -> Guard<'static, State> {
    STATE.lock()
}

/// Whether a function's signature is written.
#[inline]
pub(crate) fn is_signed(function: Function) -> bool {
    SIGNED.get(function.index()).is_none_or(|signed| signed.load(Ordering::Acquire))
}

impl State {
    /// Gives the thread a number that writes to a lane.
    pub(crate) fn name_thread(&mut self, lane: &mut Lane) {
        lane.thread = Thread(self.threads);
        // The last number is shared by all threads that come after it.
        let Some(next) = self.threads.checked_add(1) else { return };
        self.threads = next;
        let thread = lane.thread;
        let name = match thread.0 {
            0 => "main".to_owned(),
            number => format!("thread#{number}"),
        };
        lane.name(|track, at| track.thread(at, thread, &name));
    }

    /// Writes a function's signature, unless another thread has. Whether it is written.
    pub(crate) fn sign(&mut self, lane: &mut Lane, function: Function) -> bool {
        if !is_signed(function) && lane.name(|track, at| track.signature(at, function)) {
            SIGNED[function.index()].store(true, Ordering::Release);
        }
        is_signed(function)
    }

    /// A thing appears that is called by this noun.
    pub(crate) fn thing(&mut self, lane: &mut Lane, object: Object, noun: &'static str) -> Handle {
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
            lane.name(|track, at| track.numbered_thing(at, handle, object, number));
        } else {
            let name = format!("{noun}#{number}");
            lane.name(|track, at| track.thing(at, handle, object, &name));
        }
        handle
    }

    /// A block is handed out. It is new, even if it lies where another one has been.
    ///
    /// Blocks come by the thousand, so nothing is looked up for their names.
    #[inline]
    pub(crate) fn block(&mut self, lane: &mut Lane, address: u64) -> Handle {
        let block = Handle(self.things);
        self.things += 1;
        self.numbered_blocks += 1;
        lane.name_block(block, self.numbered_blocks);
        self.blocks.insert(address, block);
        block
    }

    /// What stands for an object from now on.
    pub(crate) fn proxy(
        &mut self,
        lane: &mut Lane,
        real: u64,
        object: Object,
        interface: &'static Interface,
        callback: bool,
    ) -> &'static Proxy {
        let kind = interface.receiver.map_or(object, |(_, kind)| kind);
        let noun = if kind == Object::Unknown { object.noun() } else { kind.noun() };
        let handle = self.thing(lane, object, noun);
        let proxy = Proxy::make(real as usize, handle, interface, callback);
        self.objects.insert(real, proxy);
        self.proxies.insert(proxy.address(), proxy);
        proxy
    }

    /// The entry id of these bytes.
    pub(crate) fn entry(&mut self, lane: &mut Lane, bytes: Vec<u8>) -> Entry {
        if let Some(known) = self.entries.get(&bytes) {
            return *known;
        }
        let entry = Entry(self.entries.len() as u32);
        self.entries.insert(bytes, entry);
        lane.name(|track, at| track.entry(at, entry, &format!("entry#{}", entry.0 + 1)));
        entry
    }

    /// What the journal knows of an object at an address that is passed, whether it is the
    /// object's own or that of what stands for it.
    pub(crate) fn known(&self, address: u64) -> Option<&'static Proxy> {
        self.proxies.get(&address).or_else(|| self.objects.get(&address)).copied()
    }

    /// What an address, or the number of a registration, stands for that is passed in a call of a
    /// method of this object.
    pub(crate) fn find(&self, address: u64, object: Object, receiver: Option<Handle>) -> Pointer {
        let known = match object {
            _ if address == 0 => return Pointer::Null,
            Object::Block => self.blocks.get(address),
            // It is no address, and has 32 bits.
            Object::Connection => {
                let found = self.connection(address & 0xFFFF_FFFF, receiver);
                found.and_then(|key| self.connections.get(&key).copied())
            }
            _ => self.known(address).map(|proxy| proxy.handle),
        };
        known.map_or(Pointer::Foreign, Pointer::To)
    }

    /// Under what a registration is known that has a number: one that was made on this object, or
    /// else on another.
    pub(crate) fn connection(&self, number: u64, receiver: Option<Handle>) -> Option<(u32, u64)> {
        let here = (receiver?.0, number);
        let elsewhere = || self.connections.keys().find(|(_, known)| *known == number).copied();
        if self.connections.contains_key(&here) { Some(here) } else { elsewhere() }
    }

    /// What the other side is to see for an object that one side passes: what stands for the
    /// object, or the object that something stands for.
    pub(crate) fn pass(&self, address: u64, callback: bool) -> u64 {
        if let Some(proxy) = self.proxies.get(&address) {
            return proxy.real as u64;
        }
        match self.objects.get(&address) {
            Some(proxy) if proxy.callback != callback => proxy.address(),
            _ => address,
        }
    }
}
