use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::{Entry, EntryId, HResult, Handle, Prop, PropTag, PropValue};
#[cfg(feature = "words")]
use crate::{
    Function,
    registry::{MAPI_FOLDER, MAPI_MESSAGE, Object},
};

/// What came back from a call.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reply {
    /// It returned.
    Returned(Returned),
    /// The process died in it.
    Died(Death),
    /// It had not returned when the time for it was up.
    Hung,
    /// It was not made: an object or block that it needs had not appeared.
    NotMade,
    /// It was entered, and the recording ends before it was left.
    Unfinished,
}

/// The returned value and every out-parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Returned {
    /// The 32 bits that were returned; 0 for a function that returns nothing.
    pub value: u32,
    /// What the out-parameters held afterwards, in the order of the parameters.
    pub outs: Vec<Output>,
}

#[cfg(feature = "words")]
impl Returned {
    /// What was opened by a call of this function, of those that tell its kind. A store's is not
    /// defined (STORE-5), and besides stores there are folders and messages.
    #[must_use]
    pub fn opened(&self, function: Function) -> Object {
        if function.signature().place_of_kind().is_none() {
            return Object::Unknown;
        }
        match self.outs.first() {
            Some(Output::Number(MAPI_FOLDER)) => Object::Folder,
            Some(Output::Number(MAPI_MESSAGE)) => Object::Message,
            _ => Object::Store,
        }
    }
}

/// What an out-parameter held after the call.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Output {
    /// No place was given for it.
    NoPlace,
    /// It still held what the caller had put there.
    Untouched,
    /// `NULL`.
    Null,
    /// A pointer to an object or block.
    Object(Handle),
    /// A pointer to nothing that can be used.
    Garbage,
    /// A number.
    Number(u32),
    /// Bytes in the caller's memory.
    Bytes(Vec<u8>),
    /// A block with an entry id in it.
    Entry(Handle, Entry),
    /// A block with property tags in it.
    Tags(Handle, Vec<PropTag>),
    /// A block with properties in it.
    Props(Handle, Vec<Prop>),
    /// A block with rows in it.
    Rows(Handle, Vec<Vec<Prop>>),
}

impl Output {
    /// The object or block that is handed out.
    #[must_use]
    #[inline]
    pub const fn thing(&self) -> Option<Handle> {
        match self {
            Self::Object(thing)
            | Self::Entry(thing, _)
            | Self::Tags(thing, _)
            | Self::Props(thing, _)
            | Self::Rows(thing, _) => Some(*thing),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub const fn thing_mut(&mut self) -> Option<&mut Handle> {
        match self {
            Self::Object(thing)
            | Self::Entry(thing, _)
            | Self::Tags(thing, _)
            | Self::Props(thing, _)
            | Self::Rows(thing, _) => Some(thing),
            _ => None,
        }
    }

    /// Lets `each` see and change every entry id of the run in what is handed out, in order.
    pub fn entries(&mut self, each: &mut dyn FnMut(&mut Entry)) {
        let mut in_prop = |prop: &mut Prop| {
            if let PropValue::Binary(EntryId::Known(entry)) = &mut prop.value {
                each(entry);
            }
        };
        match self {
            Self::Props(_, props) => props.iter_mut().for_each(in_prop),
            Self::Rows(_, rows) => rows.iter_mut().flatten().for_each(&mut in_prop),
            Self::Entry(_, entry) => each(entry),
            _ => {}
        }
    }
}

/// How a process dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Death {
    /// It touched memory that is not its own.
    AccessViolation,
    /// It gave up by itself, as `abort` does.
    Abort,
    /// A signal of this number ended it.
    Signal(i32),
    /// A structured exception of this code ended it.
    Exception(u32),
    /// It ended with this status in the middle of the call.
    Exit(i32),
}

impl Reply {
    /// A reply without out-parameters.
    #[must_use]
    pub const fn of(value: u32) -> Self {
        Self::Returned(Returned { value, outs: Vec::new() })
    }

    /// A result code without out-parameters.
    #[must_use]
    pub const fn code(code: HResult) -> Self {
        Self::of(code.0)
    }

    /// What was returned, if the call returned.
    #[must_use]
    pub const fn returned(&self) -> Option<&Returned> {
        match self {
            Self::Returned(returned) => Some(returned),
            _ => None,
        }
    }

    /// The result code, if the call returned.
    #[must_use]
    pub fn result(&self) -> Option<HResult> {
        self.returned().map(|returned| HResult(returned.value))
    }

    /// The first object or block that appeared in an out-parameter.
    #[must_use]
    pub fn object(&self) -> Option<Handle> {
        self.returned()?.outs.iter().find_map(Output::thing)
    }
}
