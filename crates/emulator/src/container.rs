use cemapi_abi::{
    Handle, Thread,
    registry::{CONVENIENT_DEPTH, ContainerCall},
};

use crate::{Emulator, answer::Answer, table::Source};

impl Emulator {
    pub(crate) fn container(
        &mut self,
        thread: Thread,
        object: Handle,
        call: &ContainerCall,
    ) -> Answer {
        let folder = self.reach_folder(thread, object)?;
        match call {
            ContainerCall::GetContentsTable { lppTable, .. } => {
                self.open_table(thread, object, Source::Contents(folder), *lppTable)
            }
            ContainerCall::GetHierarchyTable { ulFlags, lppTable } => {
                let deep = ulFlags & CONVENIENT_DEPTH != 0;
                self.open_table(thread, object, Source::Hierarchy { folder, deep }, *lppTable)
            }
            ContainerCall::OpenEntry { cbEntryID, lpEntryID, lpulObjType, lppUnk, .. } => {
                let id = (*cbEntryID, lpEntryID);
                self.open_entry(thread, object, id, *lpulObjType, *lppUnk)
            }
            _ => Err(self.unsupported()),
        }
    }
}
