use std::sync::OnceLock;

use cemapi_abi::{Function, Pointer, Reply, Value};

use super::{Broken, Contract, Finding, History, Moment, Rule, Side, rule::When, rules};
use crate::trace::Trace;

/// For each function, the rules that are asked at its calls; found when it is first called.
static AT_CALLS: [OnceLock<Vec<&'static Rule>>; Function::COUNT] =
    [const { OnceLock::new() }; Function::COUNT];

/// The rules that are asked at calls of this function, those for clients first: what a client has
/// done wrong decides what the implementation can be blamed for.
fn rules_at(function: Function) -> &'static [&'static Rule] {
    AT_CALLS[function.index()].get_or_init(|| {
        let asked = |rule: &&'static Rule| match rule.when {
            When::Calls(names, _) => names.iter().any(|name| names_function(name, function)),
            When::Methods(interfaces, _) => interfaces.contains(&function.interface().name),
            When::EveryCall(_) => true,
            When::End(_) => false,
        };
        let mut rules: Vec<&'static Rule> = rules::all().filter(asked).collect();
        rules.sort_by_key(|rule| rule.side == Side::Implementation);
        rules
    })
}

impl Contract {
    /// Holds a trace against every rule.
    #[must_use]
    pub fn check(trace: &Trace) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut history = History::new(trace);
        let mut faults = trace.faults.clone();
        for (place, record) in trace.records.iter().enumerate() {
            if matches!(record.reply, Reply::NotMade) {
                continue;
            }
            let function = record.call.function();
            let moment = Moment { trace, place, record, before: &history };
            // A failure that the scenario asked for is nobody's fault.
            let specified = !is_fault(&mut faults, function)
                // Nor is it known what would have become of a call that the recording cuts.
                && record.reply != Reply::Unfinished
                && history.undefined.is_none()
                && !is_left_open(&moment);
            let mut undefined = false;
            let mut misused: Vec<&str> = Vec::new();
            for rule in rules_at(function) {
                // What the implementation calls on the program's objects is no call of the
                // program's.
                if record.callback && rule.side == Side::Client {
                    continue;
                }
                // What becomes of a call that should not have been made is not specified, unless
                // the clause itself says so.
                let answers = misused.is_empty() || misused.contains(&rule.clause);
                if rule.side == Side::Implementation && !(specified && answers) {
                    continue;
                }
                let (When::Calls(_, ask) | When::Methods(_, ask) | When::EveryCall(ask)) =
                    rule.when
                else {
                    continue;
                };
                if let Some(broken) = ask(&moment) {
                    undefined |= broken.undefined;
                    if rule.side == Side::Client {
                        misused.push(rule.clause);
                    }
                    findings.extend(finding(rule, Some(place), broken));
                }
            }
            if undefined {
                history.undefined.get_or_insert(place);
            }
            history.take(place, record);
        }
        if trace.end.is_reached() {
            for rule in rules::all() {
                let When::End(ask) = rule.when else { continue };
                if rule.side == Side::Client || history.undefined.is_none() {
                    let broken = ask(trace, &history).into_iter();
                    findings.extend(broken.filter_map(|broken| finding(rule, None, broken)));
                }
            }
        }
        findings
    }

    /// Every rule.
    pub fn rules() -> impl Iterator<Item = &'static Rule> {
        rules::all()
    }

    /// Whether a rule checks what clients do about this clause.
    #[must_use]
    pub fn checks_clients(id: &str) -> bool {
        rules::all().any(|rule| rule.clause == id && rule.side == Side::Client)
    }

    /// What a trace tells of its objects, as it stands at the end.
    #[must_use]
    pub fn history(trace: &Trace) -> History {
        let mut history = History::new(trace);
        for (place, record) in trace.records.iter().enumerate() {
            history.take(place, record);
        }
        history
    }
}

/// Whether a rule means this function: by its name, or by `Interface::Name` where several
/// interfaces share that.
fn names_function(name: &str, function: Function) -> bool {
    match name.split_once("::") {
        Some((interface, name)) => {
            function.interface().name == interface && function.signature().name == name
        }
        None => function.signature().name == name,
    }
}

/// Whether the documents leave open what becomes of the call, because it uses a thing that outlived
/// the subsystem (TEARDOWN-8, TEARDOWN-11), or that appeared on another thread (THREAD-1).
fn is_left_open(moment: &Moment<'_>) -> bool {
    let Moment { trace, record, before, .. } = moment;
    if before.count.uninitialized == 0 && trace.threads.len() < 2 {
        return false;
    }
    let open = |thing| {
        before.life(thing).is_some_and(|life| {
            let made = life.made.and_then(|made| trace.records.get(made.place()));
            life.outlived.is_some() || made.is_some_and(|made| made.thread != record.thread)
        })
    };
    let mut found = record.call.receiver().is_some_and(open);
    record.call.values(&mut |value| {
        found |= matches!(value, Value::Pointer(Pointer::To(thing)) if open(thing));
    });
    found
}

/// Counts the call, and says whether it was made to fail.
fn is_fault(faults: &mut Vec<cemapi_emulator::Fault>, function: Function) -> bool {
    let mut due = false;
    faults.retain_mut(|fault| {
        if fault.function == function {
            fault.nth -= 1;
            due |= fault.nth == 0;
        }
        fault.nth > 0
    });
    due
}

fn finding(rule: &Rule, call: Option<usize>, broken: Broken) -> Option<Finding> {
    let Broken { says, things, .. } = broken;
    // A rule without a clause cannot be told of; a test sees to it that there is none.
    let clause = Contract::clause(rule.clause)?;
    Some(Finding { clause, side: rule.side, call, says, things })
}
