use cemapi_abi::registry::{INTERFACES, Interface};
use serde::{Deserialize, Serialize};

/// How a library's objects are shaped: where the code of a method is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// As COM says (ABI-9): the object begins with the address of a flat table of its methods.
    #[default]
    #[serde(rename = "com")]
    Com,
    /// As C++ compilers for Unix lay out classes that have a virtual destructor and inherit their
    /// interfaces virtually, as mapi4linux does.
    #[serde(rename = "m4l")]
    M4l,
}

/// How a method is found from an object's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Path {
    /// The word before the object's table that says how far away the interface's own part of the
    /// object lies; without it the object is that part itself.
    pub(crate) base: Option<usize>,
    /// The method's place in the table of that part.
    pub(crate) slot: usize,
}

impl Shape {
    /// How the method at `slot` of `wanted` is found in an object that was handed out as `own`.
    pub(crate) fn path(self, own: &Interface, wanted: &Interface, slot: u16) -> Path {
        let slot = usize::from(slot);
        match self {
            Self::Com => Path { base: None, slot },
            Self::M4l => {
                let base = match wanted.name {
                    name if name == own.name => None,
                    "IUnknown" => Some(7),
                    "IMAPIProp" => Some(19),
                    "IMAPIContainer" => Some(25),
                    _ => None,
                };
                // Two destructors come first, and IUnknown is declared in another order.
                let slot = match slot {
                    0 => 4,
                    1 => 2,
                    2 => 3,
                    other => other + 2,
                };
                Path { base, slot }
            }
        }
    }
}

/// The interface of this name; every name that the registry uses is in it.
pub(crate) fn interface(name: &str) -> Option<&'static Interface> {
    INTERFACES.iter().copied().find(|interface| interface.name == name)
}
