use cemapi_abi::{
    Entry, HResult, Handle, Output, Place, Pointer, Prop, PropTag, Thread,
    registry::{
        E_INVALIDARG, MAPI_CREATE, MAPI_E_COMPUTED, MAPI_E_INTERFACE_NOT_SUPPORTED,
        MAPI_E_INVALID_PARAMETER, MAPI_E_NO_ACCESS, MAPI_E_NO_SUPPORT, MAPI_E_NOT_ENOUGH_MEMORY,
        MAPI_E_NOT_FOUND, MAPI_MODIFY, MAPI_W_ERRORS_RETURNED, MAPI_W_PARTIAL_COMPLETION,
        PR_ATTACH_DATA_BIN, PT_UNSPECIFIED, PropCall, S_OK, fnevObjectModified,
    },
};

use crate::{
    Emulator,
    answer::{ACCESS_VIOLATION, Answer, Failure, at, code, with},
    argument::must,
    attach,
    mailbox::{ItemKind, Props, size},
    object::{Kind, Opened},
    policy::ComputedProperty,
    property::{missing, natural_type, settable, sizes},
    stream::Stream,
};

/// What has properties.
#[derive(Clone, Copy, Debug)]
enum Owner {
    /// A store or folder.
    Container(Entry),
    Message(Opened),
    Attach(Opened, u32),
}

impl Owner {
    /// The store, folder or message whose property it is, or whose attachment's.
    fn entry(self) -> Entry {
        match self {
            Self::Container(entry) => entry,
            Self::Message(message) | Self::Attach(message, _) => message.entry,
        }
    }
}

impl Emulator {
    pub(crate) fn prop(&mut self, thread: Thread, object: Handle, call: &PropCall) -> Answer {
        let owner = self.owner(thread, object)?;
        match call {
            PropCall::GetProps { lpPropTagArray, lpcValues, lppPropArray, .. } => {
                if [*lpcValues, *lppPropArray].contains(&Place::Null) {
                    return Err(self.null_out());
                }
                self.get_props(owner, lpPropTagArray.as_ref())
            }
            PropCall::SetProps { cValues, lpPropArray, lppProblems } => {
                let props = self.counted(*cValues, lpPropArray.as_ref())?;
                must(!props.is_empty())?;
                self.set_props(owner, props)?;
                with(S_OK, [at(*lppProblems, Output::Untouched)])
            }
            PropCall::DeleteProps { lpPropTagArray, lppProblems } => {
                let code = self.delete_props(owner, lpPropTagArray.as_ref())?;
                with(code, [at(*lppProblems, Output::Untouched)])
            }
            PropCall::OpenProperty { ulPropTag, ulFlags, lppUnk, .. } => {
                if *lppUnk == Place::Null {
                    return Err(self.null_out());
                }
                let stream = self.property_stream(owner, *ulPropTag, ulFlags & MAPI_MODIFY != 0)?;
                let stream = self.open(thread, object, Kind::Stream(stream));
                with(S_OK, [Output::Object(stream)])
            }
            PropCall::GetIDsFromNames { cPropNames, lppPropNames, ulFlags, lppPropTags } => {
                if *lppPropTags == Place::Null {
                    return Err(self.null_out());
                }
                let names = self.counted(*cPropNames, lppPropNames.as_ref())?;
                must(!names.is_empty() && names.iter().all(|name| name.set.is_some()))?;
                self.ids_of(names, ulFlags & MAPI_CREATE != 0)
            }
            _ => Err(self.unsupported()),
        }
    }

    fn owner(&self, thread: Thread, object: Handle) -> Result<Owner, Failure> {
        Ok(match self.reach(thread, object)?.kind {
            Kind::Store(entry) | Kind::Folder(entry) => Owner::Container(entry),
            Kind::Message(message) => Owner::Message(message),
            Kind::Attach(message, number) => Owner::Attach(message, number),
            _ => return Err(ACCESS_VIOLATION),
        })
    }

    fn value(&self, owner: Owner, tag: PropTag) -> Option<Prop> {
        let (tag, value) = match owner {
            Owner::Container(entry) | Owner::Message(Opened { entry, .. }) => {
                let (tag, value) = self.mailbox.value(entry, tag)?;
                (tag, value.into_owned())
            }
            Owner::Attach(message, number) => {
                self.mailbox.attachment_value(message.entry, number, tag)?
            }
        };
        Some(Prop { tag, value })
    }

    fn get_props(&mut self, owner: Owner, tags: Option<&Vec<PropTag>>) -> Answer {
        let Some(tags) = tags else { return Err(E_INVALIDARG.into()) };
        if tags.is_empty() {
            return Err(MAPI_E_INVALID_PARAMETER.into());
        }
        let props: Vec<Prop> =
            tags.iter().map(|tag| self.value(owner, *tag).unwrap_or_else(missing)).collect();
        let complete = props.iter().all(|prop| prop.tag != missing().tag);
        let block = self.hand_out(sizes(&props), 0)?;
        let code = if complete { S_OK } else { MAPI_W_ERRORS_RETURNED };
        with(code, [Output::Number(props.len() as u32), Output::Props(block, props)])
    }

    /// HrGetOneProp, which never returns the warning (UTIL-3).
    pub(crate) fn get_one(
        &mut self,
        thread: Thread,
        object: Pointer,
        tag: PropTag,
        place: Place,
    ) -> Answer {
        if place == Place::Null {
            return Err(self.null_out());
        }
        let object = self.pointed_to(thread, object)?;
        let owner = self.owner(thread, object)?;
        let Some(prop) = self.value(owner, tag) else { return Err(MAPI_E_NOT_FOUND.into()) };
        let block = self.hand_out(size(&prop.value), 0)?;
        with(S_OK, [Output::Props(block, vec![prop])])
    }

