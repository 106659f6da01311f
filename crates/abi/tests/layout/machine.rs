use std::collections::BTreeMap;

use cemapi_abi::{
    Entry, EntryId, Handle, Pointer, PropTag,
    layout::{Error, Image, Names, Space},
    registry::Object,
};

/// A buffer in which handles stand at addresses of their own.
#[derive(Clone)]
pub(crate) struct Machine {
    image: Image,
    handed_out: BTreeMap<u64, Handle>,
}

const THINGS: u64 = 0xF000_0000;
const ENTRY: [u8; 17] = [7; 17];

impl Machine {
    pub(crate) fn new() -> Self {
        Self { image: Image::new(0x1000, Vec::new()), handed_out: BTreeMap::new() }
    }
}

impl Space for Machine {
    fn read(&self, address: u64, bytes: &mut [u8]) -> Result<(), Error> {
        self.image.read(address, bytes)
    }

    fn write(&mut self, address: u64, bytes: &[u8]) -> Result<(), Error> {
        self.image.write(address, bytes)
    }

    fn allocate(&mut self, size: usize) -> Result<u64, Error> {
        self.image.allocate(size)
    }
}

impl Names for Machine {
    fn pointer(&mut self, address: u64, object: Object) -> Pointer {
        self.appear(address, object).map_or(Pointer::Foreign, Pointer::To)
    }

    fn appear(&mut self, address: u64, _: Object) -> Option<Handle> {
        let known = self.handed_out.get(&address).copied();
        known.or_else(|| Some(Handle(u32::try_from(address.checked_sub(THINGS)?).ok()?)))
    }

    fn address(&mut self, pointer: Pointer, _: Object) -> u64 {
        match pointer {
            Pointer::Null => 0,
            Pointer::Foreign => 0x8000,
            Pointer::To(handle) => THINGS + u64::from(handle.0),
        }
    }

    fn hand_out(&mut self, block: Handle, address: u64) -> u64 {
        self.handed_out.insert(address, block);
        address
    }

    fn entry(&mut self, bytes: Vec<u8>, _: Option<PropTag>) -> EntryId {
        if bytes == ENTRY { EntryId::Known(Entry(3)) } else { EntryId::Bytes(bytes) }
    }

    fn entry_bytes(&self, _: Entry) -> Vec<u8> {
        ENTRY.to_vec()
    }
}
