//! The objects that programs hold: what they are, how long they live, and whether a method reaches
//! them. What the documents leave open about that is asked here and nowhere else.

use cemapi_abi::{
    Entry, Handle, Pointer, Thread,
    registry::{
        E_INVALIDARG, MAPI_E_END_OF_SESSION, MAPI_E_INVALID_OBJECT, MAPI_E_NOT_FOUND,
        MAPI_E_NOT_INITIALIZED, MAPI_E_OBJECT_DELETED, RPC_E_WRONG_THREAD,
    },
};

use crate::{
    Emulator,
    answer::{ACCESS_VIOLATION, Failure},
    policy::{
        AfterDelete, AfterLastRelease, AfterLogoff, AfterParentRelease, AfterSessionRelease,
        AfterSubmit, AfterTeardown, ChildrenAfterLogoff, OtherThread, ParentReference,
        RepeatedOpen,
    },
    stream::Stream,
    table::Table,
    thing::Thing,
};

/// An object of CE MAPI that has references left.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Object {
    /// References that are still to be given back.
    pub(crate) references: u32,
    /// The thread that opened it.
    pub(crate) thread: Thread,
    /// The life of the subsystem in which it was opened.
    pub(crate) life: u32,
    /// The session that it was opened through, for a session itself.
    pub(crate) session: Handle,
    /// The object that it was opened through, for a session itself.
    pub(crate) parent: Handle,
    pub(crate) kind: Kind,
}

/// What an object is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Session { logged_off: bool },
    Store(Entry),
    Folder(Entry),
    Message(Opened),
    Attach(Opened, u32),
    Table(Box<Table>),
    Stream(Stream),
}

/// A message as it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Opened {
    pub(crate) entry: Entry,
    /// How often the message had been submitted when it was opened: once it is submitted again,
    /// the pointer is good for nothing but Release (MSG-4).
    pub(crate) submission: u32,
}

impl Kind {
    /// The store, folder or message that it is.
    pub(crate) fn entry(&self) -> Option<Entry> {
        match self {
            Self::Store(entry) | Self::Folder(entry) => Some(*entry),
            Self::Message(message) => Some(message.entry),
            _ => None,
        }
    }
}

impl Emulator {
    /// Opens an object through another.
    pub(crate) fn open(&mut self, thread: Thread, parent: Handle, kind: Kind) -> Handle {
        let session = match self.things.get(parent.index()) {
            Some(Thing::Object(parent)) => parent.session,
            _ => parent,
        };
        let shared = match self.policy.repeated_open {
            RepeatedOpen::New => None,
            RepeatedOpen::Same => kind.entry(),
        };
        if let Some(entry) = shared
            && let Some(open) = self.opened.get(&(session, entry)).copied()
            && self.reach(thread, open).is_ok()
        {
            self.refer(open);
            return open;
        }
        if self.policy.parent_reference == ParentReference::Held {
            self.refer(parent);
        }
        let life = self.subsystem.lives;
        let object = Object { references: 1, thread, life, session, parent, kind };
        let handle = self.add(Thing::Object(object));
        if let Some(entry) = shared {
            self.opened.insert((session, entry), handle);
        }
        self.live_objects += 1;
        handle
    }

    /// Makes a session.
    pub(crate) fn open_session(&mut self, thread: Thread) -> Handle {
        let handle = Handle(self.things.len() as u32);
        let life = self.subsystem.lives;
        let kind = Kind::Session { logged_off: false };
        self.add(Thing::Object(Object {
            references: 1,
            thread,
            life,
            session: handle,
            parent: handle,
            kind,
        }));
        self.sessions.push(handle);
        self.live_objects += 1;
        handle
    }

    /// Adds a reference to a live object and returns the new count.
    pub(crate) fn refer(&mut self, object: Handle) -> u32 {
        match self.things.get_mut(object.index()) {
            Some(Thing::Object(object)) => {
                object.references = object.references.saturating_add(1);
                object.references
            }
            _ => 0,
        }
    }

    /// Takes a reference from a live object, buries it if that was the last, and returns the new
    /// count.
    pub(crate) fn release(&mut self, thread: Thread, object: Handle) -> u32 {
        let Some(Thing::Object(released)) = self.things.get_mut(object.index()) else { return 0 };
        released.references = released.references.saturating_sub(1);
        let left = released.references;
        let mut next = (left == 0).then_some(object);
        while let Some(dead) = next {
            next = self.bury(thread, dead);
        }
        left
    }

    /// Ends an object's life, and returns its parent if that loses its last reference with it.
    fn bury(&mut self, thread: Thread, handle: Handle) -> Option<Handle> {
        let thing = self.things.get_mut(handle.index())?;
        let Thing::Object(object) = std::mem::replace(thing, Thing::Gone) else { return None };
        self.live_objects -= 1;
        match object.kind.entry() {
            Some(entry) => {
                let place = (object.session, entry);
                if self.opened.get(&place) == Some(&handle) {
                    self.opened.remove(&place);
                }
            }
            None => self.sessions.retain(|session| *session != handle),
        }
        self.cancel_at_release(thread, handle);
        if self.policy.parent_reference == ParentReference::None || object.parent == handle {
            return None;
        }
        match self.things.get_mut(object.parent.index()) {
            Some(Thing::Object(parent)) => {
                parent.references = parent.references.saturating_sub(1);
                (parent.references == 0).then_some(object.parent)
            }
            _ => None,
        }
    }