    /// HrSetOneProp.
    pub(crate) fn set_one(
        &mut self,
        thread: Thread,
        object: Pointer,
        props: Option<&Vec<Prop>>,
    ) -> Answer {
        let object = self.pointed_to(thread, object)?;
        let owner = self.owner(thread, object)?;
        let Some(prop) = props.and_then(|props| props.first()) else {
            return Err(E_INVALIDARG.into());
        };
        self.set_props(owner, std::slice::from_ref(prop))?;
        code(S_OK)
    }

    /// Sets all of the properties or none.
    fn set_props(&mut self, owner: Owner, props: &[Prop]) -> Result<(), Failure> {
        let (mut old, mut new) = (0, 0);
        let mut set = Vec::with_capacity(props.len());
        for prop in props {
            settable(prop)?;
            if self.computes(owner, prop.tag) {
                match self.policy.computed_property {
                    ComputedProperty::Computed => return Err(MAPI_E_COMPUTED.into()),
                    ComputedProperty::NoAccess => return Err(MAPI_E_NO_ACCESS.into()),
                    ComputedProperty::Skipped => continue,
                }
            }
            old += self.props_of(owner).map_or(0, |props| props.size(prop.tag));
            new += size(&prop.value);
            set.push(prop.clone());
        }
        if !self.has_room(owner.entry(), old, new) {
            return Err(MAPI_E_NOT_ENOUGH_MEMORY.into());
        }
        self.change_props(owner, |props| set.into_iter().for_each(|prop| props.set(prop)));
        Ok(())
    }

    /// Whether nobody sets the property.
    fn computes(&self, owner: Owner, tag: PropTag) -> bool {
        match owner {
            Owner::Attach(..) => attach::computed(tag).is_some(),
            _ => self.mailbox.computed(owner.entry(), tag).is_some(),
        }
    }

    fn props_of(&self, owner: Owner) -> Option<&Props> {
        match owner {
            Owner::Attach(message, number) => self.mailbox.attachment(message.entry, number),
            _ => Some(&self.mailbox.item(owner.entry())?.props),
        }
    }

    /// Changes properties and tells of it.
    fn change_props(&mut self, owner: Owner, change: impl FnOnce(&mut Props)) {
        let attachment = match owner {
            Owner::Attach(_, number) => Some(number),
            _ => None,
        };
        self.change_props_at(owner.entry(), attachment, change);
    }

    /// Changes the properties of an item or its attachment, and tells of it.
    pub(crate) fn change_props_at(
        &mut self,
        entry: Entry,
        attachment: Option<u32>,
        change: impl FnOnce(&mut Props),
    ) {
        self.mailbox.change(entry, |item| match (attachment, &mut item.kind) {
            (None, _) => change(&mut item.props),
            (Some(number), ItemKind::Message(message)) => {
                if let Some(props) = message.attachments.get_mut(&number) {
                    change(props);
                }
            }
            _ => {}
        });
        self.notify_of(fnevObjectModified, entry, None);
    }

    fn delete_props(
        &mut self,
        owner: Owner,
        tags: Option<&Vec<PropTag>>,
    ) -> Result<HResult, Failure> {
        // Only messages and attachments have the method, and attachments only for their data
        // (PROP-8).
        if let Owner::Container(_) = owner {
            return Err(MAPI_E_NO_SUPPORT.into());
        }
        let Some(tags) = tags else { return Err(E_INVALIDARG.into()) };
        must(!tags.is_empty())?;
        must(!matches!(owner, Owner::Attach(..)) || *tags == [PR_ATTACH_DATA_BIN])?;
        let mut all = true;
        self.change_props(owner, |props| {
            for tag in tags {
                all &= props.has(*tag) && props.remove(*tag);
            }
        });
        Ok(if all { S_OK } else { MAPI_W_PARTIAL_COMPLETION })
    }

    /// A stream over a property, which is made if it is to be written (10.6).
    fn property_stream(
        &mut self,
        owner: Owner,
        tag: PropTag,
        writable: bool,
    ) -> Result<Stream, Failure> {
        let (message, attachment) = match owner {
            Owner::Container(_) => return Err(MAPI_E_NO_SUPPORT.into()),
            Owner::Message(message) => (message, None),
            Owner::Attach(message, number) => (message, Some(number)),
        };
        if tag.type_of() == PT_UNSPECIFIED {
            return Err(MAPI_E_INVALID_PARAMETER.into());
        }
        if !Props::streamable(tag) {
            return Err(MAPI_E_INTERFACE_NOT_SUPPORTED.into());
        }
        if self.computes(owner, tag) {
            return Err(if writable { MAPI_E_NO_ACCESS } else { MAPI_E_NO_SUPPORT }.into());
        }
        match self.props_of(owner).map(|props| (props.has(tag), props.stream(tag).is_some())) {
            Some((true, true)) => {}
            // An entry id has no bytes that could be read here.
            Some((true, false)) => return Err(MAPI_E_NO_SUPPORT.into()),
            _ if !writable => return Err(MAPI_E_NOT_FOUND.into()),
            _ if natural_type(tag).is_err() => return Err(MAPI_E_NO_SUPPORT.into()),
            _ => self.change_props(owner, |props| props.change_stream(tag, |_| {})),
        }
        Ok(Stream { message, attachment, tag, writable, position: 0 })
    }
}
