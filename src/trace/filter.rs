use std::{error::Error, fmt};

use cemapi_abi::{Entry, Function, Handle, Output, Pointer, Thread, Value};

use super::{Record, Trace, shown_entries, taken_entries};
use crate::text::nearest;

impl Record {
    /// Everything that the call is made on, takes, or hands out; a thing may come twice.
    #[must_use]
    pub fn things(&self) -> Vec<Handle> {
        let mut things = self.uses();
        things.extend(self.makes());
        things
    }

    /// What the call is made on or takes.
    #[must_use]
    pub fn uses(&self) -> Vec<Handle> {
        let mut things: Vec<Handle> = self.call.receiver().into_iter().collect();
        self.call.values(&mut |value| {
            if let Value::Pointer(Pointer::To(thing)) = value {
                things.push(thing);
            }
        });
        things
    }

    /// The entry ids that the call takes or shows.
    fn entries(&self) -> Vec<Entry> {
        let mut entries = shown_entries(self);
        entries.extend(taken_entries(&self.call));
        entries
    }

    /// What the call hands out.
    pub fn makes(&self) -> impl Iterator<Item = Handle> {
        self.reply
            .returned()
            .into_iter()
            .flat_map(|returned| returned.outs.iter())
            .filter_map(Output::thing)
    }
}

/// Which calls of a trace somebody wants to see.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those that have to do with the thing or the entry id of this name.
    pub object: Option<String>,
    /// Those of this name, which may stand after that of an interface: `IMAPITable::Advise`.
    pub function: Option<String>,
    /// Those on the thread of this name.
    pub thread: Option<String>,
    /// Those that were left at this time or later, in nanoseconds since the recording began.
    pub from: Option<u64>,
    /// Those that were entered at this time or earlier.
    pub to: Option<u64>,
}

impl Filter {
    /// Whether a call is wanted.
    #[must_use]
    pub fn wants(&self, trace: &Trace, record: &Record) -> bool {
        let is = |wanted: &Option<String>, name: Option<&str>| {
            wanted.as_deref().is_none_or(|wanted| name == Some(wanted))
        };
        let thread = trace.threads.get(usize::from(record.thread.0));
        let object = self.object.as_deref().is_none_or(|object| {
            let named = |entry: &Entry| trace.names.entry_name(*entry) == Some(object);
            record.things().iter().any(|thing| trace.names.name(*thing) == Some(object))
                || record.entries().iter().any(named)
        });
        let function = self
            .function
            .as_deref()
            .is_none_or(|function| is_called(record.call.function(), function));
        // A call that was never left lasted to the end.
        let left_at = if record.is_left() { record.when.left_at } else { u64::MAX };
        object
            && function
            && is(&self.thread, thread.map(String::as_str))
            && self.from.is_none_or(|from| left_at >= from)
            && self.to.is_none_or(|to| record.when.entered_at <= to)
    }

    /// Sees to it that the names in it mean something in this trace.
    ///
    /// # Errors
    ///
    /// One does not.
    pub fn check(&self, trace: &Trace) -> Result<(), NoSuch> {
        if let Some(object) = &self.object
            && trace.names.find_entry(object).is_none()
        {
            trace.thing(object)?;
        }
        if let Some(thread) = &self.thread {
            trace.thread_named(thread)?;
        }
        self.check_function()
    }

    /// Sees to it that there is such a function, whatever the trace.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn check_function(&self) -> Result<(), NoSuch> {
        match &self.function {
            Some(name) if !Function::all().any(|function| is_called(function, name)) => {
                // A method is known by the interface that has it first: IMAPIProp's, not IMessage's.
                let method = name.rsplit_once("::").map_or(name.as_str(), |(_, method)| method);
                let known = Function::all().map(|function| function.signature().name);
                Err(NoSuch { name: name.clone(), ..NoSuch::new("function", method, known) })
            }
            _ => Ok(()),
        }
    }
}

/// Whether a function has this name, with or without its interface's.
fn is_called(function: Function, name: &str) -> bool {
    match name.split_once("::") {
        Some((interface, name)) => {
            function.interface().name == interface && function.signature().name == name
        }
        None => function.signature().name == name,
    }
}

impl Trace {
    /// The thing of this name.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn thing(&self, name: &str) -> Result<Handle, NoSuch> {
        self.names.find(name).ok_or_else(|| NoSuch::new("object", name, self.names.iter()))
    }

    /// The thread of this name.
    ///
    /// # Errors
    ///
    /// There is none.
    pub fn thread_named(&self, name: &str) -> Result<Thread, NoSuch> {
        let place = self.threads.iter().position(|thread| thread == name);
        let number = place.and_then(|place| u16::try_from(place).ok()).map(Thread);
        number.ok_or_else(|| NoSuch::among("thread", name, &self.threads))
    }

    /// The name of a thread.
    #[must_use]
    pub fn thread(&self, thread: Thread) -> &str {
        self.threads.get(usize::from(thread.0)).map_or("?", String::as_str)
    }
}

/// A name that means nothing in a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuch {
    what: &'static str,
    name: String,
    near: Option<String>,
    /// What there is, if that is not much.
    known: Vec<String>,
}

impl NoSuch {
    fn new<'a>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        Self { what, name: name.to_owned(), near: nearest(name, known), known: Vec::new() }
    }

    /// One that is not among a few.
    fn among(what: &'static str, name: &str, known: &[String]) -> Self {
        Self { known: known.to_vec(), ..Self::new(what, name, known.iter().map(String::as_str)) }
    }
}

impl fmt::Display for NoSuch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no {} is called {}", self.what, self.name)?;
        match &self.near {
            Some(near) => write!(f, "\n  = did you mean `{near}`?"),
            None if self.known.is_empty() => Ok(()),
            None => write!(f, "; there is {}", self.known.join(", ")),
        }
    }
}

impl Error for NoSuch {}
