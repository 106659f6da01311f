use cemapi_abi::{
    Call, Entry, EntryId, Handle, Notification, Output, Place, Pointer, Reply, Size, Thread,
    registry::{
        E_INVALIDARG, MAPI_E_NO_SUPPORT, MAPI_E_NOT_FOUND, S_OK, SinkCall, fnevObjectCopied,
        fnevObjectCreated, fnevObjectDeleted, fnevObjectModified, fnevObjectMoved,
    },
};

use crate::{
    Callback, Emulator, Moment,
    answer::{ACCESS_VIOLATION, Answer, Failure, at, code, with},
    object::{Kind, Object},
    policy::{
        EventsAfterLogoff, NotificationMoment, NotificationThread, NullConnection,
        RegistrationsAtLogoff, RegistrationsAtRelease, UnknownConnection, UnregisteredEvents,
        ZeroMask,
    },
    thing::Thing,
};

/// The events that CE registers (ADVISE-4).
const EVENTS: u32 =
    fnevObjectCreated | fnevObjectDeleted | fnevObjectModified | fnevObjectMoved | fnevObjectCopied;

/// A sink that wants to be told of events.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Registration {
    /// The number that Advise handed out, if there was a place for it.
    connection: Option<Handle>,
    /// The session or store that it was made through.
    source: Handle,
    session: Handle,
    /// The store whose events it is for; all stores' for a session.
    store: Option<Entry>,
    sink: Handle,
    mask: u32,
    thread: Thread,
}

/// Something that happened to a store, folder or message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event {
    /// One of the five events.
    pub(crate) event: u32,
    pub(crate) object_type: u32,
    pub(crate) store: Entry,
    pub(crate) entry: Entry,
    pub(crate) parent: Entry,
    /// Where it was before it moved.
    pub(crate) old_parent: Option<Entry>,
}

/// The arguments of Advise, which a session's and a store's have in common.
#[derive(Debug)]
pub(crate) struct Advise<'a> {
    pub(crate) size: Size,
    pub(crate) id: &'a EntryId,
    pub(crate) mask: u32,
    pub(crate) sink: Pointer,
    pub(crate) place: Place,
}

impl Emulator {
    /// Registers a sink for events of a session, or of one store.
    pub(crate) fn advise(
        &mut self,
        thread: Thread,
        source: Handle,
        store: Option<Entry>,
        advise: &Advise<'_>,
    ) -> Answer {
        if advise.place == Place::Null && self.policy.null_connection == NullConnection::Refused {
            return Err(self.null_out());
        }
        // One registers on the whole session or store only (ADVISE-1, STORE-6).
        if !matches!(advise.size, Size::Own | Size::Of(0)) || *advise.id != EntryId::Null {
            return Err(E_INVALIDARG.into());
        }
        let sink = self.advisable(advise.sink)?;
        if advise.mask == 0 && self.policy.zero_mask == ZeroMask::InvalidArgument {
            return Err(E_INVALIDARG.into());
        }
        if advise.mask & !EVENTS != 0 {
            match self.policy.unregistered_events {
                UnregisteredEvents::Ignored => {}
                UnregisteredEvents::InvalidArgument => return Err(E_INVALIDARG.into()),
                UnregisteredEvents::NoSupport => return Err(MAPI_E_NO_SUPPORT.into()),
            }
        }
        let session = match self.things.get(source.index()) {
            Some(Thing::Object(source)) => source.session,
            _ => source,
        };
        self.keep_sink(thread, sink);
        let connection = (advise.place == Place::Given).then(|| self.add(Thing::Connection));
        let mask = advise.mask & EVENTS;
        let registration = Registration { connection, source, session, store, sink, mask, thread };
        self.registrations.push(registration);
        with(S_OK, [at(advise.place, connection.map_or(Output::Null, Output::Object))])
    }

    fn advisable(&self, sink: Pointer) -> Result<Handle, Failure> {
        match sink {
            Pointer::Null => Err(E_INVALIDARG.into()),
            // It calls AddRef, wherever that leads.
            Pointer::Foreign => Err(ACCESS_VIOLATION),
            Pointer::To(sink) => match self.things.get(sink.index()) {
                Some(Thing::Sink(_)) => Ok(sink),
                _ => Err(ACCESS_VIOLATION),
            },
        }
    }

