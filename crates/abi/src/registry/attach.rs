use super::{IID_IAttachment, Interface, Object};

/// An attachment has the methods of `IMAPIProp` and none of its own (MSG-6), so there are no calls
/// of it.
pub(crate) static INTERFACE: Interface = Interface {
    name: "IAttach",
    doc: " An attachment (section 9.6).",
    base: Some("IMAPIProp"),
    iid: Some(IID_IAttachment),
    header: "mapidefs.h",
    receiver: Some(("attachment", Object::Attach)),
    methods: &[],
};
