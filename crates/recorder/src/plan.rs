use std::sync::LazyLock;

use cemapi_abi::{
    Function,
    layout::{Codec, Layout},
    registry::{Kind, Object, Param, Returns},
};

use cemapi_journal::{PlainCall, PlainReply};

use crate::{ends::Ends, names::Reading};

/// How many addresses a plain call is given at most.
pub(crate) const POINTERS: usize = 3;

/// What is done around a call of one function, worked out once.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) function: Function,
    /// How its calls are written, if their arguments say everything by themselves, and which of
    /// these are addresses, and of what.
    pub(crate) plain_call: Option<PlainCall>,
    pub(crate) plain_pointers: Vec<(usize, Object)>,
    /// How its replies are written, if it hands out nothing but numbers and blocks.
    pub(crate) plain_reply: Option<PlainReply>,
    /// How many arguments it has; each is one machine word.
    pub(crate) words: usize,
    /// Its place in the table; 0 for a global function.
    pub(crate) slot: usize,
    /// Which arguments are objects that may be wrapped.
    pub(crate) objects: Vec<usize>,
    /// Which arguments are places for something, and how many bytes each has.
    pub(crate) places: Vec<(usize, usize)>,
    /// Which arguments are places for objects, and of what kind.
    pub(crate) handed_out: Vec<(usize, Object)>,
    /// Which argument is the place for the kind of the object that is handed out.
    pub(crate) kind_place: Option<usize>,
    /// Which arguments point to something that is read before the call.
    pub(crate) pointers: Vec<usize>,
    /// Whether it returns a result code.
    pub(crate) returns_code: bool,
    /// Whether there may be private data in what it is given or hands out.
    pub(crate) private: bool,
    pub(crate) ends: Ends,
    /// Whether it returns how many references there are to the object that it is called on.
    pub(crate) counts: bool,
}

/// Whether a thing of this kind has methods.
const fn has_methods(object: Object) -> bool {
    !matches!(object, Object::Block | Object::Connection)
}

/// Whether an argument says everything by itself.
const fn is_word(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Ulong
            | Kind::Long
            | Kind::Code
            | Kind::Tag
            | Kind::Large
            | Kind::Size
            | Kind::Pointer(_)
    )
}

/// Whether there may be private data in an argument, or in what it is a place for.
fn is_private(param: &Param) -> bool {
    !is_word(param.kind) && !matches!(param.kind, Kind::Iid | Kind::MapiInit | Kind::Tags)
}

impl Plan {
    fn of(function: Function) -> Self {
        let signature = function.signature();
        let params = || signature.params.iter().enumerate();
        let object = |kind| match kind {
            Kind::Pointer(object) if has_methods(object) => Some(object),
            _ => None,
        };
        let outs = || params().filter(|(_, param)| param.out);
        let ins = || params().filter(|(_, param)| !param.out);
        let takes_sink = ins().any(|(_, p)| p.kind == Kind::Pointer(Object::Sink));
        let pointer = |(i, param): (usize, &Param)| match param.kind {
            Kind::Pointer(object) => Some((i, object)),
            _ => None,
        };
        let plain_pointers: Vec<_> = ins().filter_map(pointer).collect();
        let size = |param| Codec::<Reading<'_>>::place_size(Layout::HOST, param);
        Self {
            function,
            // A sink that is new is named while the call is read.
            plain_call: PlainCall::of(function)
                .filter(|_| !takes_sink && plain_pointers.len() <= POINTERS),
            plain_pointers,
            plain_reply: PlainReply::of(function),
            words: signature.params.len(),
            slot: signature.slot.unwrap_or(0).into(),
            objects: ins().filter(|(_, p)| object(p.kind).is_some()).map(|(i, _)| i).collect(),
            // What is wider is a structure, of which a library may leave parts alone.
            places: outs()
                .filter_map(|(i, p)| Some((i, size(p).filter(|size| *size <= 8)?)))
                .collect(),
            handed_out: outs().filter_map(|(i, p)| Some((i, object(p.kind)?))).collect(),
            kind_place: signature.place_of_kind(),
            pointers: ins().filter(|(_, p)| !is_word(p.kind)).map(|(i, _)| i).collect(),
            private: params().any(|(_, p)| is_private(p)),
            ends: match signature.name {
                "Release" => Ends::Object,
                "MAPIFreeBuffer" | "FreeProws" => Ends::Block,
                "Unadvise" => Ends::Connection,
                _ => Ends::Nothing,
            },
            counts: matches!(signature.name, "AddRef" | "Release"),
            returns_code: matches!(signature.returns, Returns::Code(_)),
        }
    }

    /// The plan for the function with this number in the registry.
    pub(crate) fn at(index: usize) -> Option<&'static Self> {
        static PLANS: LazyLock<Vec<Plan>> =
            LazyLock::new(|| Function::all().map(Plan::of).collect());
        PLANS.get(index)
    }
}
