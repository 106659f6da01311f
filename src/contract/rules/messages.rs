//! Folders, messages and attachments (sections 9.5 and 9.6).

use cemapi_abi::{
    Call, Handle, Output, Pointer, Prop, PropTag, PropValue,
    registry::{
        FOLDER_MOVE, FolderCall, FunctionCall, MAPI_E_DECLINE_COPY, MAPI_E_NO_RECIPIENTS,
        MESSAGE_MOVE, MODRECIP_ADD, MessageCall, Object, PR_ENTRYID, PropCall, S_OK, UnknownCall,
    },
};

use super::{CLIENT, IMPLEMENTATION};
use crate::contract::{Broken, Moment, Rule, Signs, history::is_given, rule::When};

pub(super) static RULES: &[Rule] = &[
    Rule {
        clause: "FOLDER-3",
        side: CLIENT,
        asks: "Does the program make messages without an interface id and flags?",
        when: When::Calls(&["CreateMessage"], Signs::NONE, makes_plain_messages),
    },
    Rule {
        clause: "FOLDER-3",
        side: IMPLEMENTATION,
        asks: "Does a message have an entry id as soon as it is made?",
        when: When::Calls(&["GetProps"], Signs::NONE, new_messages_have_an_id),
    },
    Rule {
        clause: "FOLDER-5",
        side: CLIENT,
        asks: "Does the program move, and not copy?",
        when: When::Calls(&["CopyMessages", "CopyFolder"], Signs::NONE, moves),
    },
    Rule {
        clause: "FOLDER-5",
        side: IMPLEMENTATION,
        asks: "Does CopyMessages decline to copy?",
        when: When::Calls(&["CopyMessages"], Signs::NONE, declines_to_copy),
    },
    Rule {
        clause: "MSG-2",
        side: CLIENT,
        asks: "Does the program give ModifyRecipients a list to add?",
        when: When::Calls(&["ModifyRecipients"], Signs::NONE, adds_recipients),
    },
    Rule {
        clause: "MSG-3",
        side: IMPLEMENTATION,
        asks: "Does GetRecipientTable tell whether there are recipients?",
        when: When::Calls(&["GetRecipientTable"], Signs::NONE, tells_of_recipients),
    },
    Rule {
        clause: "MSG-4",
        side: IMPLEMENTATION,
        asks: "Is a message without recipients not submitted?",
        when: When::Calls(&["SubmitMessage"], Signs::NONE, submits_only_with_recipients),
    },
    Rule {
        clause: "MSG-4",
        side: CLIENT,
        asks: "Does the program only release a message that it submitted?",
        when: When::EveryCall(Signs::SUBMITTED, leaves_submitted_messages_alone),
    },
    Rule {
        clause: "MSG-5",
        side: CLIENT,
        asks: "Does the program open an attachment once at a time?",
        when: When::Calls(&["OpenAttach"], Signs::NONE, opens_attachments_once),
    },
];

fn makes_plain_messages(moment: &Moment<'_>) -> Option<Broken> {
    let Call::Folder(folder, FolderCall::CreateMessage { lpInterface, ulFlags, .. }) =
        &moment.record.call
    else {
        return None;
    };
    (lpInterface.is_some() || *ulFlags != 0)
        .then(|| Broken::new("CreateMessage was given an interface id or flags").about(*folder))
}

fn new_messages_have_an_id(moment: &Moment<'_>) -> Option<Broken> {
    let (message, life) = moment.receiver().filter(|(_, life)| life.made_by("CreateMessage"))?;
    let (Call::Prop(_, PropCall::GetProps { lpPropTagArray: Some(tags), .. }), true) =
        (&moment.record.call, moment.documented() && life.object == Object::Message)
    else {
        return None;
    };
    let outs = &moment.record.reply.returned()?.outs;
    let props = outs.iter().find_map(|out| match out {
        Output::Props(_, props) => Some(props),
        _ => None,
    })?;
    let lacks_id = |(tag, prop): (&PropTag, &Prop)| {
        *tag == PR_ENTRYID && !matches!(&prop.value, PropValue::Binary(id) if is_given(id))
    };
    tags.iter()
        .zip(props)
        .any(lacks_id)
        .then(|| Broken::new("CreateMessage made a message without an entry id").about(message))
}

