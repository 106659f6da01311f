use std::{
    borrow::Cow,
    collections::HashMap,
    fmt::{Display, Write as _},
};

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
    things: List,
    objects: Vec<Object>,
    entries: List,
    /// There while text is read.
    reading: Option<Box<Reading>>,
}

/// Names behind each other in one text: a trace has them by the hundred thousand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct List {
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl List {
    /// Appends a name, and shows it.
    fn push(&mut self, name: impl Display) -> &str {
        let start = self.text.len();
        // Nothing fails that is written to a string.
        _ = write!(self.text, "{name}");
        self.ends.push(self.text.len());
        &self.text[start..]
    }

    fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)?;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }

    const fn len(&self) -> usize {
        self.ends.len()
    }

    fn iter(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        (0..self.len()).map(|place| self.get(place).unwrap_or_default())
    }
}

/// What is needed only while text is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Reading {
    /// Whether a thing of any kind may stand anywhere.
    of_any_kind: bool,
    /// The latest thing of each name: the text of a trace mentions them by the million.
    things: HashMap<String, Handle>,
    /// The same for entry ids.
    entries: HashMap<String, Entry>,
}

impl Names {
    /// The names in a scenario that is read from here on.
    pub(crate) fn of_scenario() -> Self {
        Self { reading: Some(Box::default()), ..Self::default() }
    }

    /// The names in a trace that is read from here on. A thing of any kind may stand anywhere in
    /// it, as programs do pass the wrong things.
    pub(crate) fn of_trace() -> Self {
        let reading = Reading { of_any_kind: true, ..Reading::default() };
        Self { reading: Some(Box::new(reading)), ..Self::default() }
    }

    /// All of the text was read.
    pub(crate) fn all_read(&mut self) {
        self.reading = None;
    }

    /// Whether a thing may stand where one of another kind is asked for.
    pub(crate) fn serves_as(&self, object: Object, wanted: Object) -> bool {
        self.reading.as_ref().is_some_and(|reading| reading.of_any_kind) || object.serves_as(wanted)
    }

    /// Gives the next thing a name.
    pub fn add(&mut self, name: impl Display, object: Object) -> Handle {
        let handle = Handle(self.things.len() as u32);
        let name = self.things.push(name);
        if let Some(reading) = &mut self.reading {
            reading.things.insert(name.to_owned(), handle);
        }
        self.objects.push(object);
        handle
    }

    /// Gives a name to a thing that never appeared. Of such a thing no more is kept than a call
    /// tells that was not made: whether it would have been memory, a registration or an object.
    pub fn add_absent(&mut self, name: impl Display, object: Object) -> Handle {
        let object = match object {
            Object::Block | Object::Connection => object,
            _ => Object::Unknown,
        };
        self.add(name, object)
    }

    /// Gives the next entry id a name.
    pub fn add_entry(&mut self, name: impl Display) -> Entry {
        let entry = Entry(self.entries.len() as u32);
        let name = self.entries.push(name);
        if let Some(reading) = &mut self.reading {
            reading.entries.insert(name.to_owned(), entry);
        }
        entry
    }

    /// The thing of this name, the latest if there are several.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Handle> {
        if let Some(reading) = &self.reading {
            return reading.things.get(name).copied();
        }
        let place = self.things.iter().rposition(|known| known == name)?;
        Some(Handle(place as u32))
    }

    /// The entry id of this name.
    #[must_use]
    pub fn find_entry(&self, name: &str) -> Option<Entry> {
        if let Some(reading) = &self.reading {
            return reading.entries.get(name).copied();
        }
        let place = self.entries.iter().rposition(|known| known == name)?;
        Some(Entry(place as u32))
    }

    /// The name of a thing.
    #[must_use]
    pub fn name(&self, handle: Handle) -> Option<&str> {
        self.things.get(handle.index())
    }

    /// What kind of thing a handle stands for.
    #[must_use]
    pub fn object(&self, handle: Handle) -> Option<Object> {
        self.objects.get(handle.index()).copied()
    }

    /// The name of an entry id.
    #[must_use]
    pub fn entry_name(&self, entry: Entry) -> Option<&str> {
        self.entries.get(entry.0 as usize)
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
        self.things.len() + self.entries.len() == 0
    }

    /// The names of all entry ids.
    pub fn iter_entries(&self) -> impl Iterator<Item = &str> {
        self.entries.iter()
    }

    /// The names of all things.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.things.iter()
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
