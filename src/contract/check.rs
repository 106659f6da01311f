use cemapi_abi::{Function, Pointer, Reply};
use cemapi_emulator::Fault;

use super::{
    Broken, Contract, Ending, Finding, History, Moment, Rule, Side, Signs,
    question::{Questions, questions_at},
    rule::When,
    rules,
};
use crate::trace::{Record, Trace};

/// A trace that is held against every rule, call by call.
#[derive(Debug)]
pub struct Check {
    history: History,
    /// The calls that are still to be made to fail.
    faults: Vec<Fault>,
    findings: Vec<Finding>,
}

impl Check {
    /// Begins with what is known of a trace before its first call.
    #[must_use]
    pub fn begin(trace: &Trace) -> Self {
        let faults = trace.faults.clone();
        Self { history: History::default(), faults, findings: Vec::new() }
    }

    /// Takes the next call of the trace, at this place, and lets somebody else look at it before.
    ///
    /// The trace has told by now of every thing in the call; nobody asks whether it holds calls.
    #[inline]
    pub fn take(
        &mut self,
        trace: &Trace,
        place: usize,
        record: &Record,
        look: impl FnOnce(&Moment<'_>),
    ) {
        self.history.meet(trace);
        let moment = Moment { place, record, before: &self.history };
        look(&moment);
        if matches!(record.reply, Reply::NotMade) {
            return;
        }
        let function = record.call.function();
        let fault = !self.faults.is_empty() && is_fault(&mut self.faults, function);
        let (questions, seen) = (questions_at(function), self.history.signs(record));
        if questions.are_due(seen) && ask(&moment, questions, seen, fault, &mut self.findings) {
            self.history.undefined.get_or_insert(place);
        }
        self.history.take(place, record);
    }

    /// Ends with how the process has ended: all findings, and what the trace tells of its things.
    #[must_use]
    pub fn end(self, trace: &Trace) -> (Vec<Finding>, History) {
        let Self { mut history, mut findings, .. } = self;
        history.meet(trace);
        if trace.end.is_reached() {
            let ending = Ending { how: trace.end, made: &trace.made, before: &history };
            for rule in rules::all() {
                let When::End(ask) = rule.when else { continue };
                if rule.side == Side::Client || history.undefined.is_none() {
                    let broken = ask(&ending).into_iter();
                    findings.extend(broken.filter_map(|broken| finding(rule, None, broken)));
                }
            }
        }
        (findings, history)
    }
}

impl Contract {
    /// Holds a trace against every rule.
    #[must_use]
    pub fn check(trace: &Trace) -> Vec<Finding> {
        let mut check = Check::begin(trace);
        for (place, record) in trace.records.iter().enumerate() {
            check.take(trace, place, record, |_| {});
        }
        check.end(trace).0
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
        let mut history = History::default();
        history.meet(trace);
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
    let Moment { record, before, .. } = moment;
    let mut found = false;
    record.call.pointers(|pointer| {
        if let Pointer::To(thing) = pointer
            && let Some(life) = before.life(thing)
        {
            let elsewhere = life.made.is_some() && life.thread != record.thread;
            found |= elsewhere || before.outlived(life);
        }
    });
    found
}

/// Counts the call, and says whether it was made to fail.
fn is_fault(faults: &mut Vec<Fault>, function: Function) -> bool {
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
