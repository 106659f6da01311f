use std::num::NonZeroU32;

use cemapi_abi::{Function, Handle, PropTag, Thread, registry::Object};

use super::Signs;

/// The place of a call in its trace, in the four bytes that a history of a million calls can afford.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At(NonZeroU32);

impl At {
    pub(super) fn new(place: usize) -> Self {
        let number = u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1);
        Self(NonZeroU32::new(number).unwrap_or(NonZeroU32::MAX))
    }

    /// The place, counted from 0.
    #[must_use]
    pub const fn place(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// A thing that another leads to, in four bytes with room for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link(NonZeroU32);

impl From<Handle> for Link {
    fn from(thing: Handle) -> Self {
        Self(NonZeroU32::new(thing.0.saturating_add(1)).unwrap_or(NonZeroU32::MAX))
    }
}

impl From<Link> for Handle {
    fn from(link: Link) -> Self {
        Self(link.0.get() - 1)
    }
}

/// What a trace tells of one object or block. A million calls may make as many of them, so they are
/// small.
#[derive(Clone, Debug)]
pub struct Life {
    /// What kind of thing it is.
    pub object: Object,
    /// How many references the client holds; a block that is allocated counts as one.
    pub references: u32,
    /// The call in which it appeared; `None` if it never did.
    pub made: Option<At>,
    /// What was called then.
    pub maker: Option<Function>,
    /// The thread that it appeared on.
    pub thread: Thread,
    /// The first call that gave a reference back while others were held.
    pub released: Option<At>,
    /// The call that gave back the last reference, or freed it.
    pub gone: Option<At>,
    pub(super) parent: Option<Link>,
    pub(super) linked_to: Option<Link>,
    /// The block that was linked to it last, from which `linked_before` leads to all others.
    pub(super) last_linked: Option<Link>,
    /// The block that was linked to the same parent before it.
    pub(super) linked_before: Option<Link>,
    /// What a call shows that uses it.
    pub(super) signs: Signs,
    particulars: Option<Box<Particulars>>,
}

/// What is told of some kinds of things only.
#[derive(Clone, Debug, Default)]
pub struct Particulars {
    /// For an attachment its number in the message, for a registration its event mask.
    pub number: u32,
    /// For a session, the call that logged it off.
    pub logged_off: Option<At>,
    /// For a registration, the sink that is told.
    pub sink: Option<Handle>,
    /// For a registration, whether Unadvise failed.
    pub refused: bool,
    /// For a message, how many recipients it has, if that can be told.
    pub recipients: Option<usize>,
    /// For a table, the columns that were chosen.
    pub columns: Option<Vec<PropTag>>,
    /// For a sink, how many references the implementation holds.
    pub held: i32,
    /// For a sink, the events of all its registrations.
    pub asked: u32,
    /// For a sink, whether it was registered without a place for the number (ADVISE-5).
    pub unnumbered: bool,
    /// The call that submitted it, after which a message is good for nothing but Release.
    pub submitted: Option<At>,
}

static NOTHING_PARTICULAR: Particulars = Particulars {
    number: 0,
    logged_off: None,
    sink: None,
    refused: false,
    recipients: None,
    columns: None,
    held: 0,
    asked: 0,
    unnumbered: false,
    submitted: None,
};

impl Life {
    pub(super) const fn unborn(object: Object) -> Self {
        Self {
            object,
            references: 0,
            made: None,
            maker: None,
            thread: Thread(0),
            released: None,
            gone: None,
            parent: None,
            linked_to: None,
            last_linked: None,
            linked_before: None,
            signs: Signs::NONE,
            particulars: None,
        }
    }

    /// Whether it was handed out by a function or method of this name.
    #[must_use]
    pub fn made_by(&self, name: &str) -> bool {
        self.maker.is_some_and(|maker| maker.signature().name == name)
    }

    /// The object whose method handed it out.
    #[must_use]
    pub fn parent(&self) -> Option<Handle> {
        self.parent.map(Handle::from)
    }

    /// The block that it is freed with.
    #[must_use]
    pub fn linked_to(&self) -> Option<Handle> {
        self.linked_to.map(Handle::from)
    }

    /// The call that logged it off.
    #[must_use]
    pub fn logged_off(&self) -> Option<At> {
        self.particulars().logged_off
    }

    /// What is told of things of its kind only.
    #[must_use]
    pub fn particulars(&self) -> &Particulars {
        self.particulars.as_deref().unwrap_or(&NOTHING_PARTICULAR)
    }

    pub(super) fn particulars_mut(&mut self) -> &mut Particulars {
        self.particulars.get_or_insert_default()
    }

    /// The call after which it is gone; whether it lived until then.
    pub(super) fn leave(&mut self, call: usize) -> bool {
        let lived = self.lives();
        self.gone.get_or_insert(At::new(call));
        self.signs = self.signs | Signs::STALE;
        lived
    }

    /// Whether it has appeared and is not gone.
    #[must_use]
    #[inline]
    pub const fn lives(&self) -> bool {
        self.made.is_some() && self.gone.is_none()
    }
}

/// What a trace tells of the subsystem's count.
#[derive(Clone, Debug, Default)]
pub struct Count {
    /// Calls of MAPIInitialize.
    pub initialize_calls: u32,
    /// Those that succeeded.
    pub initialized: u32,
    /// Calls of MAPIUninitialize.
    pub uninitialized: u32,
    /// For each thread, how often it has initialized less how often it has uninitialized.
    pub threads: Vec<(Thread, i64)>,
    /// The call that brought the count back to zero, until somebody initializes again.
    pub torn_down: Option<usize>,
    /// Whether MAPIUninitialize was called since the count was last zero.
    pub lowered: bool,
}

impl Count {
    /// The count as the documents define it.
    #[must_use]
    pub const fn value(&self) -> u32 {
        self.initialized.saturating_sub(self.uninitialized)
    }

    /// How many initializations of this thread are open.
    #[must_use]
    pub fn of(&self, thread: Thread) -> i64 {
        self.threads.iter().find(|(known, _)| *known == thread).map_or(0, |(_, count)| *count)
    }

    pub(super) fn change(&mut self, thread: Thread, by: i64) {
        match self.threads.iter_mut().find(|(known, _)| *known == thread) {
            Some((_, count)) => *count += by,
            None => self.threads.push((thread, by)),
        }
    }
}
