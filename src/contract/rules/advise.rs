//! Registrations and notifications (sections 5.7, 9.1 and 9.2).

use cemapi_abi::{
    Call, Handle, Output, Pointer, Size,
    registry::{
        MAPI_FOLDER, MAPI_MESSAGE, MAPI_SESSION, MAPI_STORE, Object, S_OK, SessionCall, SinkCall,
        StoreCall, fnevCriticalError, fnevObjectCopied, fnevObjectCreated, fnevObjectDeleted,
        fnevObjectModified, fnevObjectMoved,
    },
};

use super::{CLIENT, IMPLEMENTATION};
use crate::contract::{Broken, Ending, Moment, Rule, Signs, history::is_given, rule::When};

pub(super) static RULES: &[Rule] = &[
    Rule {
        clause: "ADVISE-1",
        side: CLIENT,
        asks: "Does the program register on the whole session?",
        when: When::Calls(&["IMAPISession::Advise"], Signs::NONE, registers_on_the_whole),
    },
    Rule {
        clause: "ADVISE-2",
        side: CLIENT,
        asks: "Does the program register a sink?",
        when: When::Calls(&["IMAPISession::Advise"], Signs::NONE, registers_a_sink),
    },
    Rule {
        clause: "STORE-6",
        side: CLIENT,
        asks: "Does the program register a sink, on the whole store?",
        when: When::Calls(&["IMsgStore::Advise"], Signs::NONE, registers_a_sink_on_the_whole),
    },
    Rule {
        clause: "ADVISE-3",
        side: IMPLEMENTATION,
        asks: "Does a registration that succeeds have a number other than 0?",
        when: When::Calls(
            &["IMAPISession::Advise", "IMsgStore::Advise"],
            Signs::NONE,
            has_a_number,
        ),
    },
    Rule {
        clause: "ADVISE-4",
        side: CLIENT,
        asks: "Does the program ask only for events that can be registered?",
        when: When::Calls(
            &["IMAPISession::Advise", "IMsgStore::Advise"],
            Signs::NONE,
            asks_for_known_events,
        ),
    },
    Rule {
        clause: "ADVISE-4",
        side: IMPLEMENTATION,
        asks: "Is a sink told only of events that it was registered for?",
        when: When::Calls(&["OnNotify"], Signs::NONE, tells_what_was_asked_for),
    },
    Rule {
        clause: "ADVISE-7",
        side: CLIENT,
        asks: "Does the program cancel only registrations that there are?",
        when: When::Calls(
            &["IMAPISession::Unadvise", "IMsgStore::Unadvise"],
            Signs::NONE,
            cancels_its_own,
        ),
    },
    Rule {
        clause: "ADVISE-7",
        side: IMPLEMENTATION,
        asks: "Is a sink released once its registrations are cancelled?",
        when: When::End(sinks_are_released),
    },
    Rule {
        clause: "ADVISE-9",
        side: CLIENT,
        asks: "Does the program cancel its registrations?",
        when: When::End(registrations_are_cancelled),
    },
    Rule {
        clause: "ADVISE-10",
        side: IMPLEMENTATION,
        asks: "Is the critical error never sent?",
        when: When::Calls(&["OnNotify"], Signs::NONE, never_tells_of_a_critical_error),
    },
    Rule {
        clause: "SINK-2",
        side: IMPLEMENTATION,
        asks: "Is a sink given one notification?",
        when: When::Calls(&["OnNotify"], Signs::NONE, gives_a_notification),
    },
    Rule {
        clause: "SINK-4",
        side: IMPLEMENTATION,
        asks: "Is the event one that a sink can be told of?",
        when: When::Calls(&["OnNotify"], Signs::NONE, tells_of_one_known_event),
    },
    Rule {
        clause: "SINK-5",
        side: IMPLEMENTATION,
        asks: "Is the event's object a store, folder, message or session?",
        when: When::Calls(&["OnNotify"], Signs::NONE, tells_of_a_known_object),
    },
];

/// The five events that can be registered.
const EVENTS: u32 =
    fnevObjectCreated | fnevObjectDeleted | fnevObjectModified | fnevObjectMoved | fnevObjectCopied;

/// What Advise was given: whether that is an entry id or the size of one, the mask and the sink.
fn advise(moment: &Moment<'_>) -> Option<(bool, u32, Pointer)> {
    match &moment.record.call {
        Call::Session(
            _,
            SessionCall::Advise { cbEntryID, lpEntryID, ulEventMask, lpAdviseSink, .. },
        )
        | Call::Store(
            _,
            StoreCall::Advise { cbEntryID, lpEntryID, ulEventMask, lpAdviseSink, .. },
        ) => {
            let sized = !matches!(cbEntryID, Size::Own | Size::Of(0));
            Some((sized || is_given(lpEntryID), *ulEventMask, *lpAdviseSink))
        }
        _ => None,
    }
}

fn registers_on_the_whole(moment: &Moment<'_>) -> Option<Broken> {
    let (in_part, ..) = advise(moment)?;
    in_part.then(|| Broken::new("Advise was given an entry id, or the size of one"))
}

