//! Properties (sections 9.3 and 3.6).

use cemapi_abi::{
    Call, Output, Prop, PropValue, Size,
    registry::{
        FunctionCall, MAPI_E_INVALID_PARAMETER, MAPI_W_ERRORS_RETURNED, Object, PR_ATTACH_DATA_BIN,
        PR_NULL, PT_ERROR, PropCall, S_OK,
    },
};

use super::{CLIENT, IMPLEMENTATION};
use crate::contract::{Broken, Moment, Rule, Signs, rule::When};

pub(super) static RULES: &[Rule] = &[
    Rule {
        clause: "PROP-3",
        side: CLIENT,
        asks: "Does the program tell GetProps which properties it wants?",
        when: When::Calls(&["GetProps"], Signs::NONE, names_its_properties),
    },
    Rule {
        clause: "PROP-3",
        side: IMPLEMENTATION,
        asks: "Do values come in the order in which they were asked for?",
        when: When::Calls(&["GetProps"], Signs::NONE, values_come_in_order),
    },
    Rule {
        clause: "PROP-4",
        side: IMPLEMENTATION,
        asks: "Does GetProps mark what it could not fetch, and say that it did?",
        when: When::Calls(&["GetProps"], Signs::NONE, missing_values_are_marked),
    },
    Rule {
        clause: "PROP-5",
        side: IMPLEMENTATION,
        asks: "Does GetProps refuse an empty array?",
        when: When::Calls(&["GetProps"], Signs::NONE, empty_array_is_refused),
    },
    Rule {
        clause: "PROP-6",
        side: CLIENT,
        asks: "Does the program give SetProps properties?",
        when: When::Calls(&["SetProps"], Signs::NONE, sets_something),
    },
    Rule {
        clause: "PROP-7",
        side: CLIENT,
        asks: "Does the program open properties of messages and attachments only?",
        when: When::Calls(&["OpenProperty"], Signs::NONE, opens_on_messages_and_attachments),
    },
    Rule {
        clause: "PROP-8",
        side: CLIENT,
        asks: "Does the program delete only properties that can be deleted?",
        when: When::Calls(&["DeleteProps"], Signs::NONE, deletes_what_can_be_deleted),
    },
    Rule {
        clause: "UTIL-3",
        side: IMPLEMENTATION,
        asks: "Does HrGetOneProp fail where there is no such property?",
        when: When::Calls(&["HrGetOneProp"], Signs::NONE, one_property_or_none),
    },
];

fn names_its_properties(moment: &Moment<'_>) -> Option<Broken> {
    let nameless = matches!(
        &moment.record.call,
        Call::Prop(_, PropCall::GetProps { lpPropTagArray: None, .. })
    );
    nameless.then(|| Broken::new("GetProps was given no tags"))
}

/// The tags that GetProps was asked for and the values that it returned.
fn fetched<'a>(moment: &Moment<'a>) -> Option<(&'a [cemapi_abi::PropTag], &'a [Prop])> {
    let Call::Prop(_, PropCall::GetProps { lpPropTagArray: Some(tags), .. }) = &moment.record.call
    else {
        return None;
    };
    let outs = &moment.record.reply.returned()?.outs;
    let props = outs.iter().find_map(|out| match out {
        Output::Props(_, props) => Some(props),
        _ => None,
    })?;
    moment.documented().then_some((tags.as_slice(), props.as_slice()))
}

fn is_error(prop: &Prop) -> bool {
    prop.tag.type_of() == PT_ERROR
}

fn values_come_in_order(moment: &Moment<'_>) -> Option<Broken> {
    let (tags, props) = fetched(moment)?;
    let told = moment.record.reply.returned()?.outs.first();
    if matches!(told, Some(Output::Number(count)) if *count as usize != tags.len()) {
        return Some(Broken::new("the number of values is not the number of tags"));
    }
    let in_order = tags.len() == props.len()
        && tags.iter().zip(props).all(|(tag, prop)| is_error(prop) || prop.tag.id() == tag.id());
    (!in_order).then(|| Broken::new("the values do not stand in the order of the tags"))
}

fn missing_values_are_marked(moment: &Moment<'_>) -> Option<Broken> {
    let (_, props) = fetched(moment)?;
    let errors = props.iter().filter(|prop| is_error(prop));
    let count = errors.clone().count();
    let says = match moment.result()? {
        S_OK if count > 0 => "GetProps returned S_OK though a value could not be fetched",
        MAPI_W_ERRORS_RETURNED if count == 0 => {
            "GetProps returned MAPI_W_ERRORS_RETURNED, and every value was fetched"
        }
        _ if errors.clone().any(|prop| prop.tag.id() != 0) => {
            "a value that could not be fetched has a property id other than zero"
        }
        _ => return None,
    };
    Some(Broken::new(says))
}

fn empty_array_is_refused(moment: &Moment<'_>) -> Option<Broken> {
    let empty = matches!(
        &moment.record.call,
        Call::Prop(_, PropCall::GetProps { lpPropTagArray: Some(tags), .. }) if tags.is_empty()
    );
    (empty && moment.documented() && !moment.returned(MAPI_E_INVALID_PARAMETER))
        .then(|| Broken::new(format!("GetProps with no tags {}", moment.outcome())))
}

fn sets_something(moment: &Moment<'_>) -> Option<Broken> {
    let Call::Prop(_, PropCall::SetProps { cValues, lpPropArray, .. }) = &moment.record.call else {
        return None;
    };
    let nothing = *cValues == Size::Of(0) || lpPropArray.as_ref().is_none_or(Vec::is_empty);
    nothing.then(|| Broken::new("SetProps was given no properties"))
}

/// Whether the receiver is, as far as the trace tells, neither message nor attachment.
fn is_elsewhere(moment: &Moment<'_>) -> bool {
    moment.receiver().is_some_and(|(_, life)| {
        !matches!(life.object, Object::Message | Object::Attach | Object::Unknown | Object::Prop)
    })
}

fn opens_on_messages_and_attachments(moment: &Moment<'_>) -> Option<Broken> {
    is_elsewhere(moment)
        .then(|| Broken::new("OpenProperty was called on neither message nor attachment"))
}

fn deletes_what_can_be_deleted(moment: &Moment<'_>) -> Option<Broken> {
    if is_elsewhere(moment) {
        return Some(Broken::new("DeleteProps was called on neither message nor attachment"));
    }
    let Call::Prop(_, PropCall::DeleteProps { lpPropTagArray, .. }) = &moment.record.call else {
        return None;
    };
    let (_, life) = moment.receiver()?;
    let allowed = lpPropTagArray.as_deref() == Some(&[PR_ATTACH_DATA_BIN][..]);
    (life.object == Object::Attach && !allowed)
        .then(|| Broken::new("of an attachment only PR_ATTACH_DATA_BIN can be deleted, alone"))
}

fn one_property_or_none(moment: &Moment<'_>) -> Option<Broken> {
    let Call::Function(FunctionCall::HrGetOneProp { ulPropTag, .. }) = &moment.record.call else {
        return None;
    };
    let error = matches!(
        moment.out(),
        Some(Output::Props(_, props))
            if props.iter().any(|prop| matches!(prop.value, PropValue::Error(_)))
    );
    let wrong = moment.returned(MAPI_W_ERRORS_RETURNED) || (moment.returned(S_OK) && error);
    (wrong && *ulPropTag != PR_NULL)
        .then(|| Broken::new(format!("HrGetOneProp {} without the property", moment.outcome())))
}