/// Whether the call asks for a copy where CE only moves.
fn copies(moment: &Moment<'_>) -> bool {
    match &moment.record.call {
        Call::Folder(_, FolderCall::CopyMessages { ulFlags, .. }) => ulFlags & MESSAGE_MOVE == 0,
        Call::Folder(_, FolderCall::CopyFolder { ulFlags, .. }) => ulFlags & FOLDER_MOVE == 0,
        _ => false,
    }
}

fn moves(moment: &Moment<'_>) -> Option<Broken> {
    copies(moment).then(|| Broken::new(format!("{} was asked to copy", moment.function())))
}

fn declines_to_copy(moment: &Moment<'_>) -> Option<Broken> {
    (copies(moment) && moment.returned(S_OK) && !moment.returned(MAPI_E_DECLINE_COPY))
        .then(|| Broken::new("CopyMessages copied"))
}

fn adds_recipients(moment: &Moment<'_>) -> Option<Broken> {
    let Call::Message(message, MessageCall::ModifyRecipients { ulFlags, lpMods }) =
        &moment.record.call
    else {
        return None;
    };
    (ulFlags & MODRECIP_ADD == 0 || lpMods.is_none()).then(|| {
        Broken::new("ModifyRecipients was called without MODRECIP_ADD, or without a list")
            .about(*message)
    })
}

/// The message and how many recipients it is known to have.
fn recipients(moment: &Moment<'_>) -> Option<(Handle, usize)> {
    let (message, life) = moment.receiver()?;
    let known = moment.documented() && moment.before.knows_recipients_of(message);
    known.then_some((message, life.particulars().recipients?))
}

fn tells_of_recipients(moment: &Moment<'_>) -> Option<Broken> {
    let says = match recipients(moment)? {
        (_, 0) if moment.returned(S_OK) => {
            "there are no recipients, and GetRecipientTable succeeded"
        }
        (_, 1..) if moment.returned(MAPI_E_NO_RECIPIENTS) => {
            "there are recipients, and GetRecipientTable returned MAPI_E_NO_RECIPIENTS"
        }
        _ => return None,
    };
    Some(Broken::new(says).about(moment.record.call.receiver()?))
}

fn submits_only_with_recipients(moment: &Moment<'_>) -> Option<Broken> {
    let says = match recipients(moment)? {
        (_, 0) if moment.returned(S_OK) => "a message without recipients was submitted",
        (_, 1..) if moment.returned(MAPI_E_NO_RECIPIENTS) => {
            "there are recipients, and SubmitMessage returned MAPI_E_NO_RECIPIENTS"
        }
        _ => return None,
    };
    Some(Broken::new(says).about(moment.record.call.receiver()?))
}

fn leaves_submitted_messages_alone(moment: &Moment<'_>) -> Option<Broken> {
    let message = match &moment.record.call {
        Call::Unknown(_, UnknownCall::Release {}) => return None,
        Call::Function(
            FunctionCall::HrGetOneProp { pmp: Pointer::To(object), .. }
            | FunctionCall::HrSetOneProp { pmp: Pointer::To(object), .. },
        ) => *object,
        call => call.receiver()?,
    };
    let life = moment.before.life(message)?;
    // What is gone altogether is a matter of UNK-9.
    (life.particulars().submitted.is_some() && life.gone.is_none()).then(|| {
        let says = format!("{} was called on a message that was submitted", moment.function());
        Broken::new(says).about(message)
    })
}

fn opens_attachments_once(moment: &Moment<'_>) -> Option<Broken> {
    let Call::Message(message, MessageCall::OpenAttach { ulAttachmentNum, .. }) =
        &moment.record.call
    else {
        return None;
    };
    let (open, _) = moment
        .before
        .attachment(*message, *ulAttachmentNum)
        .filter(|(_, life)| life.lives() && life.parent() == Some(*message))?;
    Some(Broken::new("an attachment was opened that is open already").about(open))
}
