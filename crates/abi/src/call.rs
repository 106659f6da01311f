use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::{
    Handle, Pointer, Reference, Value,
    registry::{
        CeSessionCall, ClientCall, ContainerCall, FolderCall, FunctionCall, INTERFACES, Interface,
        MessageCall, PropCall, SessionCall, Signature, SinkCall, StoreCall, StreamCall, TableCall,
        UnknownCall,
    },
};

/// One function or method, as its place in the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Function {
    interface: u8,
    method: u8,
}

impl Function {
    /// Every function and method of the registry.
    pub fn all() -> impl Iterator<Item = Self> {
        INTERFACES.iter().enumerate().flat_map(|(interface, known)| {
            (0..known.methods.len())
                .map(move |method| Self { interface: interface as u8, method: method as u8 })
        })
    }

    /// The functions of this name; several when interfaces share it, and then the receiver tells
    /// them apart.
    pub fn named(name: &str) -> impl Iterator<Item = Self> {
        Self::all().filter(move |function| function.signature().name == name)
    }

    /// The interface that declares it.
    #[must_use]
    pub fn interface(self) -> &'static Interface {
        INTERFACES[self.interface as usize]
    }

    /// Its signature.
    #[must_use]
    pub fn signature(self) -> &'static Signature {
        &self.interface().methods[self.method as usize]
    }

    /// A number below [`Function::COUNT`], for tables with an entry a function.
    #[must_use]
    #[inline]
    pub fn index(self) -> usize {
        STARTS[self.interface as usize] + self.method as usize
    }

    /// The function of this number.
    #[must_use]
    pub fn at(index: usize) -> Option<Self> {
        let interface = STARTS.partition_point(|start| *start <= index).checked_sub(1)?;
        let method = index - STARTS[interface];
        INTERFACES
            .get(interface)
            .filter(|known| method < known.methods.len())
            .map(|_| Self { interface: interface as u8, method: method as u8 })
    }

    /// How many functions and methods the registry holds.
    pub const COUNT: usize = STARTS[INTERFACES.len()];
}

/// Where each interface's methods begin in the count of all of them.
const STARTS: [usize; INTERFACES.len() + 1] = {
    let mut starts = [0; INTERFACES.len() + 1];
    let mut interface = 0;
    while interface < INTERFACES.len() {
        starts[interface + 1] = starts[interface] + INTERFACES[interface].methods.len();
        interface += 1;
    }
    starts
};

macro_rules! calls {
    (
        functions { $(#[doc = $function_doc:literal] $function:ident($functions:ident);)* }
        methods { $(#[doc = $doc:literal] $variant:ident($calls:ident);)* }
    ) => {
        /// A call with all its arguments; out-parameters say only whether a place was given.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Call {
            $(#[doc = $function_doc] $function($functions),)*
            $(#[doc = $doc] $variant(Handle, $calls),)*
        }

        /// The variants in the order of [`INTERFACES`].
        #[derive(Clone, Copy)]
        enum Index { $($function,)* $($variant,)* }

        impl Call {
            /// What is called.
            #[must_use]
            #[inline]
            pub fn function(&self) -> Function {
                let (interface, method) = match self {
                    $(Self::$function(call) => (Index::$function, call.index()),)*
                    $(Self::$variant(_, call) => (Index::$variant, call.index()),)*
                };
                Function { interface: interface as u8, method: method as u8 }
            }

            /// The object whose method is called.
            #[must_use]
            #[inline]
            pub fn receiver(&self) -> Option<Handle> {
                match self {
                    $(Self::$function(_) => None,)*
                    $(Self::$variant(receiver, _) => Some(*receiver),)*
                }
            }

            /// The same call on another object.
            #[must_use]
            pub fn on(mut self, object: Handle) -> Self {
                match &mut self {
                    $(Self::$function(_) => {})*
                    $(Self::$variant(receiver, _) => *receiver = object,)*
                }
                self
            }

            /// Hands every argument to `each`, in the order of the parameters.
            pub fn values(&self, each: &mut dyn FnMut(Value)) {
                match self {
                    $(Self::$function(call) => call.values(each),)*
                    $(Self::$variant(_, call) => call.values(each),)*
                }
            }

            /// Hands the receiver and every pointer argument to `each`.
            #[inline]
            pub fn pointers(&self, mut each: impl FnMut(Pointer)) {
                match self {
                    $(Self::$function(call) => call.pointers(&mut each),)*
                    $(Self::$variant(receiver, call) => {
                        each(Pointer::To(*receiver));
                        call.pointers(&mut each);
                    })*
                }
            }

            /// Makes a call of its parts.
            ///
            /// `None` if an argument is missing or of another kind than its parameter, or if
            /// the receiver is missing.
            #[must_use]
            pub fn new(
                function: Function,
                receiver: Option<Handle>,
                arguments: Vec<Value>,
            ) -> Option<Self> {
                let mut arguments = arguments.into_iter();
                let next = &mut || arguments.next();
                let method = usize::from(function.method);
                match function.interface {
                    $(place if place == Index::$function as u8 => {
                        $functions::build(method, next).map(Self::$function)
                    })*
                    $(place if place == Index::$variant as u8 => {
                        Some(Self::$variant(receiver?, $calls::build(method, next)?))
                    })*
                    _ => None,
                }
            }

            /// Lets `each` see and change every reference in the arguments, not the receiver.
            pub fn references(&mut self, each: &mut dyn FnMut(Reference<'_>)) {
                match self {
                    $(Self::$function(call) => call.references(each),)*
                    $(Self::$variant(_, call) => call.references(each),)*
                }
            }
        }
    };
}

calls! {
    functions {
        /// A global function.
        Function(FunctionCall);
        /// Something that the program does for itself.
        Client(ClientCall);
    }
    methods {
    /// A method that every object has.
    Unknown(UnknownCall);
    /// A method of `IMAPISession`.
    Session(SessionCall);
    /// A method that `ICEMAPISession` adds.
    CeSession(CeSessionCall);
    /// A method of `IMAPIProp`.
    Prop(PropCall);
    /// A method of `IMsgStore`.
    Store(StoreCall);
    /// A method of `IMAPIContainer`.
    Container(ContainerCall);
    /// A method of `IMAPIFolder`.
    Folder(FolderCall);
    /// A method of `IMessage`.
    Message(MessageCall);
    /// A method of `IMAPITable`.
    Table(TableCall);
    /// A method of `IMAPIAdviseSink`.
    Sink(SinkCall);
    /// A method of `IStream`.
    Stream(StreamCall);
    }
}
