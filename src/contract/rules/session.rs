//! The session's own methods (sections 5 and 6).

use cemapi_abi::{
    Handle, Reply,
    registry::{Object, S_OK},
};

use super::{CLIENT, IMPLEMENTATION};
use crate::contract::{Broken, Ending, Life, Moment, Rule, Signs, rule::When};

pub(super) static RULES: &[Rule] = &[
    Rule {
        clause: "LOGOFF-2",
        side: IMPLEMENTATION,
        asks: "Does Logoff ignore its arguments?",
        when: When::Calls(&["Logoff"], Signs::FAILED, logoff_ignores_its_arguments),
    },
    Rule {
        clause: "LOGOFF-3",
        side: IMPLEMENTATION,
        asks: "Does Logoff return S_OK?",
        when: When::Calls(&["Logoff"], Signs::FAILED, logoff_succeeds),
    },
    Rule {
        clause: "LOGOFF-4",
        side: IMPLEMENTATION,
        asks: "Can a session be released after it was logged off?",
        when: When::Calls(&["Release"], Signs::ENDED, release_after_logoff),
    },
    Rule {
        clause: "LOGOFF-4",
        side: CLIENT,
        asks: "Does the program release the sessions that it logged off?",
        when: When::End(logged_off_sessions_are_released),
    },
];

/// The session that the call is made on, while it lives.
fn live_session<'a>(moment: &Moment<'a>) -> Option<(Handle, &'a Life)> {
    let interface = moment.record.call.function().interface();
    let on_session = matches!(interface.receiver, Some((_, Object::Session | Object::Unknown)));
    moment
        .receiver()
        .filter(|(_, life)| on_session && life.object == Object::Session && life.lives())
}

/// The session that is logged off on the thread that logged on; on another one nothing is said
/// (LOGOFF-13).
fn own_session(moment: &Moment<'_>) -> Option<Handle> {
    let (session, life) = live_session(moment)?;
    (life.thread == moment.record.thread).then_some(session)
}

fn logoff_succeeds(moment: &Moment<'_>) -> Option<Broken> {
    let session = own_session(moment)?;
    (moment.plain_arguments() && !moment.returned(S_OK))
        .then(|| Broken::new(format!("Logoff {}", moment.outcome())).about(session))
}

fn logoff_ignores_its_arguments(moment: &Moment<'_>) -> Option<Broken> {
    let session = own_session(moment)?;
    (!moment.plain_arguments() && !moment.returned(S_OK)).then(|| {
        let says = format!("Logoff with arguments that are ignored {}", moment.outcome());
        Broken::new(says).about(session)
    })
}

fn release_after_logoff(moment: &Moment<'_>) -> Option<Broken> {
    let (session, life) = live_session(moment)?;
    let ended = matches!(moment.record.reply, Reply::Died(_) | Reply::Hung);
    (life.logged_off().is_some() && ended)
        .then(|| Broken::new(format!("Release after Logoff {}", moment.outcome())).about(session))
}

fn logged_off_sessions_are_released(ending: &Ending<'_>) -> Vec<Broken> {
    ending
        .before
        .left()
        .filter(|(_, life)| life.lives() && life.logged_off().is_some())
        .map(|(session, _)| {
            Broken::new("the session was logged off and never released").about(session)
        })
        .collect()
}
