use cemapi_abi::{
    Entry, EntryId, Handle, Output, Place, Pointer, Prop, PropValue, Text, Thread,
    registry::{
        E_INVALIDARG, FOLDER_GENERIC, FOLDER_MOVE, FOLDER_SEARCH, FolderCall, MAPI_E_COLLISION,
        MAPI_E_DECLINE_COPY, MAPI_E_FOLDER_CYCLE, MAPI_E_NO_ACCESS, MAPI_E_NO_SUPPORT,
        MAPI_E_NOT_ENOUGH_MEMORY, MAPI_E_NOT_FOUND, MAPI_W_PARTIAL_COMPLETION, MESSAGE_MOVE,
        OPEN_IF_EXISTS, PR_COMMENT_W, PR_DISPLAY_NAME_W, S_OK, fnevObjectCreated, fnevObjectMoved,
    },
};

use crate::{
    Emulator,
    answer::{Answer, Failure, code, with},
    argument::must,
    mailbox::{Item, Props, size},
    open::Id,
};

impl Emulator {
    pub(crate) fn folder(&mut self, thread: Thread, object: Handle, call: &FolderCall) -> Answer {
        let folder = self.reach_folder(thread, object)?;
        match call {
            FolderCall::CreateMessage { lpInterface, ulFlags, lppMessage } => {
                if *lppMessage == Place::Null {
                    return Err(self.null_out());
                }
                must(lpInterface.is_none() && *ulFlags == 0)?;
                self.create_message(thread, object, folder)
            }
            FolderCall::CopyMessages { lpMsgList, lpDestFolder, ulFlags, .. } => {
                self.move_messages(thread, folder, lpMsgList.as_ref(), *lpDestFolder, *ulFlags)
            }
            FolderCall::DeleteMessages { lpMsgList, .. } => {
                let Some(list) = lpMsgList else { return Err(E_INVALIDARG.into()) };
                let (messages, all) = self.messages_in(folder, list);
                for message in messages {
                    self.delete(message);
                }
                partly(all)
            }
            FolderCall::CreateFolder {
                ulFolderType,
                lpszFolderName,
                lpszFolderComment,
                ulFlags,
                lppFolder,
                ..
            } => {
                if *lppFolder == Place::Null {
                    return Err(self.null_out());
                }
                match *ulFolderType {
                    FOLDER_GENERIC => {}
                    // Nothing sets the criteria of a search (FOLDER-1).
                    FOLDER_SEARCH => return Err(MAPI_E_NO_SUPPORT.into()),
                    _ => return Err(E_INVALIDARG.into()),
                }
                let names = (lpszFolderName.as_ref(), lpszFolderComment.as_ref());
                let created = self.create_folder(folder, names, *ulFlags)?;
                let created = self.open_item(thread, object, created)?;
                with(S_OK, [Output::Object(created)])
            }
            FolderCall::CopyFolder {
                cbEntryID,
                lpEntryID,
                lpDestFolder,
                lpszNewFolderName,
                ulFlags,
                ..
            } => {
                if ulFlags & FOLDER_MOVE == 0 {
                    return Err(MAPI_E_DECLINE_COPY.into());
                }
                let moved = self.subfolder(folder, (*cbEntryID, lpEntryID))?;
                let target = self.pointed_to(thread, *lpDestFolder)?;
                let target = self.reach_folder(thread, target)?;
                self.move_folder(moved, target, lpszNewFolderName.as_ref())
            }
            FolderCall::DeleteFolder { cbEntryID, lpEntryID, ulFlags, .. } => {
                let doomed = self.subfolder(folder, (*cbEntryID, lpEntryID))?;
                self.delete_folder(doomed, *ulFlags)
            }
            FolderCall::EmptyFolder { .. } => self.empty(folder),
            _ => Err(self.unsupported()),
        }
    }

    fn create_message(&mut self, thread: Thread, object: Handle, folder: Entry) -> Answer {
        let props = Props::of_new_message();
        if self.mailbox.messages >= self.limits.messages || !self.has_room(folder, 0, props.bytes())
        {
            return Err(MAPI_E_NOT_ENOUGH_MEMORY.into());
        }
        let Some(message) = self.mailbox.add_message(folder, props) else {
            return Err(self.deleted());
        };
        self.notify_of(fnevObjectCreated, message, None);
        let message = self.open_item(thread, object, message)?;
        with(S_OK, [Output::Object(message)])
    }

    /// Whether the store of an item can hold it if it grows from `old` to `new` bytes.
    pub(crate) fn has_room(&self, entry: Entry, old: u64, new: u64) -> bool {
        let store = self.mailbox.item(entry).and_then(|item| self.mailbox.store(item.store));
        new <= old
            || store.is_none_or(|store| {
                store.bytes.saturating_add(new).saturating_sub(old) <= self.limits.store
            })
    }

