//! Which methods CE supports: SESSION-4, SESSION-5 and their like for the other interfaces.

use cemapi_abi::{
    Call,
    registry::{E_NOTIMPL, FOLDER_GENERIC, FolderCall, MAPI_E_NO_SUPPORT, Object, PropCall},
};

use super::{CLIENT, IMPLEMENTATION};
use crate::contract::{Broken, Moment, Rule, rule::When};

/// The two rules on the methods of one interface.
macro_rules! support {
    ($($supported:literal/$unsupported:literal, $interface:literal $(+ $more:literal)? => $exist:ident, $kept_to:ident;)*) => {
        pub(super) static RULES: &[Rule] = &[$(
            Rule {
                clause: $supported,
                side: IMPLEMENTATION,
                asks: concat!("Does ", $interface, " have the methods that CE supports?"),
                when: When::EveryCall($exist),
            },
            Rule {
                clause: $unsupported,
                side: CLIENT,
                asks: concat!("Does the program keep to the methods of ", $interface, " that CE supports?"),
                when: When::EveryCall($kept_to),
            },
        )*];

        $(
            fn $exist(moment: &Moment<'_>) -> Option<Broken> {
                supported_methods_exist(moment, &[$interface $(, $more)?])
            }

            fn $kept_to(moment: &Moment<'_>) -> Option<Broken> {
                only_supported_methods(moment, &[$interface $(, $more)?])
            }
        )*
    };
}

support! {
    "SESSION-4"/"SESSION-5", "IMAPISession" + "ICEMAPISession" => session_has_its_methods, session_is_kept_to;
    "STORE-1"/"STORE-1", "IMsgStore" => store_has_its_methods, store_is_kept_to;
    "PROP-1"/"PROP-1", "IMAPIProp" => prop_has_its_methods, prop_is_kept_to;
    "TABLE-1"/"TABLE-1", "IMAPITable" => table_has_its_methods, table_is_kept_to;
    "FOLDER-1"/"FOLDER-1", "IMAPIContainer" => container_has_its_methods, container_is_kept_to;
    "FOLDER-6"/"FOLDER-6", "IMAPIFolder" => folder_has_its_methods, folder_is_kept_to;
    "MSG-1"/"MSG-1", "IMessage" => message_has_its_methods, message_is_kept_to;
}

/// The methods that the documents allow to return `MAPI_E_NO_SUPPORT` though they are supported.
const MAY_LACK_SUPPORT: [(&str, &str); 5] = [
    ("IMsgStore", "Advise"),
    ("IMAPIProp", "OpenProperty"),
    ("IMAPITable", "SortTable"),
    ("IMAPIFolder", "EmptyFolder"),
    ("IMAPIContainer", "GetContentsTable"),
];

fn supported_methods_exist(moment: &Moment<'_>, interfaces: &[&str]) -> Option<Broken> {
    let function = moment.record.call.function();
    let interface = function.interface().name;
    if !interfaces.contains(&interface) || !function.signature().supported {
        return None;
    }
    // What Logoff returns is a matter of LOGOFF-3.
    if moment.function() == "Logoff" || !moment.documented() {
        return None;
    }
    let lacking = moment.returned(MAPI_E_NO_SUPPORT)
        && !MAY_LACK_SUPPORT.contains(&(interface, moment.function()))
        && !asks_for_more(moment);
    (moment.returned(E_NOTIMPL) || lacking).then(|| {
        let broken = Broken::new(format!("{} {}", moment.function(), moment.outcome()));
        moment.record.call.receiver().into_iter().fold(broken, Broken::about)
    })
}

/// Whether a supported method is asked for what CE may not support: to delete properties of anything
/// but messages and attachments (PROP-8), to name properties of folders (PROP-9), or to make a
/// folder of another kind.
fn asks_for_more(moment: &Moment<'_>) -> bool {
    let of = moment.receiver().map(|(_, life)| life.object);
    match &moment.record.call {
        Call::Prop(_, PropCall::DeleteProps { .. }) => of != Some(Object::Message),
        Call::Prop(_, PropCall::GetIDsFromNames { .. }) => of == Some(Object::Folder),
        Call::Folder(_, FolderCall::CreateFolder { ulFolderType, .. }) => {
            *ulFolderType != FOLDER_GENERIC
        }
        _ => false,
    }
}

fn only_supported_methods(moment: &Moment<'_>, interfaces: &[&str]) -> Option<Broken> {
    let function = moment.record.call.function();
    (interfaces.contains(&function.interface().name) && !function.signature().supported).then(
        || {
            let broken = Broken::new(format!("{} is not supported on CE", moment.function()));
            moment.record.call.receiver().into_iter().fold(broken, Broken::about)
        },
    )
}
