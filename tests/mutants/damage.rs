//! Damage that a wrong implementation could do to a trace.

use cemapi_abi::{
    Call, Death, Function, HResult, Handle, Notification, Output, Pointer, Prop, PropTag,
    PropValue, Reference, Reply, Returned,
    registry::{
        E_FAIL, E_NOINTERFACE, E_NOTIMPL, MAPI_E_NO_RECIPIENTS, MAPI_E_NOT_FOUND,
        MAPI_E_NOT_INITIALIZED, MAPI_E_UNKNOWN_FLAGS, MAPI_SESSION, MAPI_W_ERRORS_RETURNED, Object,
        PT_ERROR, Returns, S_FALSE, S_OK, SessionCall, SinkCall, fnevCriticalError, fnevNewMail,
        fnevObjectCopied,
    },
};
use cemapi_cts::{
    contract::{Rule, When},
    trace::{End, Record, Trace},
};

/// A kind of damage to a reply: what is wrong then, and how it comes to that.
type Damage = (&'static str, fn(&Reply) -> Option<Reply>);

/// What can be wrong with a reply.
const REPLIES: &[Damage] = &[
    ("fails", |reply| with_code(reply, E_FAIL)),
    ("fails with a code that no page lists", |reply| with_code(reply, HResult(0x8004_DEAD))),
    ("is not implemented", |reply| with_code(reply, E_NOTIMPL)),
    ("finds nothing", |reply| with_code(reply, MAPI_E_NOT_FOUND)),
    ("misses recipients", |reply| with_code(reply, MAPI_E_NO_RECIPIENTS)),
    ("says that MAPI is not initialized", |reply| with_code(reply, MAPI_E_NOT_INITIALIZED)),
    ("looks at flags that it should ignore", |reply| with_code(reply, MAPI_E_UNKNOWN_FLAGS)),
    ("succeeds", |reply| with_code(reply, S_OK)),
    ("succeeds with another code", |reply| with_code(reply, S_FALSE)),
    ("warns", |reply| with_code(reply, MAPI_W_ERRORS_RETURNED)),
    ("succeeds and hands out NULL", |reply| with_outs(reply, S_OK, |_| Output::Null)),
    ("succeeds and hands out nothing", |reply| with_outs(reply, S_OK, |_| Output::Untouched)),
    ("forgets to clear its out-pointer", |reply| {
        with_outs(reply, E_NOINTERFACE, |_| Output::Untouched)
    }),
    ("writes zero", |reply| with_same_code(reply, |out| numbered(out, 0))),
    ("writes a number that means nothing", |reply| {
        with_same_code(reply, |out| numbered(out, 0xFFFF))
    }),
    ("turns values round", |reply| {
        with_same_code(reply, |out| with_rows(out, |row| row.reverse()))
    }),
    ("marks a value as missing for another reason", |reply| {
        with_same_code(reply, |out| {
            with_rows(out, |row| {
                if let Some(prop) = row.first_mut() {
                    let tag = PropTag(prop.tag.0 & 0xFFFF_0000 | u32::from(PT_ERROR));
                    *prop = Prop { tag, value: PropValue::Error(E_FAIL) };
                }
            })
        })
    }),
    ("hands out eleven rows", |reply| with_same_code(reply, eleven_rows)),
    ("kills the process", |_| Some(Reply::Died(Death::AccessViolation))),
    ("never returns", |_| Some(Reply::Hung)),
];

/// What a sink is told.
type Told = Option<Box<Notification>>;

/// A kind of damage to what a sink is told.
type Change = (&'static str, fn(&mut Told));

/// What can be wrong with a notification.
const NOTIFICATIONS: &[Change] = &[
    ("tells nothing", |told| *told = None),
    ("tells of a critical error", |told| set_event(told, fnevCriticalError)),
    ("tells of an event that CE does not have", |told| set_event(told, fnevNewMail)),
    ("tells of an event that nobody asked for", |told| set_event(told, fnevObjectCopied)),
    ("tells of an object that is none", |told| {
        if let Some(told) = told {
            told.object_type = 0;
        }
    }),
];

fn set_event(told: &mut Told, event: u32) {
    if let Some(told) = told {
        told.event = event;
    }
}

/// The reply with another code, and nothing handed out if that is a failure.
fn with_code(reply: &Reply, code: HResult) -> Option<Reply> {
    match code.succeeded() {
        true => with_outs(reply, code, Output::clone),
        false => with_outs(reply, code, |_| Output::Untouched),
    }
}

fn with_same_code(reply: &Reply, out: impl Fn(&Output) -> Output) -> Option<Reply> {
    with_outs(reply, reply.result()?, out)
}

fn with_outs(reply: &Reply, code: HResult, out: impl Fn(&Output) -> Output) -> Option<Reply> {
    let outs = reply.returned()?.outs.iter().map(|old| match old {
        Output::NoPlace => Output::NoPlace,
        old => out(old),
    });
    Some(Reply::Returned(Returned { value: code.0, outs: outs.collect() }))
}

fn numbered(out: &Output, number: u32) -> Output {
    match out {
        Output::Number(_) => Output::Number(number),
        out => out.clone(),
    }
}

/// The output with another set of properties, or other rows.
fn with_rows(out: &Output, change: impl Fn(&mut Vec<Prop>)) -> Output {
    let mut out = out.clone();
    match &mut out {
        Output::Props(_, props) => change(props),
        Output::Rows(_, rows) => rows.iter_mut().for_each(change),
        _ => {}
    }
    out
}

fn eleven_rows(out: &Output) -> Output {
    match out {
        Output::Rows(block, rows) => {
            Output::Rows(*block, rows.iter().cycle().take(11).cloned().collect())
        }
        out => out.clone(),
    }
}

/// The trace in which one call has another reply, with what follows from that: nothing comes after
/// a process died, and calls are not made on what never appeared.
fn damaged(trace: &Trace, place: usize, reply: Reply) -> Trace {
    let mut trace = trace.clone();
    let ends = matches!(reply, Reply::Died(_) | Reply::Hung);
    trace.records[place].reply = reply;
    if ends {
        trace.records.truncate(place + 1);
        trace.end = End::InCall;
    }
    let mut appeared: Vec<Handle> = Vec::new();
    for record in &mut trace.records {
        let mut there = record.call.receiver().is_none_or(|object| appeared.contains(&object));
        record.call.references(&mut |reference| {
            there &= !matches!(
                reference,
                Reference::Thing(Pointer::To(thing)) if !appeared.contains(thing)
            );
        });
        if !there {
            record.reply = Reply::NotMade;
        }
        let outs = record.reply.returned().into_iter().flat_map(|returned| &returned.outs);
        appeared.extend(outs.filter_map(Output::thing));
    }
    trace
}

/// Whether a rule looks at what this function does.
fn looks_at(rule: &Rule, function: Function) -> bool {
    let (interface, method) = (function.interface().name, function.signature().name);
    let means = |name: &&str| match name.split_once("::") {
        Some(name) => name == (interface, method),
        None => *name == method,
    };
    match rule.when {
        When::Calls(names, ..) => names.iter().any(means),
        When::Methods(names, ..) => names.contains(&interface),
        When::EveryCall(..) => true,
        When::End(_) => false,
    }
}

/// Every way to damage what a rule looks at, with what is wrong then.
pub(crate) fn mutants(trace: &Trace, rule: &Rule) -> Vec<(String, Trace)> {
    let mut mutants = Vec::new();
    for (place, record) in trace.records.iter().enumerate() {
        let function = record.call.function();
        if !looks_at(rule, function) {
            continue;
        }
        let name = function.signature().name;
        let mut add = |what: &str, mutant: Trace| {
            mutants.push((format!("call {}: {name} {what}", place + 1), mutant));
        };
        if let Call::Sink(_, SinkCall::OnNotify { .. }) = record.call {
            for (what, change) in NOTIFICATIONS {
                add(what, notified(trace, place, *change));
            }
        }
        // What the implementation calls, the program replies to.
        for (what, damage) in REPLIES.iter().filter(|_| !record.callback) {
            if let Some(reply) = damage(&record.reply).filter(|reply| is_wrong(record, reply)) {
                add(what, damaged(trace, place, reply));
            }
        }
        // Of addresses only one clause says anything.
        let block = record.reply.object().filter(|_| rule.clause == "MEM-2");
        if let Some(block) = block.filter(|it| trace.names.object(*it) == Some(Object::Block)) {
            let addresses = vec![(block, 0x0012_0001)];
            add("hands out an odd address", Trace { addresses, ..trace.clone() });
        }
    }
    if Function::named("OnNotify").any(|function| looks_at(rule, function)) {
        let errors = (0..trace.records.len()).filter_map(|place| critical_error(trace, place));
        mutants.extend(errors.map(|mutant| ("a critical error is sent".to_owned(), mutant)));
    }
    if matches!(rule.when, When::End(_)) {
        mutants.extend(ends(trace));
    }
    mutants
}

/// Whether this would be another reply. A function that returns nothing can only fail to return.
fn is_wrong(record: &Record, reply: &Reply) -> bool {
    let void = record.call.function().signature().returns == Returns::Nothing;
    *reply != record.reply && !(void && reply.returned().is_some())
}

/// The trace in which a sink is told something else.
fn notified(trace: &Trace, place: usize, change: fn(&mut Told)) -> Trace {
    let mut trace = trace.clone();
    if let Call::Sink(_, SinkCall::OnNotify { lpNotifications, .. }) =
        &mut trace.records[place].call
    {
        change(lpNotifications);
    }
    trace
}

/// The trace in which a sink is told of a critical error as soon as it is registered.
fn critical_error(trace: &Trace, place: usize) -> Option<Trace> {
    let record = &trace.records[place];
    let Call::Session(_, SessionCall::Advise { lpAdviseSink: Pointer::To(sink), .. }) = record.call
    else {
        return None;
    };
    record.reply.object()?;
    let told = Notification {
        event: fnevCriticalError,
        object_type: MAPI_SESSION,
        ..Notification::default()
    };
    let call = SinkCall::OnNotify { cNotif: 1, lpNotifications: Some(Box::new(told)) };
    let callback = Record {
        call: Call::Sink(sink, call),
        reply: Reply::of(0),
        callback: true,
        ..record.clone()
    };
    let mut trace = trace.clone();
    trace.records.insert(place + 1, callback);
    Some(trace)
}

/// The trace with what can be wrong at its end.
fn ends(trace: &Trace) -> Vec<(String, Trace)> {
    if trace.end != End::Ended {
        return Vec::new();
    }
    let ends = [End::DiedAtExit(Death::AccessViolation), End::HungAtExit];
    let mut mutants: Vec<(String, Trace)> = ends
        .into_iter()
        .map(|end| (format!("the process ends as {end:?}"), Trace { end, ..trace.clone() }))
        .collect();
    let mut forgetful = trace.clone();
    forgetful.records.retain(|record| !(record.callback && gives_back(&record.call)));
    if forgetful != *trace {
        mutants.push(("what the implementation holds is never given back".to_owned(), forgetful));
    }
    mutants
}

fn gives_back(call: &Call) -> bool {
    call.function().signature().name == "Release"
}
