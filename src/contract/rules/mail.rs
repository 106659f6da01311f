//! The functions of the messaging program (section 3.7).

use cemapi_abi::{
    Call,
    registry::{COMPOSE, FunctionCall},
};

use super::CLIENT;
use crate::contract::{Broken, Moment, Rule, Signs, rule::When};

pub(super) static RULES: &[Rule] = &[
    Rule {
        clause: "MAIL-4",
        side: CLIENT,
        asks: "Does the program give MailSwitchToAccount known flags only?",
        when: When::Calls(&["MailSwitchToAccount"], Signs::NONE, flags_are_known),
    },
    Rule {
        clause: "MAIL-5",
        side: CLIENT,
        asks: "Does the program give MailSyncMessages known flags only?",
        when: When::Calls(&["MailSyncMessages"], Signs::NONE, flags_are_known),
    },
];

fn flags_are_known(moment: &Moment<'_>) -> Option<Broken> {
    let Call::Function(
        FunctionCall::MailSwitchToAccount { dwFlags, .. }
        | FunctionCall::MailSyncMessages { dwFlags, .. },
    ) = &moment.record.call
    else {
        return None;
    };
    let (_, unknown) = COMPOSE.split(*dwFlags);
    (unknown != 0).then(|| {
        Broken::new(format!("{} was given unknown flags: 0x{unknown:X}", moment.function()))
    })
}
