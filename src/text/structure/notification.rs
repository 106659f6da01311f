use std::fmt::Write as _;

use cemapi_abi::{
    EntryId, Notification,
    registry::{EVENTS, OBJECT_TYPE},
};

use super::Members;
use crate::text::{
    Flaw, Named, Node,
    property::{Entries, write_entry},
    scalar::write_number,
};

pub(in crate::text) fn read_notification<'a>(
    node: Node<'a>,
    entries: &mut Entries<'_>,
) -> Result<Notification, Flaw<'a>> {
    let mut members = Members::read(node, "NOTIFICATION")?;
    let mut notification = Notification {
        event: members.number("ulEventType", Some(&EVENTS))?,
        object_type: members.number("ulObjType", Some(&OBJECT_TYPE))?,
        ..Notification::default()
    };
    for (name, entry) in entry_members(&mut notification) {
        if let Some(node) = members.take(name) {
            *entry = entries.read(node)?;
        }
    }
    let known = ["ulEventType", "ulObjType", "lpEntryID", "lpParentID", "lpOldID", "lpOldParentID"];
    members.end(&known).map(|()| notification)
}

fn entry_members(notification: &mut Notification) -> [(&'static str, &mut EntryId); 4] {
    [
        ("lpEntryID", &mut notification.entry),
        ("lpParentID", &mut notification.parent),
        ("lpOldID", &mut notification.old_entry),
        ("lpOldParentID", &mut notification.old_parent),
    ]
}

pub(in crate::text) fn write_notification(
    out: &mut String,
    notification: &Notification,
    names: &dyn Named,
) {
    out.push_str("(ulEventType: ");
    write_number(out, notification.event, Some(&EVENTS));
    out.push_str(", ulObjType: ");
    write_number(out, notification.object_type, Some(&OBJECT_TYPE));
    for (name, entry) in entry_members(&mut notification.clone()) {
        if *entry != EntryId::Null {
            _ = write!(out, ", {name}: ");
            write_entry(out, entry, names);
        }
    }
    out.push(')');
}
