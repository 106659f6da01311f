use alloc::{collections::BTreeMap, vec::Vec};

use cemapi_abi::{
    Handle,
    registry::{Interface, Object},
};

/// Something that the library handed out, or that the program made for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Thing {
    /// Its address; for a connection its number.
    pub(crate) word: usize,
    /// What it is.
    pub(crate) object: Object,
    /// The interface that it was handed out as.
    pub(crate) interface: Option<&'static Interface>,
    /// The block that it is freed with.
    pub(crate) parent: Option<Handle>,
}

/// Everything that has appeared.
///
/// What has the same address is the same thing, until it is known to be gone: then the address may
/// be used for another.
#[derive(Debug, Default)]
pub(crate) struct Things {
    all: Vec<Thing>,
    /// What is there, by address and whether it is a connection.
    present: BTreeMap<(bool, usize), Handle>,
}

impl Things {
    fn key(thing: &Thing) -> (bool, usize) {
        (thing.object == Object::Connection, thing.word)
    }

    /// The thing of this handle.
    pub(crate) fn get(&self, handle: Handle) -> Option<&Thing> {
        self.all.get(handle.index())
    }

    /// The thing of this handle, to be changed.
    pub(crate) fn get_mut(&mut self, handle: Handle) -> Option<&mut Thing> {
        self.all.get_mut(handle.index())
    }

    /// The thing at this address.
    pub(crate) fn find(&self, word: usize, object: Object) -> Option<Handle> {
        self.present.get(&(object == Object::Connection, word)).copied()
    }

    /// The handle of a thing, and whether it is new.
    pub(crate) fn appear(&mut self, thing: Thing) -> (Handle, bool) {
        if let Some(known) = self.present.get(&Self::key(&thing)) {
            return (*known, false);
        }
        let handle = Handle(self.all.len() as u32);
        self.present.insert(Self::key(&thing), handle);
        self.all.push(thing);
        (handle, true)
    }

    /// Takes note that a thing is gone, and with it all that is linked to it.
    pub(crate) fn gone(&mut self, handle: Handle) {
        let Some(thing) = self.get(handle) else { return };
        let key = Self::key(thing);
        if self.present.get(&key) != Some(&handle) {
            return;
        }
        self.present.remove(&key);
        let linked = |(place, thing): (usize, &Thing)| {
            (thing.parent == Some(handle)).then_some(Handle(place as u32))
        };
        let linked: Vec<Handle> = self.all.iter().enumerate().filter_map(linked).collect();
        for handle in linked {
            self.gone(handle);
        }
    }
}
