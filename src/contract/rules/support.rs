//! Which methods CE supports: SESSION-4, SESSION-5 and their like for the other interfaces.

use cemapi_abi::{
    Call,
    registry::{E_NOTIMPL, FOLDER_GENERIC, FolderCall, MAPI_E_NO_SUPPORT, Object, PropCall},
};

use super::{CLIENT, IMPLEMENTATION};
use crate::contract::{Broken, Moment, Rule, Signs, rule::When};

/// The two rules on the methods of one interface.
macro_rules! support {
    ($($supported:literal/$unsupported:literal, $interface:literal $(+ $more:literal)? ;)*) => {
        pub(super) static RULES: &[Rule] = &[$(
            Rule {
                clause: $supported,
                side: IMPLEMENTATION,
                asks: concat!("Does ", $interface, " have the methods that CE supports?"),
                when: When::Methods(&[$interface $(, $more)?], Signs::FAILED, supported_methods_exist),
            },
            Rule {
                clause: $unsupported,
                side: CLIENT,
                asks: concat!("Does the program keep to the methods of ", $interface, " that CE supports?"),
                when: When::Methods(&[$interface $(, $more)?], Signs::NONE, only_supported_methods),
            },
        )*];
    };
}

support! {
    "SESSION-4"/"SESSION-5", "IMAPISession" + "ICEMAPISession";
    "STORE-1"/"STORE-1", "IMsgStore";
    "PROP-1"/"PROP-1", "IMAPIProp";
    "TABLE-1"/"TABLE-1", "IMAPITable";
    "FOLDER-1"/"FOLDER-1", "IMAPIContainer";
    "FOLDER-6"/"FOLDER-6", "IMAPIFolder";
    "MSG-1"/"MSG-1", "IMessage";
}

/// The methods that the documents allow to return `MAPI_E_NO_SUPPORT` though they are supported.
const MAY_LACK_SUPPORT: [(&str, &str); 5] = [
    ("IMsgStore", "Advise"),
    ("IMAPIProp", "OpenProperty"),
    ("IMAPITable", "SortTable"),
    ("IMAPIFolder", "EmptyFolder"),
    ("IMAPIContainer", "GetContentsTable"),
];

fn supported_methods_exist(moment: &Moment<'_>) -> Option<Broken> {
    let function = moment.record.call.function();
    let interface = function.interface().name;
    if !function.signature().supported {
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

fn only_supported_methods(moment: &Moment<'_>) -> Option<Broken> {
    let function = moment.record.call.function();
    (!function.signature().supported).then(|| {
        let broken = Broken::new(format!("{} is not supported on CE", moment.function()));
        moment.record.call.receiver().into_iter().fold(broken, Broken::about)
    })
}
