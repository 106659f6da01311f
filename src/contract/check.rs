use cemapi_abi::{Function, Pointer, Reply};

use super::{
    Broken, Contract, Finding, History, Moment, Rule, Side, Signs,
    question::{Questions, questions_at},
    rule::When,
    rules,
};
use crate::trace::Trace;

impl Contract {
    /// Holds a trace against every rule.
    #[must_use]
    pub fn check(trace: &Trace) -> Vec<Finding> {
        Self::check_along(trace, |_| {})
    }

    /// Holds a trace against every rule, and lets somebody else look at each call on the way.
    pub(crate) fn check_along(trace: &Trace, mut look: impl FnMut(&Moment<'_>)) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut history = History::new(trace);
        let mut faults = trace.faults.clone();
        for (place, record) in trace.records.iter().enumerate() {
            let moment = Moment { trace, place, record, before: &history };
            look(&moment);
            if matches!(record.reply, Reply::NotMade) {
                continue;
            }
            let function = record.call.function();
            let fault = !faults.is_empty() && is_fault(&mut faults, function);
            let (questions, seen) = (questions_at(function), history.signs(record));
            if questions.are_due(seen) && ask(&moment, questions, seen, fault, &mut findings) {
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

/// Asks the rules that have to be asked at a call; whether memory may be in disorder after it.
fn ask(
    moment: &Moment<'_>,
    questions: &Questions,
    seen: Signs,
    fault: bool,
    findings: &mut Vec<Finding>,
) -> bool {
    let record = moment.record;
    // A failure that the scenario asked for is nobody's fault.
    let specified = !fault
        // Nor is it known what would have become of a call that the recording cuts.
        && record.reply != Reply::Unfinished
        && moment.before.undefined.is_none()
        && !is_left_open(moment);
    let mut undefined = false;
    let mut misused: Vec<&str> = Vec::new();
    for (rule, ask) in questions.due(seen) {
        // What the implementation calls on the program's objects is no call of the program's.
        if record.callback && rule.side == Side::Client {
            continue;
        }
        // What becomes of a call that should not have been made is not specified, unless the
        // clause itself says so.
        let answers = misused.is_empty() || misused.contains(&rule.clause);
        if rule.side == Side::Implementation && !(specified && answers) {
            continue;
        }
        if let Some(broken) = ask(moment) {
            undefined |= broken.undefined;
            if rule.side == Side::Client {
                misused.push(rule.clause);
            }
            findings.extend(finding(rule, Some(moment.place), broken));
        }
    }
    undefined
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
            before.outlived(life) || made.is_some_and(|made| made.thread != record.thread)
        })
    };
    let mut found = false;
    record.call.pointers(|pointer| {
        found |= matches!(pointer, Pointer::To(thing) if open(thing));
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
