use alloc::vec::Vec;

#[cfg(feature = "words")]
use super::Group;
use super::{
    INTERFACES, attach, folder, message, prop, session, sink, store, stream, table, unknown,
};
use crate::{Function, Iid};

/// The kinds of thing that a handle can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Object {
    /// Any object: what `QueryInterface` and `OpenEntry` hand out.
    Unknown,
    /// `IMAPISession`, on CE always an `ICEMAPISession` (SESSION-1).
    Session,
    /// `IMAPIProp`: a store, folder, message or attachment.
    Prop,
    /// `IMsgStore`.
    Store,
    /// `IMAPIContainer`: on CE a folder.
    Container,
    /// `IMAPIFolder`.
    Folder,
    /// `IMessage`.
    Message,
    /// `IAttach`.
    Attach,
    /// `IMAPITable`.
    Table,
    /// `IMAPIAdviseSink`, which the client implements.
    Sink,
    /// `IStream`.
    Stream,
    /// A registration for events: the number that `Advise` hands out.
    Connection,
    /// Memory of the MAPI allocator.
    Block,
    /// Something that CE documents no use for, such as an address book.
    Other,
}

impl Object {
    /// Whether a thing of kind `self` can be used where `wanted` is asked for, as far as the
    /// registry can tell: what `QueryInterface` hands out may be anything but memory.
    #[must_use]
    pub fn serves_as(self, wanted: Self) -> bool {
        use Object::{Attach, Block, Connection, Container, Folder, Message, Prop, Store, Unknown};
        self == wanted
            || match (self, wanted) {
                (Block | Connection, _) | (_, Block | Connection) => false,
                (Unknown, _) | (_, Unknown) => true,
                (Store | Container | Folder | Message | Attach, Prop) => true,
                (Prop, Store | Container | Folder | Message | Attach) => true,
                (Folder, Container) | (Container, Folder) => true,
                _ => false,
            }
    }

    /// The interface that such a thing has on CE.
    #[must_use]
    pub const fn interface(self) -> &'static Interface {
        match self {
            Self::Session => &session::ce::INTERFACE,
            Self::Prop => &prop::INTERFACE,
            Self::Store => &store::INTERFACE,
            // On CE a container is a folder.
            Self::Container | Self::Folder => &folder::INTERFACE,
            Self::Message => &message::INTERFACE,
            Self::Attach => &attach::INTERFACE,
            Self::Table => &table::INTERFACE,
            Self::Sink => &sink::INTERFACE,
            Self::Stream => &stream::INTERFACE,
            Self::Unknown | Self::Connection | Self::Block | Self::Other => &unknown::INTERFACE,
        }
    }

    /// The word for such a thing in messages and generated names.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Unknown => "object",
            Self::Session => "session",
            Self::Prop => "property object",
            Self::Store => "store",
            Self::Container => "container",
            Self::Folder => "folder",
            Self::Message => "message",
            Self::Attach => "attachment",
            Self::Table => "table",
            Self::Sink => "sink",
            Self::Stream => "stream",
            Self::Connection => "connection",
            Self::Block => "block",
            Self::Other => "object",
        }
    }
}

/// What a parameter carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An unsigned 32-bit number.
    Ulong,
    /// A signed 32-bit number.
    Long,
    /// A result code.
    Code,
    /// A string of UTF-16 units.
    Text,
    /// An interface id.
    Iid,
    /// The structure that `MAPIInitialize` takes.
    MapiInit,
    /// An entry id.
    EntryId,
    /// The length of the entry id, or of the array, in the next parameter.
    Size,
    /// A signed 64-bit number.
    Large,
    /// A property tag.
    Tag,
    /// Bytes. As an out-parameter, bytes that the callee writes into memory of the caller's.
    Bytes,
    /// An array of property tags. As an out-parameter, a block that holds one.
    Tags,
    /// An array of properties. As an out-parameter, a block that holds one.
    Props,
    /// A list of recipients.
    Recipients,
    /// A list of entry ids.
    Entries,
    /// A condition on rows.
    Restriction,
    /// An order of rows.
    SortOrder,
    /// Names of properties.
    PropNames,
    /// A notification.
    Notification,
    /// The fields of a compose form.
    Compose,
    /// As an out-parameter, a block that holds rows.
    Rows,
    /// A pointer to an object or block.
    Pointer(Object),
}

