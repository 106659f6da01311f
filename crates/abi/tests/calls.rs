//! Functions are found, and calls are made of their parts.

use std::collections::BTreeSet;

use cemapi_abi::{
    Call, EntryId, Function, Handle, Place, Pointer, PropTag, Size, Value,
    registry::{E_INVALIDARG, IID_IMAPISession, Kind},
};

#[test]
fn functions_are_found_by_name_and_number() {
    assert_eq!(Function::all().count(), Function::COUNT);
    for (index, function) in Function::all().enumerate() {
        assert_eq!(function.index(), index);
        assert_eq!(Function::at(index), Some(function));
        let mut named = Function::named(function.signature().name);
        assert!(named.any(|found| found == function), "{}", function.signature().name);
    }
    assert_eq!(Function::at(Function::COUNT), None);
    assert_eq!(Function::named("MAPIAdminProfiles").count(), 0);
    let logoffs = Function::named("Logoff").map(|function| function.interface().name);
    assert_eq!(logoffs.collect::<Vec<_>>(), ["IMAPISession"]);
    let advises = Function::named("Advise").map(|function| function.interface().name);
    assert_eq!(
        advises.collect::<BTreeSet<_>>(),
        ["IMAPISession", "IMAPITable", "IMsgStore"].into()
    );
}

/// An argument of this kind.
fn argument(kind: Kind) -> Value {
    match kind {
        Kind::Ulong => Value::Ulong(7),
        Kind::Long => Value::Long(-7),
        Kind::Large => Value::Large(-7),
        Kind::Code => Value::Code(E_INVALIDARG),
        Kind::Tag => Value::Tag(PropTag(0x0037_001F)),
        Kind::Size => Value::Size(Size::Of(7)),
        Kind::Text => Value::Text(Some("text".into())),
        Kind::Bytes => Value::Bytes(Some(vec![7])),
        Kind::Iid => Value::Iid(Some(IID_IMAPISession)),
        Kind::MapiInit => Value::MapiInit(Some(Default::default())),
        Kind::EntryId => Value::EntryId(EntryId::Bytes(vec![7])),
        Kind::Tags => Value::Tags(Some(vec![PropTag(7)])),
        Kind::Props => Value::Props(Some(Vec::new())),
        Kind::Recipients => Value::Recipients(Some(vec![Vec::new()])),
        Kind::Entries => Value::Entries(Some(vec![EntryId::Null])),
        Kind::Restriction => Value::Restriction(None),
        Kind::SortOrder => Value::SortOrder(None),
        Kind::PropNames => Value::PropNames(Some(Vec::new())),
        Kind::Notification => Value::Notification(Some(Default::default())),
        Kind::Compose => Value::Compose(Some(Default::default())),
        Kind::Pointer(_) | Kind::Rows => Value::Pointer(Pointer::To(Handle(7))),
    }
}

#[test]
fn calls_are_made_of_their_values_and_give_them_back() -> Result<(), String> {
    for function in Function::all() {
        let signature = function.signature();
        let values: Vec<Value> = signature
            .params
            .iter()
            .map(|param| match param.out {
                true => Value::Place(Place::Given),
                false => argument(param.kind),
            })
            .collect();
        let receiver = function.interface().receiver.map(|_| Handle(3));
        let call = Call::new(function, receiver, values.clone())
            .ok_or_else(|| format!("{} cannot be called", signature.name))?;
        assert_eq!((call.function(), call.receiver()), (function, receiver), "{}", signature.name);
        let mut found = Vec::new();
        call.values(&mut |value| found.push(value));
        assert_eq!(found, values, "{}", signature.name);
        let moved = call.clone().on(Handle(4));
        assert_eq!(moved.receiver(), receiver.map(|_| Handle(4)), "{}", signature.name);

        let short = values.len().checked_sub(1).map(|short| values[..short].to_vec());
        if let Some(short) = short {
            assert_eq!(Call::new(function, receiver, short), None, "{}", signature.name);
            let mut wrong = values.clone();
            wrong[0] = match wrong[0] {
                Value::Ulong(_) => Value::Long(0),
                _ => Value::Ulong(0),
            };
            assert_eq!(Call::new(function, receiver, wrong), None, "{}", signature.name);
        }
        if receiver.is_some() {
            assert_eq!(Call::new(function, None, values), None, "{}", signature.name);
        }
    }
    Ok(())
}
