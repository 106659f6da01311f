use std::sync::Arc;

use cemapi_abi::{
    Entry, Handle, Prop, PropValue, Thread,
    registry::{
        E_INVALIDARG, MAPI_E_NO_RECIPIENTS, MAPI_E_NOT_ENOUGH_MEMORY, MODRECIP_ADD, MSGFLAG_SUBMIT,
        MessageCall, PR_MESSAGE_FLAGS, S_OK, fnevObjectModified,
    },
};

use crate::{
    Emulator,
    answer::{Answer, code},
    argument::must,
    mailbox::{ItemKind, Message, Special, size},
    property::settable,
    table::Source,
};

impl Emulator {
    pub(crate) fn message(&mut self, thread: Thread, object: Handle, call: &MessageCall) -> Answer {
        let message = self.reach_message(thread, object)?;
        let entry = message.entry;
        match call {
            MessageCall::GetAttachmentTable { lppTable, .. } => {
                self.open_table(thread, object, Source::Attachments(entry), *lppTable)
            }
            MessageCall::OpenAttach { ulAttachmentNum, lppAttach, .. } => {
                self.open_attach(thread, object, message, *ulAttachmentNum, *lppAttach)
            }
            MessageCall::CreateAttach { lpulAttachmentNum, lppAttach, .. } => {
                self.create_attach(thread, object, message, *lpulAttachmentNum, *lppAttach)
            }
            MessageCall::DeleteAttach { ulAttachmentNum, .. } => {
                self.delete_attach(entry, *ulAttachmentNum)
            }
            MessageCall::GetRecipientTable { lppTable, .. } => {
                if !self.has_recipients(entry) {
                    return Err(MAPI_E_NO_RECIPIENTS.into());
                }
                self.open_table(thread, object, Source::Recipients(entry), *lppTable)
            }
            MessageCall::ModifyRecipients { ulFlags, lpMods } => {
                let Some(list) = lpMods else { return Err(E_INVALIDARG.into()) };
                must(ulFlags & MODRECIP_ADD != 0)?;
                self.set_recipients(entry, list)
            }
            MessageCall::SubmitMessage { .. } => self.submit(entry),
            _ => Err(self.unsupported()),
        }
    }

    fn has_recipients(&self, entry: Entry) -> bool {
        self.mailbox.message(entry).is_some_and(|message| !message.recipients.is_empty())
    }

    /// Replaces all recipients (MSG-2).
    fn set_recipients(&mut self, entry: Entry, list: &[Vec<Prop>]) -> Answer {
        for prop in list.iter().flatten() {
            settable(prop)?;
        }
        let bytes = |list: &[Vec<Prop>]| list.iter().flatten().map(|prop| size(&prop.value)).sum();
        let old = self.mailbox.message(entry).map_or(0, |message| bytes(&message.recipients));
        if !self.has_room(entry, old, bytes(list)) {
            return Err(MAPI_E_NOT_ENOUGH_MEMORY.into());
        }
        let recipients = Arc::new(list.to_vec());
        self.change_message(entry, |message| message.recipients = recipients);
        code(S_OK)
    }

    /// Changes a message and tells of it.
    pub(crate) fn change_message<R>(
        &mut self,
        entry: Entry,
        change: impl FnOnce(&mut Message) -> R,
    ) -> Option<R> {
        let result = self.mailbox.change(entry, |item| match &mut item.kind {
            ItemKind::Message(message) => Some(change(message)),
            _ => None,
        });
        self.notify_of(fnevObjectModified, entry, None);
        result.flatten()
    }

    /// Moves a message to the Outbox, where it stays: there is no transport. From here on, the
    /// pointers to it are good for nothing but Release (MSG-4).
    fn submit(&mut self, entry: Entry) -> Answer {
        if !self.has_recipients(entry) {
            return Err(MAPI_E_NO_RECIPIENTS.into());
        }
        if let Some(outbox) = self.mailbox.special(entry, Special::Outbox) {
            self.move_to(entry, outbox);
        }
        self.mailbox.change(entry, |item| {
            let flags = item.props.long(PR_MESSAGE_FLAGS).unwrap_or(0) | MSGFLAG_SUBMIT;
            item.props.set(Prop { tag: PR_MESSAGE_FLAGS, value: PropValue::Long(flags) });
            if let ItemKind::Message(message) = &mut item.kind {
                message.submission = message.submission.saturating_add(1);
            }
        });
        code(S_OK)
    }
}
