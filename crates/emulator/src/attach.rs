use cemapi_abi::{
    Entry, Handle, Output, Place, Prop, PropTag, PropValue, Thread,
    registry::{
        ATTACH_BY_VALUE, MAPI_ATTACH, MAPI_E_NOT_ENOUGH_MEMORY, MAPI_E_NOT_FOUND,
        PR_ATTACH_DATA_BIN, PR_ATTACH_METHOD, PR_ATTACH_NUM, PR_ATTACH_SIZE, PR_OBJECT_TYPE,
        PT_UNSPECIFIED, S_OK,
    },
};

use crate::{
    Emulator,
    answer::{Answer, code, with},
    mailbox::{Mailbox, Props},
    object::{Kind, Opened},
};

impl Mailbox {
    /// The properties of an attachment.
    pub(crate) fn attachment(&self, message: Entry, number: u32) -> Option<&Props> {
        self.message(message)?.attachments.get(&number)
    }

    /// The value of a property of an attachment.
    pub(crate) fn attachment_value(
        &self,
        message: Entry,
        number: u32,
        tag: PropTag,
    ) -> Option<(PropTag, PropValue)> {
        let props = self.attachment(message, number)?;
        if let Some((tag, value)) = props.value(tag) {
            return Some((tag, value.into_owned()));
        }
        let size = || u32::try_from(props.size(PR_ATTACH_DATA_BIN)).unwrap_or(u32::MAX);
        let (known, value) = match computed(tag) {
            Some(PR_ATTACH_NUM) => (PR_ATTACH_NUM, number),
            Some(PR_OBJECT_TYPE) => (PR_OBJECT_TYPE, MAPI_ATTACH),
            _ if tag.id() == PR_ATTACH_SIZE.id() => (PR_ATTACH_SIZE, size()),
            _ => return None,
        };
        let fits = [PT_UNSPECIFIED, known.type_of()].contains(&tag.type_of());
        fits.then_some((known, PropValue::Long(value)))
    }
}

/// The property of an attachment that nobody sets, if that is what the tag names. Its size is no
/// such property: Microsoft's sample sets it (10.6).
pub(crate) fn computed(tag: PropTag) -> Option<PropTag> {
    [PR_ATTACH_NUM, PR_OBJECT_TYPE].into_iter().find(|known| known.id() == tag.id())
}

impl Emulator {
    pub(crate) fn open_attach(
        &mut self,
        thread: Thread,
        object: Handle,
        message: Opened,
        number: u32,
        place: Place,
    ) -> Answer {
        if place == Place::Null {
            return Err(self.null_out());
        }
        if self.mailbox.attachment(message.entry, number).is_none() {
            return Err(MAPI_E_NOT_FOUND.into());
        }
        let attachment = self.open(thread, object, Kind::Attach(message, number));
        with(S_OK, [Output::Object(attachment)])
    }

    pub(crate) fn create_attach(
        &mut self,
        thread: Thread,
        object: Handle,
        message: Opened,
        number_place: Place,
        place: Place,
    ) -> Answer {
        if [number_place, place].contains(&Place::Null) {
            return Err(self.null_out());
        }
        let mut props = Props::default();
        props.set(Prop { tag: PR_ATTACH_METHOD, value: PropValue::Long(ATTACH_BY_VALUE) });
        if !self.has_room(message.entry, 0, props.bytes()) {
            return Err(MAPI_E_NOT_ENOUGH_MEMORY.into());
        }
        let number = self.change_message(message.entry, |message| {
            let number = message.next_attachment;
            message.next_attachment = number.wrapping_add(1);
            message.attachments.insert(number, props);
            number
        });
        let Some(number) = number else { return Err(self.deleted()) };
        let attachment = self.open(thread, object, Kind::Attach(message, number));
        with(S_OK, [Output::Number(number), Output::Object(attachment)])
    }

    pub(crate) fn delete_attach(&mut self, message: Entry, number: u32) -> Answer {
        if self.mailbox.attachment(message, number).is_none() {
            return Err(MAPI_E_NOT_FOUND.into());
        }
        self.change_message(message, |message| message.attachments.remove(&number));
        code(S_OK)
    }
}