/// One parameter of a function or method.
#[derive(Debug)]
pub struct Param {
    /// Its name in scenarios and traces: the documented one, or what an object is called after.
    #[cfg(feature = "words")]
    pub name: &'static str,
    /// Its documented name.
    #[cfg(feature = "words")]
    pub c_name: &'static str,
    /// Its documented type; for an out-parameter the type of what is written there.
    #[cfg(feature = "words")]
    pub c_type: &'static str,
    /// What it carries.
    pub kind: Kind,
    /// Whether the callee writes it.
    pub out: bool,
    /// Whether it is a string of 8-bit characters, as one of `IMAPISession::ShowForm` is.
    pub narrow: bool,
    /// Whether the number is told within a `STATSTG`.
    pub in_structure: bool,
    /// The names that its values have.
    #[cfg(feature = "words")]
    pub group: Option<&'static Group>,
}

impl Param {
    /// What kind of thing is handed out here: an object, or a block with what is asked for.
    #[must_use]
    pub const fn hands_out(&self) -> Option<Object> {
        match self.kind {
            _ if !self.out => None,
            Kind::Pointer(object) => Some(object),
            Kind::EntryId | Kind::Tags | Kind::Props | Kind::Rows => Some(Object::Block),
            _ => None,
        }
    }
}

/// What a function returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Returns {
    /// A result code, in C an `HRESULT`, `SCODE` or, for `MAPIFreeBuffer`, a `ULONG`.
    Code(&'static str),
    /// A number that is no result code.
    Number,
    /// Nothing.
    Nothing,
}

/// One function or method.
#[derive(Debug)]
pub struct Signature {
    /// Its name.
    pub name: &'static str,
    /// What it does, in a sentence.
    #[cfg(feature = "words")]
    pub doc: &'static str,
    /// Its place in the vtable; `None` for a global function.
    pub slot: Option<u16>,
    /// Its parameters in order, without the receiver.
    pub params: &'static [Param],
    /// What it returns.
    pub returns: Returns,
    /// Whether CE documents it as supported.
    pub supported: bool,
}

impl Signature {
    /// Which parameter is the place for the kind of the object that is opened. All before it take
    /// one word each.
    #[cfg(feature = "words")]
    #[must_use]
    pub fn place_of_kind(&self) -> Option<usize> {
        self.params.iter().position(|param| param.c_name == "lpulObjType")
    }

    /// The parameters that the callee writes, in order.
    pub fn outs(&self) -> impl Iterator<Item = &'static Param> + use<> {
        self.params.iter().filter(|param| param.out)
    }
}

/// One interface, or the set of global functions.
#[derive(Debug)]
pub struct Interface {
    /// Its name.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub doc: &'static str,
    /// The name of the interface that it extends.
    pub base: Option<&'static str>,
    /// Its id, where a public header gives one.
    pub iid: Option<Iid>,
    /// The header that declares it.
    pub header: &'static str,
    /// The name and kind of the receiver in scenarios; `None` for the global functions.
    pub receiver: Option<(&'static str, Object)>,
    /// Its own methods in the header's order, without those of the base.
    pub methods: &'static [Signature],
}

impl Interface {
    /// The interface that it extends.
    #[must_use]
    pub fn extended(&self) -> Option<&'static Self> {
        INTERFACES.iter().find(|known| Some(known.name) == self.base).copied()
    }

    /// Its methods in the order of their slots, those of its bases first.
    #[must_use]
    pub fn functions(&self) -> Vec<Function> {
        let mut functions = self.extended().map_or_else(Vec::new, Self::functions);
        functions.extend(Function::all().filter(|one| one.interface().name == self.name));
        functions
    }
}
