//! MAPIInitialize and MAPIUninitialize (sections 3.2 and 3.3).

use cemapi_abi::{
    Call, Reply,
    registry::{FunctionCall, MAPI_E_NOT_INITIALIZED, Object, S_OK},
};

use super::{CLIENT, IMPLEMENTATION};
use crate::{
    contract::{Broken, Ending, Moment, Rule, Signs, rule::When},
    trace::End,
};

pub(super) static RULES: &[Rule] = &[
    Rule {
        clause: "INIT-1",
        side: IMPLEMENTATION,
        asks: "Does the subsystem count as initialized after MAPIInitialize?",
        when: When::Calls(&["MAPILogonEx"], Signs::FAILED, initialize_counts),
    },
    Rule {
        clause: "INIT-2",
        side: IMPLEMENTATION,
        asks: "Does MAPIInitialize with an argument do what it does without?",
        when: When::Calls(&["MAPIInitialize"], Signs::FAILED, initialize_ignores_its_argument),
    },
    Rule {
        clause: "INIT-3",
        side: IMPLEMENTATION,
        asks: "Does the first MAPIInitialize return S_OK?",
        when: When::Calls(&["MAPIInitialize"], Signs::FAILED, initialize_succeeds),
    },
    Rule {
        clause: "TEARDOWN-1",
        side: IMPLEMENTATION,
        asks: "Does MAPIUninitialize lower the count by one, and dispose of globals in peace?",
        when: When::Calls(
            &["MAPILogonEx", "MAPIUninitialize"],
            Signs::NONE,
            uninitialize_lowers_by_one,
        ),
    },
    Rule {
        clause: "TEARDOWN-1",
        side: IMPLEMENTATION,
        asks: "Does a process end in peace that has given everything back?",
        when: When::End(clean_process_ends),
    },
    Rule {
        clause: "TEARDOWN-3",
        side: CLIENT,
        asks: "Does the program leave MAPI alone after the last MAPIUninitialize?",
        when: When::EveryCall(Signs::TORN_DOWN, silent_after_teardown),
    },
    Rule {
        clause: "TEARDOWN-4",
        side: CLIENT,
        asks: "Does the program call MAPIUninitialize as often as MAPIInitialize?",
        when: When::End(calls_balance),
    },
];

/// On the thread's own initialization a logon cannot be told that MAPI is not initialized.
fn denied_though_initialized(moment: &Moment<'_>) -> bool {
    matches!(moment.record.call, Call::Function(FunctionCall::MAPILogonEx { .. }))
        && moment.before.count.of(moment.record.thread) > 0
        && moment.returned(MAPI_E_NOT_INITIALIZED)
}

fn initialize_counts(moment: &Moment<'_>) -> Option<Broken> {
    (denied_though_initialized(moment) && !moment.before.count.lowered).then(|| {
        Broken::new("MAPIInitialize had succeeded, and MAPILogonEx returned MAPI_E_NOT_INITIALIZED")
    })
}

fn is_first(moment: &Moment<'_>) -> bool {
    moment.before.count.value() == 0 && moment.before.count.initialize_calls == 0
}

fn initialize_succeeds(moment: &Moment<'_>) -> Option<Broken> {
    (is_first(moment) && moment.plain_arguments() && !moment.returned(S_OK))
        .then(|| Broken::new(format!("the first MAPIInitialize(NULL) {}", moment.outcome())))
}

fn initialize_ignores_its_argument(moment: &Moment<'_>) -> Option<Broken> {
    (is_first(moment) && !moment.plain_arguments() && !moment.returned(S_OK))
        .then(|| Broken::new(format!("MAPIInitialize with an argument {}", moment.outcome())))
}

fn uninitialize_lowers_by_one(moment: &Moment<'_>) -> Option<Broken> {
    if denied_though_initialized(moment) && moment.before.count.lowered {
        return Some(Broken::new(format!(
            "the count stood at {}, and MAPILogonEx returned MAPI_E_NOT_INITIALIZED",
            moment.before.count.value()
        )));
    }
    let uninitialize =
        matches!(moment.record.call, Call::Function(FunctionCall::MAPIUninitialize {}));
    // Another thread may have taken this thread's initialization back, which is left open (LIFE-26).
    let documented = moment.before.count.of(moment.record.thread) > 0
        && moment.before.count.value() > 0
        && moment.before.living() == 0;
    let ended = matches!(moment.record.reply, Reply::Died(_) | Reply::Hung);
    (uninitialize && documented && ended)
        .then(|| Broken::new(format!("MAPIUninitialize {}", moment.outcome())))
}

fn clean_process_ends(ending: &Ending<'_>) -> Vec<Broken> {
    let history = ending.before;
    let clean = history.count.value() == 0
        && history.count.initialize_calls == history.count.uninitialized
        && history.living() == 0;
    let says = match ending.how {
        End::DiedAtExit(_) => "everything had been given back, and the process died at its end",
        End::HungAtExit => "everything had been given back, and the process did not end",
        _ => return Vec::new(),
    };
    if clean { vec![Broken::new(says)] } else { Vec::new() }
}

fn silent_after_teardown(moment: &Moment<'_>) -> Option<Broken> {
    moment.before.count.torn_down?;
    // A sink is the program's own, and no part of MAPI.
    let own = matches!(moment.record.call, Call::Client(_))
        || moment.receiver().is_some_and(|(_, life)| life.object == Object::Sink);
    // Beginning anew is not discussed (TEARDOWN-10), and one MAPIUninitialize too many is a
    // matter of TEARDOWN-4.
    let exempt = matches!(
        moment.record.call,
        Call::Function(FunctionCall::MAPIInitialize { .. } | FunctionCall::MAPIUninitialize {})
    );
    let broken = || {
        let says = format!("{} was called after the last MAPIUninitialize", moment.function());
        let broken = Broken::new(says);
        match moment.record.call.receiver() {
            Some(receiver) => broken.about(receiver),
            None => broken,
        }
    };
    (!exempt && !own).then(broken)
}

fn calls_balance(ending: &Ending<'_>) -> Vec<Broken> {
    let history = ending.before;
    let count = &history.count;
    // Whether a MAPIInitialize that failed has to be matched is not said (INIT-7).
    let balanced = count.initialized..=count.initialize_calls;
    if balanced.contains(&count.uninitialized) {
        return Vec::new();
    }
    vec![Broken::new(format!(
        "{} of MAPIInitialize, {} of MAPIUninitialize",
        calls(count.initialize_calls),
        calls(count.uninitialized)
    ))]
}

fn calls(number: u32) -> String {
    match number {
        0 => "no call".to_owned(),
        1 => "one call".to_owned(),
        _ => format!("{number} calls"),
    }
}
