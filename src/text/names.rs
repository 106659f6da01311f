use std::{borrow::Cow, collections::HashMap, sync::Arc};

use cemapi_abi::{Entry, Handle, registry::Object};

use super::scalar::write_string;

/// Whoever knows what things and entry ids are called.
pub(crate) trait Named {
    /// The name of a thing.
    fn thing(&self, thing: Handle) -> Option<Cow<'_, str>>;

    /// The name of an entry id.
    fn entry(&self, entry: Entry) -> Option<&str>;
}

/// Writes the name of a thing.
pub(crate) fn write_thing(out: &mut String, thing: Handle, names: &dyn Named) {
    write_string(out, &names.thing(thing).unwrap_or(Cow::Borrowed("?")));
}

/// The names of the objects, blocks and entry ids of one scenario or trace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    things: Vec<(Arc<str>, Object)>,
    /// The latest thing of each name.
    latest: HashMap<Arc<str>, Handle>,
    entries: Vec<Arc<str>>,
    latest_entry: HashMap<Arc<str>, Entry>,
    /// Whether a thing of any kind may stand anywhere. Programs do pass the wrong things.
    of_any_kind: bool,
}

impl Names {
    /// Says whether a thing of any kind may stand anywhere, as in the trace of a program.
    pub(crate) const fn allow_any_kind(&mut self, allow: bool) {
        self.of_any_kind = allow;
    }

    /// Whether a thing may stand where one of another kind is asked for.
    pub(crate) fn serves_as(&self, object: Object, wanted: Object) -> bool {
        self.of_any_kind || object.serves_as(wanted)
    }

    /// Gives the next thing a name.
    pub fn add(&mut self, name: impl Into<Arc<str>>, object: Object) -> Handle {
        let (name, handle) = (name.into(), Handle(self.things.len() as u32));
        self.latest.insert(name.clone(), handle);
        self.things.push((name, object));
        handle
    }

    /// Gives a name to a thing that never appeared. Of such a thing no more is kept than a call
    /// tells that was not made: whether it would have been memory, a registration or an object.
    pub fn add_absent(&mut self, name: String, object: Object) -> Handle {
        let object = match object {
            Object::Block | Object::Connection => object,
            _ => Object::Unknown,
        };
        self.add(name, object)
    }

    /// Gives the next entry id a name.
    pub fn add_entry(&mut self, name: impl Into<Arc<str>>) -> Entry {
        let (name, entry) = (name.into(), Entry(self.entries.len() as u32));
        self.latest_entry.insert(name.clone(), entry);
        self.entries.push(name);
        entry
    }

    /// The thing of this name, the latest if there are several.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Handle> {
        self.latest.get(name).copied()
    }

    /// The entry id of this name.
    #[must_use]
    pub fn find_entry(&self, name: &str) -> Option<Entry> {
        self.latest_entry.get(name).copied()
    }

    /// The name of a thing.
    #[must_use]
    pub fn name(&self, handle: Handle) -> Option<&str> {
        self.things.get(handle.index()).map(|(name, _)| &**name)
    }

    /// What kind of thing a handle stands for.
    #[must_use]
    pub fn object(&self, handle: Handle) -> Option<Object> {
        self.things.get(handle.index()).map(|(_, object)| *object)
    }

    /// The name of an entry id.
    #[must_use]
    pub fn entry_name(&self, entry: Entry) -> Option<&str> {
        self.entries.get(entry.0 as usize).map(|name| &**name)
    }

    /// How many things have names.
    #[must_use]
    pub fn len(&self) -> usize {
        self.things.len()
    }

    /// How many entry ids have names.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing has a name yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.things.is_empty() && self.entries.is_empty()
    }

    /// The names of all entry ids.
    pub fn iter_entries(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|name| &**name)
    }

    /// The names of all things.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.things.iter().map(|(name, _)| &**name)
    }
}

impl Named for Names {
    fn thing(&self, thing: Handle) -> Option<Cow<'_, str>> {
        self.name(thing).map(Cow::Borrowed)
    }

    fn entry(&self, entry: Entry) -> Option<&str> {
        self.entry_name(entry)
    }
}
