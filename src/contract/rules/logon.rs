//! MAPILogonEx (section 3.4).

use cemapi_abi::{
    Call, Output, Place,
    registry::{FunctionCall, MAPI_E_NOT_INITIALIZED, S_OK},
};

use super::{IMPLEMENTATION, codes::GENERIC};
use crate::contract::{Broken, Moment, Rule, Signs, rule::When};

pub(super) static RULES: &[Rule] = &[
    Rule {
        clause: "LOGON-2",
        side: IMPLEMENTATION,
        asks: "Does MAPILogonEx ignore its first four arguments?",
        when: When::Calls(&["MAPILogonEx"], Signs::NONE, ignores_its_arguments),
    },
    Rule {
        clause: "LOGON-3",
        side: IMPLEMENTATION,
        asks: "Does a logon that succeeds hand out a session?",
        when: When::Calls(&["MAPILogonEx"], Signs::NONE, hands_out_a_session),
    },
    Rule {
        clause: "LOGON-4",
        side: IMPLEMENTATION,
        asks: "Is the result of a logon one of those that are listed?",
        when: When::Calls(&["MAPILogonEx"], Signs::NONE, returns_a_listed_code),
    },
];

/// Whether the documents say anything of the result: on a thread that has initialized (INIT-12,
/// LOGON-6), with a place for the session (LOGON-9).
fn documented(moment: &Moment<'_>) -> bool {
    let Call::Function(FunctionCall::MAPILogonEx { lppSession: place, .. }) = moment.record.call
    else {
        return false;
    };
    // MAPI_E_NOT_INITIALIZED is a matter of INIT-1 and TEARDOWN-1.
    moment.before.count.of(moment.record.thread) > 0
        && place == Place::Given
        && !moment.returned(MAPI_E_NOT_INITIALIZED)
}

fn is_listed(moment: &Moment<'_>) -> bool {
    moment.result().is_some_and(|code| code == S_OK || GENERIC.contains(&code))
}

fn ignores_its_arguments(moment: &Moment<'_>) -> Option<Broken> {
    (documented(moment) && !moment.plain_arguments() && !is_listed(moment)).then(|| {
        Broken::new(format!("MAPILogonEx with arguments that are ignored {}", moment.outcome()))
    })
}

fn returns_a_listed_code(moment: &Moment<'_>) -> Option<Broken> {
    (documented(moment) && moment.plain_arguments() && !is_listed(moment))
        .then(|| Broken::new(format!("MAPILogonEx {}", moment.outcome())))
}

fn hands_out_a_session(moment: &Moment<'_>) -> Option<Broken> {
    let nothing = matches!(
        moment.out(),
        Some(Output::Null | Output::Untouched | Output::Garbage | Output::Number(_))
    );
    (moment.returned(S_OK) && nothing)
        .then(|| Broken::new("MAPILogonEx returned S_OK and handed out no session"))
}
