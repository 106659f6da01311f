use cemapi_abi::{
    Call, Entry, EntryId, Handle, Output, Place, Pointer, PropTag, Reply, Returned,
    layout::{Error, Names, Space},
    registry::{ClientCall, Interface, Object, S_OK},
};

use crate::{
    lane::Lane,
    memory::{self, Pages},
    state::State,
};

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
    /// The places for what is handed out; 0 is none.
    pub(crate) places: [u64; 3],
    pub(crate) pages: Pages,
}

impl Space for Reading<'_> {
    fn read(&self, address: u64, bytes: &mut [u8]) -> Result<(), Error> {
        // The caller vouches for the places that it gives for what is handed out.
        let given = self.places.contains(&address);
        if !given && !self.pages.readable(address, bytes.len()) {
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
            Pointer::Foreign if object == Object::Sink && !self.callback => {
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
                if let Some(known) = self.state.known(address)
                    && (known.address() == address || known.becomes(interface))
                {
                    return Some(known.handle);
                }
                let callback = self.callback;
                let proxy = self.state.proxy(self.lane, address, object, interface, callback);
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
