//! The registry holds what the contract's tables say, and nothing twice.

use std::collections::BTreeSet;

use cemapi_abi::{
    Function,
    registry::{CODES, IIDS, INTERFACES, Interface, Kind, TAGS},
};

/// Contract 5.2 and 12: the methods that an interface adds, from its first slot on; those with a
/// star are supported.
const VTABLES: &[(&str, &str, u16, &str)] = &[
    ("IUnknown", "", 0, "QueryInterface* AddRef* Release*"),
    (
        "IMAPISession",
        "IUnknown",
        3,
        "GetLastError GetMsgStoresTable* OpenMsgStore* OpenAddressBook OpenProfileSection \
         GetStatusTable OpenEntry* CompareEntryIDs* Advise* Unadvise* MessageOptions \
         QueryDefaultMessageOpt EnumAdrTypes QueryIdentity Logoff* SetDefaultStore AdminServices \
         ShowForm PrepareForm",
    ),
    ("ICEMAPISession", "IMAPISession", 22, "CreateMsgStore* DeleteMsgStore*"),
    (
        "IMAPIProp",
        "IUnknown",
        3,
        "GetLastError SaveChanges GetProps* GetPropList OpenProperty* SetProps* DeleteProps* \
         CopyTo CopyProps GetNamesFromIDs GetIDsFromNames*",
    ),
    (
        "IMsgStore",
        "IMAPIProp",
        14,
        "Advise* Unadvise* CompareEntryIDs OpenEntry* SetReceiveFolder GetReceiveFolder* \
         GetReceiveFolderTable StoreLogoff AbortSubmit GetOutgoingQueue SetLockState FinishedMsg \
         NotifyNewMail",
    ),
    (
        "IMAPIContainer",
        "IMAPIProp",
        14,
        "GetContentsTable* GetHierarchyTable* OpenEntry* SetSearchCriteria GetSearchCriteria",
    ),
    (
        "IMAPIFolder",
        "IMAPIContainer",
        19,
        "CreateMessage* CopyMessages* DeleteMessages* CreateFolder* CopyFolder* DeleteFolder* \
         SetReadFlags GetMessageStatus SetMessageStatus SaveContentsSort EmptyFolder*",
    ),
    (
        "IMessage",
        "IMAPIProp",
        14,
        "GetAttachmentTable* OpenAttach* CreateAttach* DeleteAttach* GetRecipientTable* \
         ModifyRecipients* SubmitMessage* SetReadFlag",
    ),
    ("IAttach", "IMAPIProp", 14, ""),
    (
        "IMAPITable",
        "IUnknown",
        3,
        "GetLastError Advise Unadvise GetStatus SetColumns* QueryColumns GetRowCount* SeekRow* \
         SeekRowApprox QueryPosition* FindRow Restrict* CreateBookmark FreeBookmark SortTable* \
         QuerySortOrder QueryRows* Abort ExpandRow CollapseRow WaitForCompletion \
         GetCollapseState SetCollapseState",
    ),
    ("IMAPIAdviseSink", "IUnknown", 3, "OnNotify*"),
];

fn interface(name: &str) -> Option<&'static Interface> {
    INTERFACES.iter().find(|interface| interface.name == name).copied()
}

/// The number of slots of an interface with all its bases.
fn slots(interface: &Interface) -> usize {
    let base = interface.base.and_then(self::interface).map_or(0, slots);
    base + interface.methods.len()
}

#[test]
fn vtables_are_those_of_the_contract() -> Result<(), String> {
    for (name, base, first, methods) in VTABLES {
        let interface = interface(name).ok_or_else(|| format!("there is no {name}"))?;
        let found: Vec<(Option<u16>, String)> = interface
            .methods
            .iter()
            .map(|method| {
                let star = if method.supported { "*" } else { "" };
                (method.slot, format!("{}{star}", method.name))
            })
            .collect();
        let slots = (*first..).map(Some);
        let expected: Vec<(Option<u16>, String)> =
            slots.zip(methods.split_whitespace().map(str::to_owned)).collect();
        assert_eq!(found, expected, "{name}");
        assert_eq!(interface.base.unwrap_or_default(), *base, "{name}");
    }
    Ok(())
}

#[test]
fn slots_follow_on_those_of_the_base() {
    for interface in INTERFACES.iter().filter(|interface| interface.receiver.is_some()) {
        let first = slots(interface) - interface.methods.len();
        let found: Vec<_> = interface.methods.iter().map(|method| method.slot).collect();
        let expected: Vec<_> = (first..slots(interface)).map(|slot| Some(slot as u16)).collect();
        assert_eq!(found, expected, "{}", interface.name);
    }
}

#[test]
fn interfaces_have_the_documented_number_of_slots() {
    let sizes = [
        ("ICEMAPISession", 24),
        ("IMAPIProp", 14),
        ("IMsgStore", 27),
        ("IMAPIContainer", 19),
        ("IMAPIFolder", 30),
        ("IMessage", 22),
        ("IAttach", 14),
        ("IMAPITable", 26),
        ("IMAPIAdviseSink", 4),
        ("IStream", 14),
    ];
    for (name, size) in sizes {
        assert_eq!(interface(name).map(slots), Some(size), "{name}");
    }
}

#[test]
fn only_functions_have_neither_slot_nor_receiver() {
    for interface in INTERFACES {
        let global = interface.receiver.is_none();
        for method in interface.methods {
            assert_eq!(method.slot.is_none(), global, "{}", method.name);
        }
    }
}

/// Whether nothing stands there twice.
fn distinct<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    match names.into_iter().find(|name| !seen.insert(*name)) {
        Some(name) => Err(format!("{name} stands there twice")),
        None => Ok(()),
    }
}

#[test]
fn names_are_distinct() -> Result<(), String> {
    distinct(INTERFACES.iter().map(|interface| interface.name))?;
    distinct(CODES.iter().map(|(name, _)| *name))?;
    distinct(IIDS.iter().map(|(name, _)| *name))?;
    distinct(TAGS.iter().map(|(name, _)| *name))?;
    for interface in INTERFACES {
        distinct(interface.methods.iter().map(|method| method.name))?;
        for method in interface.methods {
            let receiver = interface.receiver.map(|(name, _)| name);
            distinct(receiver.into_iter().chain(method.params.iter().map(|param| param.name)))
                .map_err(|error| format!("{}: {error}", method.name))?;
        }
    }
    Ok(())
}

#[test]
fn a_length_stands_beside_what_it_measures() {
    for function in Function::all() {
        let params = function.signature().params;
        for (place, param) in params.iter().enumerate().filter(|(_, p)| p.kind == Kind::Size) {
            let beside = [place.wrapping_sub(1), place + 1].map(|place| params.get(place));
            let measured = |param: &&cemapi_abi::registry::Param| {
                matches!(param.kind, Kind::EntryId | Kind::Bytes | Kind::Props | Kind::PropNames)
            };
            let found = beside.into_iter().flatten().any(|param| measured(&param));
            assert!(found, "{} of {}", param.name, function.signature().name);
        }
    }
}