    fn create_folder(
        &mut self,
        parent: Entry,
        (name, comment): (Option<&Text>, Option<&Text>),
        flags: u32,
    ) -> Result<Entry, Failure> {
        let Some(name) = name.filter(|name| !name.units().is_empty()) else {
            return Err(E_INVALIDARG.into());
        };
        match self.mailbox.folder_named(parent, name) {
            Some(existing) if flags & OPEN_IF_EXISTS != 0 => return Ok(existing),
            Some(_) => return Err(MAPI_E_COLLISION.into()),
            None => {}
        }
        let comment = comment.map(|comment| PropValue::Unicode(Some(comment.clone())));
        let name = name.clone();
        let bytes = size(&PropValue::Unicode(Some(name.clone())));
        if !self.has_room(parent, 0, bytes + comment.as_ref().map_or(0, size)) {
            return Err(MAPI_E_NOT_ENOUGH_MEMORY.into());
        }
        let Some(folder) = self.mailbox.add_folder(parent, name) else {
            return Err(self.deleted());
        };
        if let Some(value) = comment {
            self.mailbox.change(folder, |item| item.props.set(Prop { tag: PR_COMMENT_W, value }));
        }
        self.notify_of(fnevObjectCreated, folder, None);
        Ok(folder)
    }

    /// The folder of this id in another.
    fn subfolder(&self, parent: Entry, (size, id): Id<'_>) -> Result<Entry, Failure> {
        let entry = self.entry(size, id)?;
        let folders = self.mailbox.folder(parent).map(|folder| &folder.folders);
        if folders.is_some_and(|folders| folders.contains(&entry)) {
            Ok(entry)
        } else {
            Err(MAPI_E_NOT_FOUND.into())
        }
    }

    /// The messages of a list that are in the folder, and whether those are all.
    fn messages_in(&self, folder: Entry, list: &[EntryId]) -> (Vec<Entry>, bool) {
        let contents = self.mailbox.folder(folder).map(|folder| &folder.messages);
        let messages: Vec<Entry> = list
            .iter()
            .filter_map(|id| match id {
                EntryId::Known(entry) if contents?.contains_key(entry) => Some(*entry),
                _ => None,
            })
            .collect();
        let all = messages.len() == list.len();
        (messages, all)
    }

    fn move_messages(
        &mut self,
        thread: Thread,
        folder: Entry,
        list: Option<&Vec<EntryId>>,
        target: Pointer,
        flags: u32,
    ) -> Answer {
        let Some(list) = list else { return Err(E_INVALIDARG.into()) };
        if flags & MESSAGE_MOVE == 0 {
            return Err(MAPI_E_DECLINE_COPY.into());
        }
        let target = self.pointed_to(thread, target)?;
        let target = self.reach_folder(thread, target)?;
        let (messages, mut all) = self.messages_in(folder, list);
        for message in messages {
            all &= self.move_to(message, target);
        }
        partly(all)
    }

    /// Moves an item to another folder, unless the store there is full, and says whether it did.
    pub(crate) fn move_to(&mut self, entry: Entry, target: Entry) -> bool {
        let (Some(item), Some(folder)) = (self.mailbox.item(entry), self.mailbox.item(target))
        else {
            return false;
        };
        let parent = item.parent;
        if parent == target {
            return true;
        }
        if item.store != folder.store {
            let moved = self.mailbox.subtree(entry).into_iter();
            let bytes = moved.filter_map(|entry| self.mailbox.item(entry)).map(Item::bytes);
            if !self.has_room(target, 0, bytes.sum()) {
                return false;
            }
        }
        self.mailbox.put(entry, target);
        self.notify_of(fnevObjectMoved, entry, Some(parent));
        true
    }

    fn move_folder(&mut self, folder: Entry, target: Entry, name: Option<&Text>) -> Answer {
        if self.mailbox.folder(folder).is_none_or(|folder| folder.special) {
            return Err(MAPI_E_NO_ACCESS.into());
        }
        if self.mailbox.subtree(folder).contains(&target) {
            return Err(MAPI_E_FOLDER_CYCLE.into());
        }
        let old = self.mailbox.value(folder, PR_DISPLAY_NAME_W);
        let new = match (name, old) {
            (Some(name), _) => Some(name.clone()),
            (None, Some((_, value))) => match value.into_owned() {
                PropValue::Unicode(name) => name,
                _ => None,
            },
            (None, None) => None,
        };
        let taken = new.as_ref().and_then(|name| self.mailbox.folder_named(target, name));
        if taken.is_some_and(|taken| taken != folder) {
            return Err(MAPI_E_COLLISION.into());
        }
        if !self.move_to(folder, target) {
            return Err(MAPI_E_NOT_ENOUGH_MEMORY.into());
        }
        if let Some(name) = name {
            let value = PropValue::Unicode(Some(name.clone()));
            let prop = Prop { tag: PR_DISPLAY_NAME_W, value };
            self.mailbox.change(folder, |item| item.props.set(prop));
        }
        code(S_OK)
    }
}

/// What a method returns that did all or part of what was asked for.
pub(crate) fn partly(all: bool) -> Answer {
    code(if all { S_OK } else { MAPI_W_PARTIAL_COMPLETION })
}
