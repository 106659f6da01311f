use super::{
    Codec, Error, Names, Space,
    structures::{NOTIFICATION, OBJECT_NOTIFICATION},
};
use crate::{
    Notification,
    registry::{
        fnevObjectCopied, fnevObjectCreated, fnevObjectDeleted, fnevObjectModified,
        fnevObjectMoved, fnevSearchComplete,
    },
};

/// The events whose notification is that of an object.
const OBJECT_EVENTS: u32 = fnevObjectCreated
    | fnevObjectDeleted
    | fnevObjectModified
    | fnevObjectMoved
    | fnevObjectCopied
    | fnevSearchComplete;

impl<S: Space + Names> Codec<'_, S> {
    /// The notification at an address; of events that are not an object's only the event (SINK-5).
    pub fn notification(&mut self, address: u64) -> Result<Notification, Error> {
        let event = self.get_long(address, NOTIFICATION::ulEventType)?;
        if event & OBJECT_EVENTS == 0 {
            return Ok(Notification { event, ..Notification::default() });
        }
        let info = self.at(address, NOTIFICATION::info);
        let mut entry = |size, field| {
            let count = self.get(info, size)?;
            let bytes = self.get(info, field)?;
            self.entry(bytes, count, None)
        };
        Ok(Notification {
            entry: entry(OBJECT_NOTIFICATION::cbEntryID, OBJECT_NOTIFICATION::lpEntryID)?,
            parent: entry(OBJECT_NOTIFICATION::cbParentID, OBJECT_NOTIFICATION::lpParentID)?,
            old_entry: entry(OBJECT_NOTIFICATION::cbOldID, OBJECT_NOTIFICATION::lpOldID)?,
            old_parent: entry(
                OBJECT_NOTIFICATION::cbOldParentID,
                OBJECT_NOTIFICATION::lpOldParentID,
            )?,
            event,
            object_type: self.get_long(info, OBJECT_NOTIFICATION::ulObjType)?,
        })
    }

    /// Puts the notification of an object event where there is room.
    pub fn put_notification(&mut self, told: &Notification) -> Result<u64, Error> {
        let address = self.room(NOTIFICATION::SIZE.size(self.layout))?;
        self.set(address, NOTIFICATION::ulEventType, told.event.into())?;
        let info = self.at(address, NOTIFICATION::info);
        self.set(info, OBJECT_NOTIFICATION::ulObjType, told.object_type.into())?;
        for (entry, size, field) in [
            (&told.entry, OBJECT_NOTIFICATION::cbEntryID, OBJECT_NOTIFICATION::lpEntryID),
            (&told.parent, OBJECT_NOTIFICATION::cbParentID, OBJECT_NOTIFICATION::lpParentID),
            (&told.old_entry, OBJECT_NOTIFICATION::cbOldID, OBJECT_NOTIFICATION::lpOldID),
            (
                &told.old_parent,
                OBJECT_NOTIFICATION::cbOldParentID,
                OBJECT_NOTIFICATION::lpOldParentID,
            ),
        ] {
            let (bytes, count) = self.put_entry(entry)?;
            self.set(info, size, count)?;
            self.set(info, field, bytes)?;
        }
        Ok(address)
    }
}
