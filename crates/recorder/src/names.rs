use cemapi_abi::{
    Call, Entry, EntryId, Handle, Output, Place, Pointer, PropTag, Reply, Returned,
    layout::{CANARY, Error, Names, Space},
    registry::{ClientCall, Interface, Object, S_OK},
};

use crate::{
    lane::Lane,
    memory::{self, Pages},
    state::State,
};

/// A place of so many bytes at an address, and what a call has put there, if anything.
pub(crate) type Filled = (u64, usize, Option<u64>);

/// What a call is read with: its arguments, or what it hands out.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) lane: &'a mut Lane,
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
    /// The places for what is handed out, and what was put there.
    pub(crate) places: [Filled; 3],
    pub(crate) pages: Pages,
}

impl Space for Reading<'_> {
    fn read(&self, address: u64, bytes: &mut [u8]) -> Result<(), Error> {
        let length = bytes.len();
        let filled =
            self.places.iter().find(|(place, size, _)| (*place, *size) == (address, length));
        match filled {
            Some((_, size, Some(number))) => {
                bytes.copy_from_slice(&number.to_le_bytes()[..*size]);
                return Ok(());
            }
            // Whoever reads this takes it for a place that was left alone.
            Some(_) => {
                bytes.fill(CANARY);
                return Ok(());
            }
            None => {}
        }
        if !self.pages.readable(address, length) {
            return Err(Error::Unreachable(address));
        }
        // SAFETY: it can be read.
        unsafe { memory::read(address, bytes) };
        Ok(())
    }

    fn write(&mut self, address: u64, _bytes: &[u8]) -> Result<(), Error> {
        // The recorder only reads.
        Err(Error::Unreachable(address))
    }

    fn allocate(&mut self, _size: usize) -> Result<u64, Error> {
        Err(Error::Full)
    }
}

impl Reading<'_> {
    /// A sink of the program's. Traces say of a sink that the program makes it.
    fn sink(&mut self, address: u64) -> Handle {
        let call = Call::Client(ClientCall::NewSink { ulReply: 0, lppSink: Place::Given });
        // Signatures are written by whoever has the state.
        self.state.sign(self.lane, call.function());
        self.lane.enter(false, &call);
        let interface = Object::Sink.interface();
        let sink = self.state.proxy(self.lane, address, Object::Sink, interface, true);
        let outs = [Output::Object(sink.handle)].into();
        self.lane.leave(0, &Reply::Returned(Returned { value: S_OK.0, outs }));
        sink.handle
    }
}

impl Names for Reading<'_> {
    fn pointer(&mut self, address: u64, object: Object) -> Pointer {
        match self.state.find(address, object, self.receiver) {
            Pointer::Foreign
                if object == Object::Sink
                    && !self.callback
                    && self.pages.may_be_object(address) =>
            {
                Pointer::To(self.sink(address))
            }
            found => found,
        }
    }

    fn appear(&mut self, address: u64, object: Object) -> Option<Handle> {
        if self.failed {
            return None;
        }
        match object {
            Object::Block => Some(self.state.block(self.lane, address)),
            Object::Connection => {
                let connection = self.state.thing(self.lane, object, object.noun());
                let receiver = self.receiver?.0;
                self.state.connections.insert((receiver, address), connection);
                Some(connection)
            }
            _ => {
                let interface = self.interface.unwrap_or_else(|| object.interface());
                let known = self
                    .state
                    .known(address)
                    .filter(|known| known.address() == address || known.becomes(interface));
                let proxy = match known {
                    Some(known) => known,
                    None if !self.pages.may_be_object(address) => return None,
                    None => {
                        let callback = self.callback;
                        self.state.proxy(self.lane, address, object, interface, callback)
                    }
                };
                proxy.add();
                Some(proxy.handle)
            }
        }
    }

    fn address(&mut self, _pointer: Pointer, _object: Object) -> u64 {
        0
    }

    fn hand_out(&mut self, _block: Handle, address: u64) -> u64 {
        address
    }

    fn entry(&mut self, bytes: Vec<u8>, tag: Option<PropTag>) -> EntryId {
        let names_entry =
            tag.is_none_or(|tag| tag.name().is_some_and(|name| name.contains("ENTRYID")));
        // What the program passes names an entry id only if that was handed out.
        let appears = names_entry && (self.left || self.callback);
        match self.state.entries.get(&bytes) {
            Some(known) if names_entry => EntryId::Known(*known),
            None if appears => EntryId::Known(self.state.entry(self.lane, bytes)),
            _ => EntryId::Bytes(bytes),
        }
    }

    fn entry_bytes(&self, _entry: Entry) -> Vec<u8> {
        Vec::new()
    }
}
