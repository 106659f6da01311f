use cemapi_abi::{
    NameId, Output, PropTag,
    registry::{MAPI_E_NOT_ENOUGH_MEMORY, MAPI_W_ERRORS_RETURNED, PT_UNSPECIFIED, S_OK},
};

use crate::{
    Emulator,
    answer::{Answer, with},
    property::missing,
};

/// The first id that a named property gets, above the ids that CE gives out itself (11.5).
const FIRST_NAMED: u32 = 0x8200;

/// One more than the last.
const END_OF_NAMED: u32 = 0xFFFE;

impl Emulator {
    /// GetIDsFromNames.
    pub(crate) fn ids_of(&mut self, names: &[NameId], create: bool) -> Answer {
        let mut tags = Vec::with_capacity(names.len());
        for name in names {
            let place = self.mailbox.names.iter().position(|known| known == name);
            let id = FIRST_NAMED + place.unwrap_or(self.mailbox.names.len()) as u32;
            tags.push(match place {
                Some(_) => PropTag(id << 16 | u32::from(PT_UNSPECIFIED)),
                None if !create => missing().tag,
                None if id >= END_OF_NAMED => return Err(MAPI_E_NOT_ENOUGH_MEMORY.into()),
                None => {
                    self.mailbox.names.push_back(name.clone());
                    PropTag(id << 16 | u32::from(PT_UNSPECIFIED))
                }
            });
        }
        let complete = !tags.contains(&missing().tag);
        let block = self.hand_out(4 + 4 * tags.len() as u64, 0)?;
        let code = if complete { S_OK } else { MAPI_W_ERRORS_RETURNED };
        with(code, [Output::Tags(block, tags)])
    }
}
