use super::{IID_IMAPIAdviseSink, Object, interface::interface};

interface! {
    /// What a program implements to be told of events (section 9.2).
    SinkCall for IMAPIAdviseSink {
        base: Some("IUnknown"),
        iid: Some(IID_IMAPIAdviseSink),
        header: "mapidefs.h",
        receiver: Some(("sink", Object::Sink)),
    }

    /// Tells of an event.
    3 OnNotify(cNotif: ULONG, lpNotifications: LPNOTIFICATION) -> ULONG, supported;
}