fn registers_a_sink(moment: &Moment<'_>) -> Option<Broken> {
    let (_, _, sink) = advise(moment)?;
    let Pointer::To(sink) = sink else {
        return Some(Broken::new("Advise was given no sink"));
    };
    // The program may have released a sink that a registration keeps alive (ADVISE-6).
    let gone = moment
        .before
        .life(sink)
        .is_some_and(|life| life.gone.is_some() && life.particulars().held <= 0);
    gone.then(|| Broken::new("Advise was given a sink that is gone").about(sink).undefined())
}

fn registers_a_sink_on_the_whole(moment: &Moment<'_>) -> Option<Broken> {
    registers_on_the_whole(moment).or_else(|| registers_a_sink(moment))
}

fn has_a_number(moment: &Moment<'_>) -> Option<Broken> {
    let numberless =
        matches!(moment.out(), Some(Output::Null | Output::Untouched | Output::Number(0)));
    (moment.returned(S_OK) && numberless)
        .then(|| Broken::new("Advise returned S_OK and gave the registration no number"))
}

fn asks_for_known_events(moment: &Moment<'_>) -> Option<Broken> {
    let (_, mask, _) = advise(moment)?;
    let unknown = mask & !EVENTS;
    (unknown != 0).then(|| {
        Broken::new(format!("Advise asks for events that cannot be registered: 0x{unknown:X}"))
    })
}

/// What a sink is told, in a call that the implementation makes.
fn told<'a>(moment: &Moment<'a>) -> Option<(Handle, Option<&'a cemapi_abi::Notification>)> {
    match &moment.record.call {
        Call::Sink(sink, SinkCall::OnNotify { lpNotifications, .. }) if moment.record.callback => {
            Some((*sink, lpNotifications.as_deref()))
        }
        _ => None,
    }
}

fn gives_a_notification(moment: &Moment<'_>) -> Option<Broken> {
    let (sink, notification) = told(moment)?;
    notification.is_none().then(|| Broken::new("OnNotify was given no notification").about(sink))
}

fn never_tells_of_a_critical_error(moment: &Moment<'_>) -> Option<Broken> {
    let (sink, notification) = told(moment)?;
    (notification?.event == fnevCriticalError)
        .then(|| Broken::new("a critical error was sent").about(sink))
}

fn tells_of_one_known_event(moment: &Moment<'_>) -> Option<Broken> {
    let (sink, notification) = told(moment)?;
    let event = notification?.event;
    let known = event.is_power_of_two() && event & EVENTS != 0;
    // The critical error is a matter of ADVISE-10.
    (!known && event != fnevCriticalError)
        .then(|| Broken::new(format!("the event 0x{event:X} was sent")).about(sink))
}

fn tells_of_a_known_object(moment: &Moment<'_>) -> Option<Broken> {
    let (sink, notification) = told(moment)?;
    let kind = notification?.object_type;
    let known = matches!(kind, MAPI_STORE | MAPI_FOLDER | MAPI_MESSAGE | MAPI_SESSION);
    (!known).then(|| Broken::new(format!("the object is of type {kind}")).about(sink))
}

fn tells_what_was_asked_for(moment: &Moment<'_>) -> Option<Broken> {
    let (sink, notification) = told(moment)?;
    let event = notification?.event;
    // Nothing is known of the life of a registration without a number.
    let told = moment.before.life(sink)?.particulars();
    if told.unnumbered {
        return None;
    }
    let asked = told.asked;
    (event & EVENTS != 0 && event & asked == 0).then(|| {
        Broken::new("the sink was told of an event that it was not registered for").about(sink)
    })
}

fn cancels_its_own(moment: &Moment<'_>) -> Option<Broken> {
    let (Call::Session(object, SessionCall::Unadvise { ulConnection })
    | Call::Store(object, StoreCall::Unadvise { ulConnection })) = &moment.record.call
    else {
        return None;
    };
    let life = match ulConnection {
        Pointer::To(connection) => moment.before.life(*connection),
        Pointer::Null | Pointer::Foreign => None,
    };
    let own = life.is_some_and(|life| life.lives() && life.parent() == Some(*object));
    (!own).then(|| Broken::new("Unadvise was given no registration of this object"))
}

fn sinks_are_released(ending: &Ending<'_>) -> Vec<Broken> {
    let history = ending.before;
    let registered = |sink| {
        history.left().any(|(_, life)| {
            life.object == Object::Connection
                && life.particulars().sink == Some(sink)
                && life.lives()
        })
    };
    history
        .sinks()
        .filter(|(_, life)| {
            let particulars = life.particulars();
            life.object == Object::Sink && particulars.held > 0 && !particulars.unnumbered
        })
        .filter(|(sink, _)| !registered(*sink))
        .map(|(sink, _)| {
            Broken::new("its registrations were cancelled and the sink was never released")
                .about(sink)
        })
        .collect()
}

fn registrations_are_cancelled(ending: &Ending<'_>) -> Vec<Broken> {
    ending
        .before
        .left()
        // Whoever called Unadvise in vain has done what can be done.
        .filter(|(_, life)| life.object == Object::Connection && !life.particulars().refused)
        .map(|(connection, _)| Broken::new("a registration was never cancelled").about(connection))
        .collect()
}
