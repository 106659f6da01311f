//! The three methods that every object has (section 4).

use cemapi_abi::{
    Call, Handle, Output, Place, Pointer, Reply, Value,
    registry::{E_NOINTERFACE, E_NOTIMPL, Object, S_OK, UnknownCall},
};

use super::{CLIENT, IMPLEMENTATION};
use crate::contract::{Broken, Ending, Moment, Rule, Signs, rule::When};

pub(super) static RULES: &[Rule] = &[
    Rule {
        clause: "UNK-1",
        side: IMPLEMENTATION,
        asks: "Do AddRef and Release work on every object?",
        when: When::Calls(&["AddRef", "Release"], Signs::ENDED, counting_works),
    },
    Rule {
        clause: "UNK-3",
        side: IMPLEMENTATION,
        asks: "Does QueryInterface return a listed code, with what belongs to it?",
        when: When::Calls(&["QueryInterface"], Signs::NONE, query_interface_keeps_its_word),
    },
    Rule {
        clause: "UNK-6",
        side: IMPLEMENTATION,
        asks: "Does an object live until its last reference is given back?",
        when: When::Calls(&["AddRef", "Release"], Signs::ENDED, lives_until_the_last_release),
    },
    Rule {
        clause: "UNK-6",
        side: CLIENT,
        asks: "Does the program release objects no oftener than it holds references?",
        when: When::Calls(&["Release"], Signs::STALE, no_release_too_many),
    },
    Rule {
        clause: "UNK-6",
        side: CLIENT,
        asks: "Does the program give every reference back?",
        when: When::End(every_object_is_released),
    },
    Rule {
        clause: "UNK-9",
        side: CLIENT,
        asks: "Does the program leave objects alone after their last Release?",
        when: When::EveryCall(Signs::STALE, no_use_after_the_last_release),
    },
];

fn ended(moment: &Moment<'_>) -> bool {
    matches!(moment.record.reply, Reply::Died(_) | Reply::Hung)
}

fn counting_works(moment: &Moment<'_>) -> Option<Broken> {
    let (object, life) = moment.receiver().filter(|(_, life)| life.lives())?;
    // After a Release it is a matter of UNK-6, after a Logoff one of LOGOFF-4.
    let untouched =
        life.released.is_none() && (life.logged_off().is_none() || moment.function() == "AddRef");
    (untouched && ended(moment))
        .then(|| Broken::new(format!("{} {}", moment.function(), moment.outcome())).about(object))
}

fn lives_until_the_last_release(moment: &Moment<'_>) -> Option<Broken> {
    let (object, life) = moment.receiver().filter(|(_, life)| life.lives())?;
    let logged_off = life.logged_off().is_some() && moment.function() == "Release";
    (life.released.is_some() && !logged_off && ended(moment)).then(|| {
        let held = life.references;
        let says =
            format!("{held} references were held, and {} {}", moment.function(), moment.outcome());
        Broken::new(says).about(object)
    })
}

fn query_interface_keeps_its_word(moment: &Moment<'_>) -> Option<Broken> {
    let (object, _) = moment.receiver().filter(|(_, life)| life.lives())?;
    // What becomes of a NULL id or out-pointer is not said.
    let Call::Unknown(_, UnknownCall::QueryInterface { riid: Some(_), ppvObj: Place::Given }) =
        moment.record.call
    else {
        return None;
    };
    let out = moment.out();
    let says = match (moment.result(), out) {
        (Some(E_NOTIMPL), _) | (Some(E_NOINTERFACE), Some(Output::Null)) => return None,
        (Some(S_OK), Some(Output::Object(_))) => return None,
        (Some(S_OK), _) => "QueryInterface returned S_OK and handed out no interface".to_owned(),
        (Some(E_NOINTERFACE), _) => {
            "QueryInterface returned E_NOINTERFACE and did not set its out-pointer to NULL"
                .to_owned()
        }
        _ => format!("QueryInterface {}", moment.outcome()),
    };
    Some(Broken::new(says).about(object))
}

fn no_release_too_many(moment: &Moment<'_>) -> Option<Broken> {
    let (object, _) = moment.receiver().filter(|(_, life)| life.gone.is_some())?;
    Some(Broken::new("Release was called once too often").about(object).undefined())
}

fn no_use_after_the_last_release(moment: &Moment<'_>) -> Option<Broken> {
    if let Some((object, _)) = moment.receiver().filter(|(_, life)| life.gone.is_some()) {
        // One Release too many is a matter of UNK-6.
        let says = format!("{} was called after the last Release", moment.function());
        return (moment.function() != "Release")
            .then(|| Broken::new(says).about(object).undefined());
    }
    let object = passed_though_gone(moment)?;
    let says = format!("{} was given an object after its last Release", moment.function());
    Some(Broken::new(says).about(object).undefined())
}

/// An object of MAPI that is gone and stands among the arguments. Blocks are a matter of MEM-6,
/// sinks one of ADVISE-2.
fn passed_though_gone(moment: &Moment<'_>) -> Option<Handle> {
    let mut found = None;
    moment.record.call.values(&mut |value| {
        if let Value::Pointer(Pointer::To(thing)) = value
            && let Some(life) = moment.before.life(thing)
            && life.gone.is_some()
            && !matches!(life.object, Object::Block | Object::Connection | Object::Sink)
        {
            found = Some(thing);
        }
    });
    found
}

fn every_object_is_released(ending: &Ending<'_>) -> Vec<Broken> {
    ending
        .before
        .left()
        // A session that was logged off is a matter of LOGOFF-4.
        .filter(|(_, life)| life.lives() && life.logged_off().is_none())
        .filter(|(_, life)| !matches!(life.object, Object::Block | Object::Connection))
        // What a program does with its own references to its own sinks, no recorder sees.
        .filter(|(_, life)| life.object != Object::Sink || ending.made.by != "recorder")
        .map(|(object, life)| {
            let held = match life.references {
                1 => "a reference was".to_owned(),
                several => format!("{several} references were"),
            };
            Broken::new(format!("{held} never given back")).about(object)
        })
        .collect()
}
