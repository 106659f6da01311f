//! Which methods CE supports: SESSION-4, SESSION-5 and their like for the other interfaces.

use cemapi_abi::registry::{E_NOTIMPL, MAPI_E_NO_SUPPORT, Object};

use super::{CLIENT, IMPLEMENTATION};
use crate::contract::{Broken, Moment, Rule, rule::When};

/// The two rules on the methods of one interface.
macro_rules! support {
    ($($supported:literal, $unsupported:literal, $interface:literal => $exist:ident, $kept_to:ident;)*) => {
        pub(super) static RULES: &[Rule] = &[$(
            Rule {
                clause: $supported,
                side: IMPLEMENTATION,
                asks: concat!("Does ", $interface, " have the methods that CE supports?"),
                when: When::Methods($interface, $exist),
            },
            Rule {
                clause: $unsupported,
                side: CLIENT,
                asks: concat!("Does the program keep to the methods of ", $interface, " that CE supports?"),
                when: When::Methods($interface, $kept_to),
            },
        )*];

        $(
            fn $exist(moment: &Moment<'_>) -> Option<Broken> {
                supported_methods_exist(moment)
            }

            fn $kept_to(moment: &Moment<'_>) -> Option<Broken> {
                only_supported_methods(moment)
            }
        )*
    };
}

support! {
    "SESSION-4", "SESSION-5", "IMAPISession" => session_has_its_methods, session_is_kept_to;
    "CESTORE-1", "SESSION-5", "ICEMAPISession" => ce_session_has_its_methods, ce_session_is_kept_to;
    "STORE-1", "STORE-1", "IMsgStore" => store_has_its_methods, store_is_kept_to;
    "PROP-1", "PROP-1", "IMAPIProp" => prop_has_its_methods, prop_is_kept_to;
    "TABLE-1", "TABLE-1", "IMAPITable" => table_has_its_methods, table_is_kept_to;
    "FOLDER-6", "FOLDER-6", "IMAPIFolder" => folder_has_its_methods, folder_is_kept_to;
    "MSG-1", "MSG-1", "IMessage" => message_has_its_methods, message_is_kept_to;
}

/// The methods that the documents allow to return `MAPI_E_NO_SUPPORT` though they are supported.
const MAY_LACK_SUPPORT: [&str; 5] =
    ["Advise", "OpenProperty", "SortTable", "EmptyFolder", "GetContentsTable"];

fn supported_methods_exist(moment: &Moment<'_>) -> Option<Broken> {
    let function = moment.record.call.function();
    if !function.signature().supported {
        return None;
    }
    // What Logoff returns is a matter of LOGOFF-3.
    if moment.function() == "Logoff" || !moment.documented() {
        return None;
    }
    let lacking = moment.returned(MAPI_E_NO_SUPPORT)
        && !MAY_LACK_SUPPORT.contains(&moment.function())
        // Properties are opened and deleted on messages and attachments only (PROP-7, PROP-8).
        && !moment.receiver().is_some_and(|(_, life)| moment.function() == "DeleteProps" && life.object != Object::Message);
    (moment.returned(E_NOTIMPL) || lacking).then(|| {
        let broken = Broken::new(format!("{} {}", moment.function(), moment.outcome()));
        moment.record.call.receiver().into_iter().fold(broken, Broken::about)
    })
}

fn only_supported_methods(moment: &Moment<'_>) -> Option<Broken> {
    let function = moment.record.call.function();
    (!function.signature().supported).then(|| {
        let broken = Broken::new(format!("{} is not supported on CE", moment.function()));
        moment.record.call.receiver().into_iter().fold(broken, Broken::about)
    })
}
