use cemapi_abi::{
    Call, Entry, EntryId, Handle, Place, Pointer, PropTag,
    layout::{Error, Names, Space},
    registry::{ClientCall, Object},
};

use crate::{
    block::{Block, Piece},
    host, object,
    process::Process,
    thread,
};

/// What the bytes of an entry id begin with: no flags, so that it stays valid, and a mark.
const MARK: [u8; 8] = *b"\0\0\0\0CeId";

impl Space for Process {
    fn read(&self, address: u64, bytes: &mut [u8]) -> Result<(), Error> {
        // SAFETY: codecs read where arguments of the program's point.
        unsafe { host::read(address, bytes) };
        Ok(())
    }

    fn write(&mut self, address: u64, bytes: &[u8]) -> Result<(), Error> {
        // SAFETY: codecs write to places that the program passed, or that were just allocated.
        unsafe { host::write(address, bytes) };
        Ok(())
    }

    fn allocate(&mut self, size: usize) -> Result<u64, Error> {
        let piece = Piece::new(size, 0)?;
        let address = piece.address();
        self.loose.push(piece);
        Ok(address)
    }
}

impl Process {
    /// The sink at an address of the program's.
    fn sink(&mut self, address: u64) -> Pointer {
        if let Some(sink) = self.sinks.iter().find(|(_, known)| **known == address) {
            return Pointer::To(*sink.0);
        }
        let call = Call::Client(ClientCall::NewSink { ulReply: 0, lppSink: Place::Given });
        let Some(sink) = self.emulator.call(thread::current(), &call).object() else {
            return Pointer::Foreign;
        };
        self.sinks.insert(sink, address);
        Pointer::To(sink)
    }

    /// The block of a handle, for which there is no memory yet.
    fn new_block(&mut self, handle: Handle, size: u32) -> Option<u64> {
        let piece = Piece::new(size as usize, self.emulator.fill()).ok()?;
        let address = piece.address();
        self.loose.push(piece);
        Some(self.hand_out(handle, address))
    }
}

impl Names for Process {
    fn pointer(&mut self, address: u64, object: Object) -> Pointer {
        match object {
            Object::Sink => self.sink(address),
            Object::Connection => {
                self.connections.get(&address).map_or(Pointer::Foreign, |known| Pointer::To(*known))
            }
            _ => self.appear(address, object).map_or(Pointer::Foreign, Pointer::To),
        }
    }

    fn appear(&mut self, address: u64, _object: Object) -> Option<Handle> {
        self.handles.get(&address).copied()
    }

    fn address(&mut self, pointer: Pointer, object: Object) -> u64 {
        let Pointer::To(handle) = pointer else { return 0 };
        if object == Object::Connection {
            // Connections are numbered from 1, as 0 is none.
            let known = self.connections.iter().find(|(_, known)| **known == handle);
            let number = known.map_or(self.connections.len() as u64 + 1, |(number, _)| *number);
            self.connections.insert(number, handle);
            return number;
        }
        if let Some(address) = self.addresses.get(&handle) {
            return *address;
        }
        if let Some(address) = self.sinks.get(&handle) {
            return *address;
        }
        if let Some(block) = self.blocks.get(&handle) {
            return block.address;
        }
        if let Some(size) = self.emulator.block_size(handle) {
            return self.new_block(handle, size).unwrap_or(0);
        }
        let object = if object == Object::Unknown { self.opened } else { object };
        let address = object::make(handle, object);
        self.handles.insert(address, handle);
        self.addresses.insert(handle, address);
        address
    }

    fn hand_out(&mut self, handle: Handle, address: u64) -> u64 {
        let pieces = std::mem::take(&mut self.loose);
        self.blocks.insert(handle, Block { pieces, address, linked: Vec::new() });
        self.handles.insert(address, handle);
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
        match number.filter(|number| *number < self.entries.get()) {
            Some(number) => EntryId::Known(Entry(number)),
            None => EntryId::Bytes(bytes),
        }
    }

    fn entry_bytes(&self, entry: Entry) -> Vec<u8> {
        self.entries.update(|known| known.max(entry.0.saturating_add(1)));
        [MARK.as_slice(), &entry.0.to_le_bytes(), &(!entry.0).to_le_bytes()].concat()
    }
}
