use super::{Object, iids::IID_IUnknown, interface::interface};

interface! {
    /// The three methods that every object has (section 4).
    UnknownCall for IUnknown {
        base: None,
        iid: Some(IID_IUnknown),
        header: "unknwn.h",
        receiver: Some(("object", Object::Unknown)),
    }

    /// Asks the object for another of its interfaces.
    0 QueryInterface(riid: REFIID; ppvObj as interface: INTERFACE) -> HRESULT, supported;
    /// Adds a reference and returns the new count.
    1 AddRef() -> ULONG, supported;
    /// Gives a reference back and returns the new count.
    2 Release() -> ULONG, supported;
}
