//! The functions of the messaging program. There is no such program here: they look at their
//! arguments and return.

use cemapi_abi::{
    ComposeFields, Entry, EntryId, Size, Text,
    registry::{E_FAIL, E_INVALIDARG, S_OK},
};

use crate::{
    Emulator,
    answer::{Answer, Failure, code},
    argument::{BadEntry, must},
};

impl Emulator {
    pub(crate) fn compose(&self, fields: Option<&ComposeFields>) -> Answer {
        let Some(fields) = fields else { return code(S_OK) };
        must(fields.size.is_none())?;
        must(fields.attachment_count == 0 || fields.attachments.is_some())?;
        if fields.account.is_some() {
            return self.account(fields.account.as_ref(), true);
        }
        code(S_OK)
    }

    pub(crate) fn display(&self, size: Size, id: &EntryId) -> Answer {
        let entry = self.shown_entry(size, id)?;
        code(if self.mailbox.message(entry).is_some() { S_OK } else { E_FAIL })
    }

    pub(crate) fn switch_to(&self, size: Size, id: &EntryId) -> Answer {
        let entry = self.shown_entry(size, id)?;
        code(if self.mailbox.folder(entry).is_some() { S_OK } else { E_FAIL })
    }

    /// What an entry id denotes, with the errors of the standard set only.
    fn shown_entry(&self, size: Size, id: &EntryId) -> Result<Entry, Failure> {
        self.entry(size, id).map_err(|bad| match bad {
            BadEntry::Null | BadEntry::Size => E_INVALIDARG.into(),
            BadEntry::Unknown | BadEntry::Gone => E_FAIL.into(),
        })
    }

    /// A function that names an account, each of which has a store of its name (ENV-11); NULL is
    /// the current one where that is allowed (MAIL-5).
    pub(crate) fn account(&self, name: Option<&Text>, may_be_null: bool) -> Answer {
        match name {
            None => must(may_be_null)?,
            Some(name) => must(self.mailbox.store_named(name).is_some())?,
        }
        code(S_OK)
    }
}
