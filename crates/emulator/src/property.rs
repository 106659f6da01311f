//! What a property has to be like.

use cemapi_abi::{
    HResult, Prop, PropForm, PropTag, PropValue,
    registry::{
        E_INVALIDARG, MAPI_E_INVALID_TYPE, MAPI_E_NOT_FOUND, MAPI_E_UNEXPECTED_TYPE, PT_ERROR, TAGS,
    },
};

use crate::{answer::Failure, argument::must, mailbox::size};

/// What stands for a property that could not be fetched: its id is zero (PROP-4).
pub(crate) fn missing() -> Prop {
    Prop { tag: PropTag(PT_ERROR.into()), value: PropValue::Error(MAPI_E_NOT_FOUND) }
}

/// What properties take in a block.
pub(crate) fn sizes(props: &[Prop]) -> u64 {
    props.iter().map(|prop| size(&prop.value)).sum()
}

/// Whether a property can be set on anything (PROP-6).
pub(crate) fn settable(prop: &Prop) -> Result<(), Failure> {
    must(prop.tag.id() != 0)?;
    let kind = prop.tag.type_of();
    let form = PropForm::of(kind);
    if form != prop.value.form() || matches!(form, PropForm::Raw | PropForm::Error) {
        // Types without a value to keep, types that nobody knows, and many values.
        return Err(MAPI_E_INVALID_TYPE.into());
    }
    if matches!(
        prop.value,
        PropValue::String8(None) | PropValue::Unicode(None) | PropValue::Id(None)
    ) {
        return Err(E_INVALIDARG.into());
    }
    natural_type(prop.tag).map_err(Failure::from)
}

/// Whether the tag has the type that the registry knows for the property.
pub(crate) fn natural_type(tag: PropTag) -> Result<(), HResult> {
    let mut known = TAGS.iter().filter(|(_, known)| known.id() == tag.id()).peekable();
    if known.peek().is_some() && !known.any(|(_, known)| *known == tag) {
        return Err(MAPI_E_UNEXPECTED_TYPE);
    }
    Ok(())
}
