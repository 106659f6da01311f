use std::{
    collections::{BTreeSet, HashMap},
    iter,
};

use cemapi_abi::{EntryId, Handle, Output, Pointer, Reply, registry::Object};

use crate::{
    contract::{At, Count, Life, Signs},
    trace::{Record, Trace},
};

/// What has happened in a trace up to some call: the model that rules look into.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The subsystem's count.
    pub count: Count,
    pub(super) lives: Vec<Life>,
    /// Everything that lives, and some of what no longer does, with the call that made it.
    pub(super) listed: Vec<(At, Handle)>,
    /// How many things live.
    pub(super) living: usize,
    /// The sinks on which the implementation has called something.
    pub(super) sinks: BTreeSet<Handle>,
    /// The attachment of a number in a message that was opened last.
    pub(super) attachments: HashMap<(Handle, u32), Handle>,
    /// The calls that brought the subsystem's count to zero.
    pub(super) teardowns: Vec<At>,
    /// What every call shows from here on.
    pub(super) standing: Signs,
    /// The things that lie at odd addresses, in order.
    misaligned: Vec<(Handle, u64)>,
    /// How many addresses were looked at for that.
    addresses: usize,
    /// Memory for the blocks that one call frees.
    pub(super) freed: Vec<Handle>,
    /// Whether a message was opened by its entry id, so that two pointers may be to the same one.
    pub(super) reopened: bool,
    /// The message whose recipients were set last.
    pub(super) addressed: Option<Handle>,
    pub(super) deletions: Deletions,
    /// The call after which nothing that happens can be blamed on the implementation.
    pub(in crate::contract) undefined: Option<usize>,
}

/// The latest call that deleted something of each kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Deletions {
    pub(super) attachment: Option<At>,
    pub(super) message: Option<At>,
    /// And the folder that it was made through.
    pub(super) folder: Option<(At, Handle)>,
    pub(super) store: Option<At>,
}

impl History {
    /// Takes in what a trace has told by now of the things in it, beside its calls.
    #[inline]
    pub(crate) fn meet(&mut self, trace: &Trace) {
        if self.lives.len() < trace.names.len() || self.addresses < trace.addresses.len() {
            self.meet_new(trace);
        }
    }

    fn meet_new(&mut self, trace: &Trace) {
        let unborn = |place| {
            let object = trace.names.object(Handle(place as u32));
            Life::unborn(object.unwrap_or(Object::Unknown))
        };
        self.lives.extend((self.lives.len()..trace.names.len()).map(unborn));
        let new = trace.addresses.iter().skip(self.addresses);
        self.misaligned.extend(new.filter(|(_, address)| address % 2 != 0));
        self.misaligned.sort_unstable();
        self.addresses = trace.addresses.len();
        self.standing = self.standing | Signs::MISALIGNED.when(!self.misaligned.is_empty());
    }

    /// What is out of the ordinary about a call that comes next.
    #[inline]
    pub(in crate::contract) fn signs(&self, record: &Record) -> Signs {
        let mut signs = self.standing
            | match &record.reply {
                Reply::Returned(returned) => {
                    let empty = !matches!(returned.outs.first(), Some(Output::Object(_)));
                    Signs::FAILED.when(returned.value != 0) | Signs::EMPTY.when(empty)
                }
                Reply::Died(_) | Reply::Hung => Signs::FAILED | Signs::EMPTY | Signs::ENDED,
                Reply::NotMade | Reply::Unfinished => Signs::FAILED | Signs::EMPTY,
            };
        record.call.pointers(|pointer| match pointer {
            Pointer::To(thing) => {
                signs = signs | self.life(thing).map_or(Signs::NONE, |life| life.signs);
            }
            Pointer::Foreign => signs = signs | Signs::STALE,
            Pointer::Null => {}
        });
        signs
    }

    /// Where a thing lies, if that is an odd address.
    #[must_use]
    pub fn odd_address(&self, thing: Handle) -> Option<u64> {
        let place = self.misaligned.binary_search_by_key(&thing, |(known, _)| *known).ok()?;
        Some(self.misaligned[place].1)
    }

    /// The attachment of this number in a message that was opened last.
    #[must_use]
    pub fn attachment(&self, message: Handle, number: u32) -> Option<(Handle, &Life)> {
        let attachment = *self.attachments.get(&(message, number))?;
        Some((attachment, self.life(attachment)?))
    }

