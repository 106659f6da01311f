use std::{
    cell::Cell,
    collections::{BTreeMap, HashMap},
};

use cemapi_abi::{
    Call, Death, Entry, EntryId, Handle, Place, Pointer, PropTag, Thread,
    layout::{Error, Names, Space},
    registry::{ClientCall, Object},
};
use cemapi_emulator::{Emulator, Exit, Policy};

use crate::{
    memory::{Memory, Right},
    process::{ACCESS_VIOLATION, Stop},
    traps,
};

/// What the bytes of an entry id begin with: no flags, so that it stays valid, and a mark. Its
/// number and the complement follow; the emulator tells the size of that, 16.
const MARK: [u8; 8] = *b"\0\0\0\0ArId";

/// What a process has of cemapi.dll: the emulator, and where everything in it stands in memory.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) emulator: Emulator,
    region: usize,
    /// What stands at an address.
    pub(crate) handles: HashMap<u32, Handle>,
    addresses: HashMap<Handle, u32>,
    pub(crate) sinks: HashMap<Handle, u32>,
    /// The tables of methods, by the name of their interface.
    tables: HashMap<&'static str, u32>,
    connections: BTreeMap<u32, Handle>,
    pub(crate) blocks: HashMap<Handle, Block>,
    /// Memory that belongs to no block yet.
    pub(crate) loose: Vec<(u32, usize)>,
    entries: Cell<u32>,
    /// What the call under way opens if its signature does not say.
    pub(crate) opened: Object,
}

/// The memory of a block.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) pieces: Vec<(u32, usize)>,
    address: u32,
    pub(crate) linked: Vec<Handle>,
}

impl World {
    pub(crate) fn new(policy: Policy, region: usize) -> Self {
        Self {
            emulator: Emulator::new(policy),
            region,
            handles: HashMap::new(),
            addresses: HashMap::new(),
            sinks: HashMap::new(),
            tables: HashMap::new(),
            connections: BTreeMap::new(),
            blocks: HashMap::new(),
            loose: Vec::new(),
            entries: Cell::new(0),
            opened: Object::Unknown,
        }
    }

    /// What becomes of cemapi.dll as its process ends.
    pub(crate) fn end(&mut self) -> Result<(), Stop> {
        match self.emulator.exit() {
            Exit::Ended => Ok(()),
            Exit::Died => Err(death(Death::AccessViolation)),
            Exit::Hung => Err(Stop::Hung),
        }
    }
}

/// What a process ends with that gives up by itself: STATUS_FATAL_APP_EXIT. What a device's ends
/// with then is not known.
pub const ABORTED: u32 = 0x4000_0015;

/// How a process stops that dies.
pub(crate) const fn death(death: Death) -> Stop {
    Stop::Ended(match death {
        Death::AccessViolation => ACCESS_VIOLATION,
        Death::Exception(code) => code,
        Death::Abort => ABORTED,
        Death::Signal(number) => 128 + number as u32,
        Death::Exit(status) => status as u32,
    })
}

/// The library's view of the memory of a process.
pub(crate) struct View<'a> {
    pub(crate) memory: &'a mut Memory,
    pub(crate) world: &'a mut World,
    pub(crate) thread: Thread,
}

impl Space for View<'_> {
    fn read(&self, address: u64, bytes: &mut [u8]) -> Result<(), Error> {
        let place = u32::try_from(address).map_err(|_| Error::Unreachable(address))?;
        self.memory.read(place, bytes).map_err(|_| Error::Unreachable(address))
    }

    fn write(&mut self, address: u64, bytes: &[u8]) -> Result<(), Error> {
        let place = u32::try_from(address).map_err(|_| Error::Unreachable(address))?;
        self.memory.write(place, bytes).map_err(|_| Error::Unreachable(address))
    }

    fn allocate(&mut self, size: usize) -> Result<u64, Error> {
        self.piece(size, 0).map(u64::from).ok_or(Error::Full)
    }
}

