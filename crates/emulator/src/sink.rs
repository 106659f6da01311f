use cemapi_abi::{
    Call, Handle, Iid, Output, Place, Reply, Thread,
    registry::{
        ClientCall, E_NOINTERFACE, E_POINTER, IID_IMAPIAdviseSink, IID_IUnknown, S_OK, SinkCall,
        UnknownCall,
    },
};

use crate::{
    Callback, Emulator, Moment,
    answer::{ACCESS_VIOLATION, Answer, at, value, with},
    thing::{Sink, Thing},
};

impl Emulator {
    /// What the program does for itself.
    pub(crate) fn client(&mut self, call: &ClientCall) -> Answer {
        let ClientCall::NewSink { ulReply, lppSink } = call;
        if *lppSink == Place::Null {
            return with(S_OK, [at(*lppSink, Output::Null)]);
        }
        let sink = self.add(Thing::Sink(Sink { references: 1, reply: *ulReply }));
        with(S_OK, [Output::Object(sink)])
    }

    /// A method of IAdviseSink that the program calls on its own object.
    pub(crate) fn sink(&mut self, object: Handle, call: &SinkCall) -> Answer {
        let SinkCall::OnNotify { .. } = call;
        match self.things.get(object.index()) {
            Some(Thing::Sink(sink)) => value(sink.reply),
            _ => Err(ACCESS_VIOLATION),
        }
    }

    /// A method of IUnknown that the program calls on its own sink, which answers as COM wants.
    pub(crate) fn unknown_sink(&mut self, object: Handle, call: &UnknownCall) -> Answer {
        match call {
            UnknownCall::AddRef {} => value(self.refer_sink(object)),
            UnknownCall::Release {} => value(self.release_sink(object)),
            UnknownCall::QueryInterface { ppvObj: Place::Null, .. } => Err(E_POINTER.into()),
            UnknownCall::QueryInterface { riid, .. } => self.query_sink(object, *riid),
        }
    }

    fn query_sink(&mut self, object: Handle, iid: Option<Iid>) -> Answer {
        match iid {
            None => Err(ACCESS_VIOLATION),
            Some(iid) if [IID_IUnknown, IID_IMAPIAdviseSink].contains(&iid) => {
                self.refer_sink(object);
                with(S_OK, [Output::Object(object)])
            }
            Some(_) => with(E_NOINTERFACE, [Output::Null]),
        }
    }

    fn refer_sink(&mut self, sink: Handle) -> u32 {
        match self.things.get_mut(sink.index()) {
            Some(Thing::Sink(sink)) => {
                sink.references = sink.references.saturating_add(1);
                sink.references
            }
            _ => 0,
        }
    }

    fn release_sink(&mut self, handle: Handle) -> u32 {
        let Some(thing) = self.things.get_mut(handle.index()) else { return 0 };
        let Thing::Sink(sink) = thing else { return 0 };
        sink.references = sink.references.saturating_sub(1);
        let left = sink.references;
        if left == 0 {
            *thing = Thing::Gone;
        }
        left
    }

    /// CE MAPI adds a reference to a sink.
    pub(crate) fn keep_sink(&mut self, thread: Thread, sink: Handle) {
        let references = self.refer_sink(sink);
        self.called_back(thread, Call::Unknown(sink, UnknownCall::AddRef {}), references);
    }

    /// CE MAPI gives a reference to a sink back; a program that gave away more references than it
    /// had finds out here.
    pub(crate) fn give_sink_back(&mut self, thread: Thread, sink: Handle) {
        if !matches!(self.things.get(sink.index()), Some(Thing::Sink(_))) {
            return;
        }
        let references = self.release_sink(sink);
        self.called_back(thread, Call::Unknown(sink, UnknownCall::Release {}), references);
    }

    fn called_back(&mut self, thread: Thread, call: Call, result: u32) {
        let reply = Reply::of(result);
        let thread = Some(thread);
        self.callbacks.push(Callback { call, reply, thread, moment: Moment::Within });
    }
}
