//! Codes, flags, interface ids and tags by name and by value.

use cemapi_abi::{
    Function, HResult, Iid, PropTag,
    registry::{
        CODES, E_OUTOFMEMORY, Group, IID_IMAPISession, IIDS, LOGON, MAPI_E_NOT_ENOUGH_MEMORY,
        MAPI_NEW_SESSION, MAPI_STORE, OBJECT_TYPE, S_OK, TAGS,
    },
};

#[test]
fn groups_have_names_and_bits_that_can_be_told_apart() {
    let groups =
        Function::all().flat_map(|function| function.signature().params).filter_map(|p| p.group);
    for group in groups {
        assert!(!group.names.is_empty());
        for (name, value) in group.names {
            assert_eq!(group.value(name), Some(*value), "{name}");
            let (names, rest) = group.split(*value);
            let covered = names.iter().filter_map(|name| group.value(name)).fold(0, |a, b| a | b);
            assert_eq!((covered, rest), (*value, 0), "{name}");
        }
    }
}

#[test]
fn flags_split_into_names_and_a_rest() {
    assert_eq!(LOGON.split(0), (vec![], 0));
    assert_eq!(
        LOGON.split(MAPI_NEW_SESSION | 0x8),
        (vec!["MAPI_NEW_SESSION", "MAPI_ALLOW_OTHERS"], 0)
    );
    assert_eq!(LOGON.split(MAPI_NEW_SESSION | 0x4_0000), (vec!["MAPI_NEW_SESSION"], 0x4_0000));
    assert_eq!(LOGON.split(0x0400_0000), (vec![], 0x0400_0000));
}

#[test]
fn values_are_one_name_or_none() {
    assert_eq!(OBJECT_TYPE.split(MAPI_STORE), (vec!["MAPI_STORE"], 0));
    assert_eq!(OBJECT_TYPE.split(0xFF), (vec![], 0xFF));
}

/// Flags of which one is made of others: the larger comes first, or is made of those.
#[test]
fn overlapping_flags_are_all_accounted_for() {
    let group = Group { bits: true, names: &[("BOTH", 0b11), ("ONE", 0b01), ("OTHER", 0b10)] };
    assert_eq!(group.split(0b11), (vec!["BOTH"], 0));
    assert_eq!(group.split(0b01), (vec!["ONE"], 0));
    let group = Group { bits: true, names: &[("ONE", 0b01), ("BOTH", 0b11)] };
    assert_eq!(group.split(0b11), (vec!["ONE", "BOTH"], 0));
}

#[test]
fn codes_have_their_first_name_and_all_their_names() {
    assert_eq!(S_OK.name(), Some("S_OK"));
    assert_eq!(HResult::named("hrSuccess"), Some(S_OK));
    assert_eq!(E_OUTOFMEMORY, MAPI_E_NOT_ENOUGH_MEMORY);
    assert_eq!(MAPI_E_NOT_ENOUGH_MEMORY.to_string(), "E_OUTOFMEMORY");
    assert_eq!(HResult(0x8004_DEAD).name(), None);
    assert_eq!(HResult(0x8004_DEAD).to_string(), "0x8004DEAD");
    for (name, code) in CODES {
        assert_eq!(HResult::named(name), Some(*code), "{name}");
        let failure = name.contains("_E_") || name.starts_with("E_");
        assert_eq!(code.succeeded(), !failure, "{name}");
    }
}

#[test]
fn interface_ids_are_read_as_they_are_written() {
    let session = "{00020300-0000-0000-C000-000000000046}";
    assert_eq!(IID_IMAPISession.to_string(), session);
    assert_eq!(Iid::parse(session), Some(IID_IMAPISession));
    assert_eq!(IID_IMAPISession.name(), Some("IID_IMAPISession"));
    for (name, iid) in IIDS {
        assert_eq!(Iid::parse(&iid.to_string()), Some(*iid), "{name}");
        assert_eq!(Iid::parse(&iid.to_string().to_lowercase()), Some(*iid), "{name}");
        assert_eq!(Iid::from_bytes(iid.to_bytes()), *iid, "{name}");
        assert_eq!(Iid::named(name), Some(*iid), "{name}");
        assert_eq!(iid.name(), Some(*name), "two names for one id");
    }
    assert_eq!(
        IID_IMAPISession.to_bytes(),
        [0x00, 0x03, 0x02, 0x00, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]
    );
}

#[test]
fn what_is_no_interface_id_is_refused() {
    for text in [
        "",
        "{}",
        "00020300-0000-0000-C000-000000000046",
        "{00020300-0000-0000-C000-000000000046",
        "{0002030-00000-0000-C000-000000000046}",
        "{00020300-0000-0000-C000-00000000004}",
        "{00020300-0000-0000-C000-0000000000466}",
        "{00020300-0000-0000-C000-00000000004G}",
        "{+0020300-0000-0000-C000-000000000046}",
        "{00020300-0000-0000-C000-0000-00000046}",
        "{0002030\u{e9}-000-0000-C000-000000000046}",
    ] {
        assert_eq!(Iid::parse(text), None, "{text}");
    }
}

#[test]
fn tags_have_an_id_and_a_type() {
    let subject = PropTag(0x0037_001F);
    assert_eq!((subject.id(), subject.type_of()), (0x37, 0x1F));
    assert_eq!(subject.with_type(0x1E), PropTag(0x0037_001E));
    for (name, tag) in TAGS {
        assert_eq!(PropTag::named(name), Some(*tag), "{name}");
    }
}