impl View<'_> {
    /// New memory of the library's that the program may use.
    fn piece(&mut self, size: usize, fill: u8) -> Option<u32> {
        // Even an empty block has an address of its own.
        let size = size.max(1);
        let address = self.memory.add(self.world.region, size, Right::Write, false)?;
        self.memory.put(address, &vec![fill; size]);
        self.world.loose.push((address, size));
        Some(address)
    }

    /// Memory of the library's with these words, which the program may only read.
    fn words(&mut self, words: &[u32]) -> Option<u32> {
        let bytes: Vec<u8> = words.iter().copied().flat_map(u32::to_le_bytes).collect();
        let address = self.memory.add(self.world.region, bytes.len(), Right::Read, false)?;
        self.memory.put(address, &bytes);
        Some(address)
    }

    fn sink(&mut self, address: u32) -> Pointer {
        if let Some(sink) = self.world.sinks.iter().find(|(_, known)| **known == address) {
            return Pointer::To(*sink.0);
        }
        let call = Call::Client(ClientCall::NewSink { ulReply: 0, lppSink: Place::Given });
        let Some(sink) = self.world.emulator.call(self.thread, &call).object() else {
            return Pointer::Foreign;
        };
        self.world.sinks.insert(sink, address);
        Pointer::To(sink)
    }

    /// An object, as the program sees it: the address of its methods, and what only this machine
    /// knows.
    fn object(&mut self, handle: Handle, object: Object) -> Option<u32> {
        let interface = object.interface();
        let table = match self.world.tables.get(interface.name) {
            Some(table) => *table,
            None => {
                let methods = interface.functions().into_iter().map(traps::cemapi);
                let table = self.words(&methods.collect::<Vec<u32>>())?;
                self.world.tables.insert(interface.name, table);
                table
            }
        };
        let address = self.words(&[table, handle.0])?;
        self.world.handles.insert(address, handle);
        self.world.addresses.insert(handle, address);
        Some(address)
    }

    /// Takes memory back of a block that is no longer allocated, and of those freed with it.
    pub(crate) fn give_back(&mut self, block: Handle) {
        let mut freed = vec![block];
        while let Some(next) = freed.pop() {
            if self.world.emulator.block_size(next).is_none()
                && let Some(block) = self.world.blocks.remove(&next)
            {
                for (address, size) in block.pieces {
                    self.memory.allow(address, size, Right::None);
                }
                freed.extend(block.linked);
            }
        }
    }
}

impl Names for View<'_> {
    fn pointer(&mut self, address: u64, object: Object) -> Pointer {
        match object {
            Object::Sink => self.sink(address as u32),
            Object::Connection => {
                let known = self.world.connections.get(&(address as u32));
                known.map_or(Pointer::Foreign, |known| Pointer::To(*known))
            }
            _ => self.appear(address, object).map_or(Pointer::Foreign, Pointer::To),
        }
    }

    fn appear(&mut self, address: u64, _object: Object) -> Option<Handle> {
        self.world.handles.get(&(address as u32)).copied()
    }

    fn address(&mut self, pointer: Pointer, object: Object) -> u64 {
        let Pointer::To(handle) = pointer else { return 0 };
        if object == Object::Connection {
            // Connections are numbered from 1, as 0 is none.
            let known = self.world.connections.iter().find(|(_, known)| **known == handle);
            let next = self.world.connections.len() as u32 + 1;
            let number = known.map_or(next, |(number, _)| *number);
            self.world.connections.insert(number, handle);
            return number.into();
        }
        let known = [&self.world.addresses, &self.world.sinks];
        if let Some(address) = known.iter().find_map(|known| known.get(&handle)) {
            return (*address).into();
        }
        if let Some(block) = self.world.blocks.get(&handle) {
            return block.address.into();
        }
        if let Some(size) = self.world.emulator.block_size(handle) {
            let fill = self.world.emulator.fill();
            let address = self.piece(size as usize, fill).unwrap_or(0);
            return self.hand_out(handle, address.into());
        }
        let object = if object == Object::Unknown { self.world.opened } else { object };
        self.object(handle, object).unwrap_or(0).into()
    }

    fn hand_out(&mut self, handle: Handle, address: u64) -> u64 {
        let pieces = std::mem::take(&mut self.world.loose);
        let block = Block { pieces, address: address as u32, linked: Vec::new() };
        self.world.blocks.insert(handle, block);
        self.world.handles.insert(address as u32, handle);
        address
    }

    fn entry(&mut self, bytes: Vec<u8>, _tag: Option<PropTag>) -> EntryId {
        let number = match bytes.as_slice() {
            [mark @ .., a, b, c, d, e, f, g, h] if *mark == MARK => {
                let number = u32::from_le_bytes([*a, *b, *c, *d]);
                Some(number).filter(|number| *number == !u32::from_le_bytes([*e, *f, *g, *h]))
            }
            _ => None,
        };
        match number.filter(|number| *number < self.world.entries.get()) {
            Some(number) => EntryId::Known(Entry(number)),
            None => EntryId::Bytes(bytes),
        }
    }

    fn entry_bytes(&self, entry: Entry) -> Vec<u8> {
        self.world.entries.update(|known| known.max(entry.0.saturating_add(1)));
        [MARK.as_slice(), &entry.0.to_le_bytes(), &(!entry.0).to_le_bytes()].concat()
    }
}