    /// Cancels a registration that was made through the same object (ADVISE-7).
    pub(crate) fn unadvise(
        &mut self,
        thread: Thread,
        source: Handle,
        connection: Pointer,
    ) -> Answer {
        let place = self.registrations.iter().position(|registration| {
            registration.source == source
                && registration.connection.map(Pointer::To) == Some(connection)
        });
        match (place, self.policy.unknown_connection) {
            (Some(place), _) => {
                let registration = self.registrations.remove(place);
                self.give_sink_back(thread, registration.sink);
                code(S_OK)
            }
            (None, UnknownConnection::InvalidArgument) => Err(E_INVALIDARG.into()),
            (None, UnknownConnection::Ignored) => code(S_OK),
            (None, UnknownConnection::NotFound) => Err(MAPI_E_NOT_FOUND.into()),
        }
    }

    /// Ends a session, whose object lives on.
    pub(crate) fn log_off(&mut self, thread: Thread, session: Handle) {
        if let Some(Thing::Object(Object { kind: Kind::Session { logged_off }, .. })) =
            self.things.get_mut(session.index())
        {
            *logged_off = true;
        }
        if self.policy.registrations_at_logoff == RegistrationsAtLogoff::Cancelled {
            self.cancel(thread, |registration| registration.session == session);
        }
    }

    /// What the last Release of an object does with the registrations made through it.
    pub(crate) fn cancel_at_release(&mut self, thread: Thread, source: Handle) {
        if self.policy.registrations_at_release == RegistrationsAtRelease::Cancelled {
            self.cancel(thread, |registration| registration.source == source);
        }
    }

    fn cancel(&mut self, thread: Thread, doomed: impl Fn(&Registration) -> bool) {
        if self.registrations.is_empty() {
            return;
        }
        let all = std::mem::take(&mut self.registrations);
        let (cancelled, kept) = all.into_iter().partition(doomed);
        self.registrations = kept;
        let cancelled: Vec<Registration> = cancelled;
        for registration in cancelled {
            self.give_sink_back(thread, registration.sink);
        }
    }

    /// Tells every sink of an event that asked for it.
    pub(crate) fn notify(&mut self, event: Event) {
        let mut callbacks = Vec::new();
        for registration in &self.registrations {
            if registration.mask & event.event == 0
                || registration.store.is_some_and(|store| store != event.store)
                || !self.hears(registration)
            {
                continue;
            }
            // A sink that the program has destroyed is memory of anybody's; it is left alone.
            let Some(Thing::Sink(sink)) = self.things.get(registration.sink.index()) else {
                continue;
            };
            let notification = SinkCall::OnNotify {
                cNotif: 1,
                lpNotifications: Some(Box::new(event.notification())),
            };
            callbacks.push(Callback {
                call: Call::Sink(registration.sink, notification),
                reply: Reply::of(sink.reply),
                thread: match self.policy.notification_thread {
                    NotificationThread::Registering => Some(registration.thread),
                    NotificationThread::Own => None,
                },
                moment: match self.policy.notification_moment {
                    NotificationMoment::Within => Moment::Within,
                    NotificationMoment::After => Moment::After,
                },
            });
        }
        self.callbacks.append(&mut callbacks);
    }

    fn hears(&self, registration: &Registration) -> bool {
        let logged_off = matches!(
            self.things.get(registration.session.index()),
            Some(Thing::Object(Object { kind: Kind::Session { logged_off: true }, .. }))
        );
        !logged_off || self.policy.events_after_logoff == EventsAfterLogoff::Delivered
    }

    /// Tells of an event of an item that is where it is.
    pub(crate) fn notify_of(&mut self, event: u32, entry: Entry, old_parent: Option<Entry>) {
        if self.registrations.is_empty() {
            return;
        }
        if let Some(item) = self.mailbox.item(entry) {
            let (object_type, store, parent) = (item.object_type(), item.store, item.parent);
            self.notify(Event { event, object_type, store, entry, parent, old_parent });
        }
    }
}

impl Event {
    fn notification(&self) -> Notification {
        let id = |entry: Option<Entry>| entry.map_or(EntryId::Null, EntryId::Known);
        Notification {
            event: self.event,
            object_type: self.object_type,
            entry: EntryId::Known(self.entry),
            // A store lies in nothing.
            parent: id((self.parent != self.entry).then_some(self.parent)),
            old_entry: id(self.old_parent.map(|_| self.entry)),
            old_parent: id(self.old_parent),
        }
    }
}