    /// The object that a method is called on, if the method reaches it at all.
    pub(crate) fn reach(&self, thread: Thread, handle: Handle) -> Result<&Object, Failure> {
        let object = match self.things.get(handle.index()) {
            Some(Thing::Object(object)) => object,
            Some(Thing::Gone) => {
                return Err(match self.policy.after_last_release {
                    AfterLastRelease::Dies => ACCESS_VIOLATION,
                    AfterLastRelease::InvalidObject => MAPI_E_INVALID_OBJECT.into(),
                });
            }
            _ => return Err(ACCESS_VIOLATION),
        };
        if object.life != self.subsystem.lives {
            match self.policy.after_teardown {
                AfterTeardown::Works => {}
                AfterTeardown::NotInitialized => return Err(MAPI_E_NOT_INITIALIZED.into()),
                AfterTeardown::Dies => return Err(ACCESS_VIOLATION),
            }
        }
        if object.thread != thread && self.policy.other_thread == OtherThread::WrongThread {
            return Err(RPC_E_WRONG_THREAD.into());
        }
        if !matches!(object.kind, Kind::Session { .. }) {
            self.supported_by_parents(object)?;
            self.still_there(&object.kind)?;
        }
        Ok(object)
    }

    /// The session that a method other than Logoff is called on.
    pub(crate) fn reach_session(&self, thread: Thread, handle: Handle) -> Result<(), Failure> {
        match self.reach(thread, handle)?.kind {
            Kind::Session { logged_off: true }
                if self.policy.after_logoff == AfterLogoff::EndOfSession =>
            {
                Err(MAPI_E_END_OF_SESSION.into())
            }
            Kind::Session { .. } => Ok(()),
            _ => Err(ACCESS_VIOLATION),
        }
    }

    /// Whether what the object was opened through still lets it work.
    fn supported_by_parents(&self, object: &Object) -> Result<(), Failure> {
        match self.things.get(object.session.index()) {
            Some(Thing::Gone) => match self.policy.after_session_release {
                AfterSessionRelease::Works => {}
                AfterSessionRelease::InvalidObject => return Err(MAPI_E_INVALID_OBJECT.into()),
                AfterSessionRelease::Dies => return Err(ACCESS_VIOLATION),
            },
            Some(Thing::Object(Object { kind: Kind::Session { logged_off: true }, .. })) => {
                match self.policy.children_after_logoff {
                    ChildrenAfterLogoff::Works => {}
                    ChildrenAfterLogoff::EndOfSession => return Err(MAPI_E_END_OF_SESSION.into()),
                    ChildrenAfterLogoff::Dies => return Err(ACCESS_VIOLATION),
                }
            }
            _ => {}
        }
        let orphaned = object.parent != object.session
            && matches!(self.things.get(object.parent.index()), Some(Thing::Gone));
        match self.policy.after_parent_release {
            AfterParentRelease::InvalidObject if orphaned => Err(MAPI_E_INVALID_OBJECT.into()),
            AfterParentRelease::Dies if orphaned => Err(ACCESS_VIOLATION),
            _ => Ok(()),
        }
    }

    /// Whether what the object stands for still exists, and not as a submitted message.
    fn still_there(&self, kind: &Kind) -> Result<(), Failure> {
        let (message, attachment) = match kind {
            Kind::Store(entry) | Kind::Folder(entry) => {
                let there = self.mailbox.item(*entry).is_some();
                return if there { Ok(()) } else { Err(self.deleted()) };
            }
            Kind::Message(message) => (message, None),
            Kind::Attach(message, attachment) => (message, Some(attachment)),
            Kind::Stream(stream) => (&stream.message, stream.attachment.as_ref()),
            Kind::Session { .. } | Kind::Table(_) => return Ok(()),
        };
        let Some(data) = self.mailbox.message(message.entry) else { return Err(self.deleted()) };
        if data.submission != message.submission {
            match self.policy.after_submit {
                AfterSubmit::ObjectDeleted => return Err(MAPI_E_OBJECT_DELETED.into()),
                AfterSubmit::Works => {}
                AfterSubmit::Dies => return Err(ACCESS_VIOLATION),
            }
        }
        if attachment.is_some_and(|number| !data.attachments.contains_key(number)) {
            return Err(self.deleted());
        }
        Ok(())
    }

    /// What a method comes to on an object whose data are deleted.
    pub(crate) fn deleted(&self) -> Failure {
        match self.policy.after_delete {
            AfterDelete::ObjectDeleted => MAPI_E_OBJECT_DELETED.into(),
            AfterDelete::NotFound => MAPI_E_NOT_FOUND.into(),
            AfterDelete::Dies => ACCESS_VIOLATION,
        }
    }

    /// The object that an argument points to.
    pub(crate) fn pointed_to(&self, thread: Thread, pointer: Pointer) -> Result<Handle, Failure> {
        match pointer {
            Pointer::Null => Err(E_INVALIDARG.into()),
            Pointer::Foreign => Err(ACCESS_VIOLATION),
            Pointer::To(handle) => self.reach(thread, handle).map(|_| handle),
        }
    }
}