    /// Whether the subsystem's count came to zero while a thing lived. What becomes of the thing
    /// from there on is left open (TEARDOWN-8, TEARDOWN-11).
    #[must_use]
    pub fn outlived(&self, life: &Life) -> bool {
        let Some(made) = life.made else { return false };
        let next = self.teardowns.partition_point(|teardown| *teardown < made);
        let teardown = self.teardowns.get(next);
        teardown.is_some_and(|teardown| life.gone.is_none_or(|gone| gone > *teardown))
    }

    /// What is known of a thing.
    #[must_use]
    pub fn life(&self, handle: Handle) -> Option<&Life> {
        self.lives.get(handle.index())
    }

    /// Everything that there is a name for.
    pub fn lives(&self) -> impl Iterator<Item = (Handle, &Life)> {
        let numbered = self.lives.iter().enumerate();
        numbered.map(|(place, life)| (Handle(place as u32), life))
    }

    /// The session that a thing came from, directly or through others; itself if it is one.
    #[must_use]
    pub fn session(&self, mut thing: Handle) -> Option<&Life> {
        // Every step leads to something older, so the way ends.
        for _ in 0..=self.lives.len() {
            let life = self.life(thing)?;
            if life.object == Object::Session {
                return Some(life);
            }
            thing = life.parent()?;
        }
        None
    }

    /// Whether a thing lives, and so does everything that it came from, in a session that was not
    /// logged off.
    #[must_use]
    pub fn stands(&self, mut thing: Handle) -> bool {
        // Every step leads to something older, so the way ends.
        for _ in 0..=self.lives.len() {
            let Some(life) = self.life(thing) else { return false };
            if !life.lives() || life.logged_off().is_some() {
                return false;
            }
            match life.parent() {
                Some(parent) => thing = parent,
                None => return true,
            }
        }
        false
    }

    /// Everything that has appeared and is not gone, in the order in which it appeared.
    pub fn left(&self) -> impl DoubleEndedIterator<Item = (Handle, &Life)> {
        self.listed
            .iter()
            .filter_map(|(made, thing)| Some((*thing, self.life(*thing)?, made)))
            .filter(|(_, life, made)| life.lives() && life.made == Some(**made))
            .map(|(thing, life, _)| (thing, life))
    }

    /// Every sink on which the implementation has called something.
    pub fn sinks(&self) -> impl Iterator<Item = (Handle, &Life)> {
        self.sinks.iter().filter_map(|sink| Some((*sink, self.life(*sink)?)))
    }

    /// Whether nobody can have changed a message's recipients through another pointer to it.
    #[must_use]
    pub fn knows_recipients_of(&self, message: Handle) -> bool {
        !self.reopened || self.addressed.is_none_or(|addressed| addressed == message)
    }

    /// Whether what an object stands for, or what it was opened through, may have been deleted while
    /// it was open: what becomes of the object then is left open (CESTORE-3, MSG-4).
    #[must_use]
    pub fn may_be_deleted(&self, mut thing: Handle) -> bool {
        let Deletions { attachment, message, folder, store } = self.deletions;
        if attachment.or(message).or(folder.map(|(place, _)| place)).or(store).is_none() {
            return false;
        }
        // Every step leads to something older, so the way ends.
        for _ in 0..=self.lives.len() {
            let Some(life) = self.life(thing) else { return false };
            let deleted = match life.object {
                Object::Attach => attachment,
                Object::Message => message,
                Object::Folder => {
                    folder.filter(|(_, through)| *through != thing).map(|(place, _)| place)
                }
                Object::Store => store,
                _ => None,
            };
            if life.made.is_some_and(|made| deleted.is_some_and(|deleted| made < deleted)) {
                return true;
            }
            let Some(parent) = life.parent() else { return false };
            thing = parent;
        }
        false
    }

    /// A thing, what it came from, what that came from, and so on.
    pub fn line(&self, thing: Handle) -> impl Iterator<Item = (Handle, &Life)> {
        let mut next = Some(thing);
        let line = iter::from_fn(move || {
            let thing = next.take()?;
            let life = self.life(thing)?;
            next = life.parent();
            Some((thing, life))
        });
        // Every step leads to something older, so the line ends.
        line.take(self.lives.len())
    }

    /// How many things live.
    #[must_use]
    pub const fn living(&self) -> usize {
        self.living
    }
}

/// Whether an entry id was given.
pub(in crate::contract) const fn is_given(entry: &EntryId) -> bool {
    !matches!(entry, EntryId::Null)
}
