use cemapi_abi::{
    Call, Entry, EntryId, Handle, Output, Place, Pointer, PropTag, Reply, Returned,
    layout::{Error, Names, Space},
    registry::{ClientCall, Object, S_OK},
};

use crate::{memory, proxy::Proxy, state::State};

impl Space for State {
    fn read(&self, address: u64, bytes: &mut [u8]) -> Result<(), Error> {
        // The caller vouches for the places that it gives for what is handed out.
        let given = self.around.places.contains(&address);
        if !given && !self.around.pages.readable(address, bytes.len()) {
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

impl State {
    /// What the journal knows of an object at an address that is passed, whether it is the
    /// object's own or that of what stands for it.
    fn known(&self, address: u64) -> Option<&'static Proxy> {
        self.proxies.get(&address).or_else(|| self.objects.get(&address)).copied()
    }

    /// A sink of the program's. Traces say of a sink that the program makes it.
    fn sink(&mut self, address: u64) -> Handle {
        let call = Call::Client(ClientCall::NewSink { ulReply: 0, lppSink: Place::Given });
        self.enter(false, &call);
        let sink = self.proxy(address, Object::Sink, Object::Sink.interface(), true);
        let outs = [Output::Object(sink.handle)].into();
        self.leave(0, &Reply::Returned(Returned { value: S_OK.0, outs }));
        sink.handle
    }

    fn connection(&self, number: u64) -> Option<Handle> {
        let receiver = self.around.receiver?.0;
        let made_here = self.connections.get(&(receiver, number));
        let elsewhere = || self.connections.iter().find(|((_, known), _)| *known == number);
        made_here.or_else(|| elsewhere().map(|(_, handle)| handle)).copied()
    }
}

impl Names for State {
    fn pointer(&mut self, address: u64, object: Object) -> Pointer {
        let known = match object {
            Object::Block => self.blocks.get(&address).copied(),
            Object::Connection => self.connection(address),
            _ => self.known(address).map(|proxy| proxy.handle),
        };
        match known {
            Some(known) => Pointer::To(known),
            None if object == Object::Sink && !self.around.callback => {
                Pointer::To(self.sink(address))
            }
            None => Pointer::Foreign,
        }
    }

    fn appear(&mut self, address: u64, object: Object) -> Option<Handle> {
        if self.around.failed {
            return None;
        }
        match object {
            // What is handed out is new, even if it lies where something else has been.
            Object::Block => {
                let block = self.thing(object, object.noun());
                self.blocks.insert(address, block);
                Some(block)
            }
            Object::Connection => {
                let connection = self.thing(object, object.noun());
                let receiver = self.around.receiver?.0;
                self.connections.insert((receiver, address), connection);
                Some(connection)
            }
            _ => {
                let interface = self.around.interface.unwrap_or_else(|| object.interface());
                if let Some(known) = self.known(address)
                    && (known.address() == address || known.becomes(interface))
                {
                    return Some(known.handle);
                }
                let callback = self.around.callback;
                Some(self.proxy(address, object, interface, callback).handle)
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
        let appears = names_entry && (self.around.left || self.around.callback);
        match self.entries.get(&bytes) {
            Some(known) if names_entry => EntryId::Known(*known),
            None if appears => EntryId::Known(State::entry(self, bytes)),
            _ => EntryId::Bytes(bytes),
        }
    }

    fn entry_bytes(&self, _entry: Entry) -> Vec<u8> {
        Vec::new()
    }
}
