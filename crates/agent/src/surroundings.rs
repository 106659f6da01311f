use alloc::vec::Vec;
use core::cell::RefCell;

use cemapi_abi::{
    Entry, EntryId, Handle, Pointer, PropTag,
    layout::{Error, Names, Space},
    registry::{INTERFACES, Interface, Object},
};

use crate::{Event, Platform, arena::Arena, memory, state::State, things::Thing};

/// How much memory one look at whether it can be read covers.
const PAGE: usize = 0x1000;

/// The memory and the names around one call.
pub(crate) struct Surroundings<'a, P> {
    pub(crate) platform: &'a P,
    pub(crate) arena: &'a mut Arena,
    pub(crate) state: &'a mut State,
    /// Whether what is put into memory is to end where no memory follows, so that who reads
    /// further dies of it.
    pub(crate) fence: bool,
    /// Pages of the library's that can be read.
    pages: RefCell<Vec<usize>>,
}

impl<'a, P: Platform> Surroundings<'a, P> {
    pub(crate) const fn new(platform: &'a P, arena: &'a mut Arena, state: &'a mut State) -> Self {
        Self { platform, arena, state, fence: false, pages: RefCell::new(Vec::new()) }
    }

    fn readable(&self, address: usize, length: usize) -> bool {
        let Some(end) = address.checked_add(length) else { return false };
        let mut page = address / PAGE * PAGE;
        while page < end {
            if !self.pages.borrow().contains(&page) {
                let start = page.max(address);
                if !self.platform.readable(start, 1) {
                    return false;
                }
                self.pages.borrow_mut().push(page);
            }
            page += PAGE;
        }
        true
    }

    /// Whether an object may stand at an address: it begins with the address of a table, and that
    /// has room for the first methods.
    fn may_be_object(&self, address: usize) -> bool {
        let width = size_of::<usize>();
        if !address.is_multiple_of(width) || !self.readable(address, width) {
            return false;
        }
        // SAFETY: it can be read.
        let table = unsafe { memory::word(address) };
        table.is_multiple_of(width) && self.readable(table, 3 * width)
    }
}

impl<P: Platform> Space for Surroundings<'_, P> {
    fn read(&self, address: u64, bytes: &mut [u8]) -> Result<(), Error> {
        let place = address as usize;
        if self.arena.read(place, bytes) {
            return Ok(());
        }
        if !self.readable(place, bytes.len()) {
            return Err(Error::Unreachable(address));
        }
        // SAFETY: it can be read.
        unsafe { memory::copy_from(place, bytes) };
        Ok(())
    }

    fn write(&mut self, address: u64, bytes: &[u8]) -> Result<(), Error> {
        match self.arena.write(address as usize, bytes) {
            true => Ok(()),
            false => Err(Error::Unreachable(address)),
        }
    }

    fn allocate(&mut self, size: usize) -> Result<u64, Error> {
        if self.fence
            && let Some(address) = self.platform.fenced(size)
        {
            self.arena.adopt(address, size);
            return Ok(address as u64);
        }
        Ok(self.arena.allocate(size) as u64)
    }
}

impl<P: Platform> Names for Surroundings<'_, P> {
    fn pointer(&mut self, address: u64, object: Object) -> Pointer {
        match self.state.things.find(address as usize, object) {
            Some(handle) => Pointer::To(handle),
            None => Pointer::Foreign,
        }
    }

    fn appear(&mut self, address: u64, object: Object) -> Option<Handle> {
        let word = address as usize;
        let usable = match object {
            Object::Connection => true,
            Object::Block => self.readable(word, 1),
            Object::Other => self.readable(word, 1),
            _ => self.may_be_object(word),
        };
        if !usable {
            return None;
        }
        let thing = Thing { word, object, interface: interface_of(object), parent: None };
        let (handle, new) = self.state.things.appear(thing);
        if new {
            Event::Appeared(handle, address).with_bytes(|bytes| self.platform.write(bytes));
        }
        Some(handle)
    }

    fn address(&mut self, pointer: Pointer, _object: Object) -> u64 {
        match pointer {
            Pointer::Null => 0,
            Pointer::Foreign => self.state.foreign() as u64,
            Pointer::To(handle) => {
                self.state.things.get(handle).map_or(0, |thing| thing.word as u64)
            }
        }
    }

    fn hand_out(&mut self, _block: Handle, address: u64) -> u64 {
        address
    }

    fn entry(&mut self, bytes: Vec<u8>, tag: Option<PropTag>) -> EntryId {
        let names_entry =
            tag.is_none_or(|tag| tag.name().is_some_and(|name| name.contains("ENTRYID")));
        if names_entry {
            EntryId::Known(self.state.entries.appear(bytes))
        } else {
            match self.state.entries.find(&bytes) {
                Some(entry) => EntryId::Known(entry),
                None => EntryId::Bytes(bytes),
            }
        }
    }

    fn entry_bytes(&self, entry: Entry) -> Vec<u8> {
        self.state.entries.bytes(entry).into()
    }
}

/// The interface that objects of a kind are handed out as.
fn interface_of(object: Object) -> Option<&'static Interface> {
    let known = |interface: &&&Interface| {
        interface.receiver.is_some_and(|(_, receiver)| receiver == object)
    };
    INTERFACES.iter().find(known).copied()
}
