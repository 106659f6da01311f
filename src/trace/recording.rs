use cemapi_abi::{
    Call, Handle, Output, Pointer, Reply,
    registry::{Kind, Object},
};

use super::{End, Made, Record, Trace, When};
use crate::scenario::{Scenario, Step};

/// A scenario that is being run: what its names stand for so far, and the trace that grows.
///
/// The target numbers things as it likes; in the trace they are numbered anew, in the order in
/// which their names appear.
#[derive(Debug)]
pub struct Recording<'a> {
    scenario: &'a Scenario,
    trace: Trace,
    /// For each name of the scenario, what it stands for on the target.
    bound: Vec<Option<Handle>>,
    /// For each name of the scenario, its place in the trace's names, once it stands there.
    shown: Vec<Option<Handle>>,
    /// For each thing of the target, its place in the trace's names.
    known: Vec<Option<Handle>>,
}

impl<'a> Recording<'a> {
    /// Begins a recording.
    #[must_use]
    pub fn new(scenario: &'a Scenario, made: Made) -> Self {
        let names = scenario.names.len();
        let trace = Trace {
            made,
            scenario: scenario.name.clone(),
            faults: scenario.faults.clone(),
            threads: scenario.threads.clone(),
            records: Vec::with_capacity(scenario.steps.len()),
            ..Trace::default()
        };
        Self {
            scenario,
            trace,
            bound: vec![None; names],
            shown: vec![None; names],
            known: Vec::with_capacity(names),
        }
    }

    /// The call of a step with the target's handles; `None` if something in it has not appeared.
    #[must_use]
    pub fn resolve(&self, step: &Step) -> Option<Call> {
        self.translate(&step.call, |name| self.bound.get(name.index()).copied().flatten())
    }

    fn translate(&self, call: &Call, to: impl Fn(Handle) -> Option<Handle>) -> Option<Call> {
        let mut call = call.clone();
        let mut complete = true;
        if let Some(receiver) = call.receiver() {
            call = call.on(to(receiver)?);
        }
        call.pointers(&mut |pointer| {
            if let Pointer::To(name) = pointer {
                match to(*name) {
                    Some(handle) => *name = handle,
                    None => complete = false,
                }
            }
        });
        complete.then_some(call)
    }

    /// Takes in the reply to a step.
    pub fn record(&mut self, step: &Step, mut reply: Reply) {
        if let Reply::Returned(returned) = &mut reply {
            let params = step.call.function().signature().outs();
            for ((param, out), name) in params.zip(&mut returned.outs).zip(&step.outs) {
                if let Output::Object(handle) = out {
                    let object = match param.kind {
                        Kind::Pointer(object) => object,
                        _ => Object::Other,
                    };
                    if let Some(name) = name {
                        self.bound[name.index()] = Some(*handle);
                    }
                    *handle = self.appeared(*handle, *name, object);
                }
            }
        }
        let call = self.shown_call(&step.call);
        let place = self.trace.records.len() as u32;
        let when = When { entered: 2 * place, left: 2 * place + 1, ..When::default() };
        self.trace.records.push(Record { call, reply, thread: step.thread, when });
    }

    /// How the run ends with this reply, if it does.
    #[must_use]
    pub fn end_after(&self, step: &Step, reply: &Reply) -> Option<End> {
        match (reply, step.returns) {
            (Reply::Died(_) | Reply::Hung, _) => Some(End::InCall),
            (Reply::Returned(returned), Some(wanted)) if returned.value != wanted => {
                Some(End::Stopped)
            }
            (Reply::NotMade, Some(_)) => Some(End::Stopped),
            _ => None,
        }
    }

    /// The place in the trace's names of a thing that the target handed out.
    fn appeared(&mut self, handle: Handle, name: Option<Handle>, object: Object) -> Handle {
        if self.known.len() <= handle.index() {
            self.known.resize(handle.index() + 1, None);
        }
        let shown = match self.known[handle.index()] {
            Some(shown) => shown,
            None => match name.and_then(|name| self.scenario.names.name(name)) {
                Some(name) => self.trace.names.add(name.to_owned(), object),
                None => self.add_unnamed(object),
            },
        };
        self.known[handle.index()] = Some(shown);
        if let Some(name) = name {
            self.shown[name.index()] = Some(shown);
        }
        shown
    }

    fn add_unnamed(&mut self, object: Object) -> Handle {
        let noun = object.noun();
        let (names, own) = (&mut self.trace.names, &self.scenario.names);
        let taken = |name: &String| names.find(name).or_else(|| own.find(name)).is_some();
        let mut numbered = (1..=u32::MAX).map(|number| format!("{noun}#{number}"));
        let name = numbered.find(|name| !taken(name)).unwrap_or_default();
        names.add(name, object)
    }

    /// The call as the trace shows it: names of things that have not appeared stay names.
    fn shown_call(&mut self, call: &Call) -> Call {
        let mut call = call.clone();
        if let Some(receiver) = call.receiver() {
            let shown = self.show(receiver);
            call = call.on(shown);
        }
        call.pointers(&mut |pointer| {
            if let Pointer::To(name) = pointer {
                *name = self.show(*name);
            }
        });
        call
    }

    fn show(&mut self, name: Handle) -> Handle {
        if let Some(shown) = self.shown[name.index()] {
            return shown;
        }
        let names = &self.scenario.names;
        let text = names.name(name).unwrap_or("?").to_owned();
        let object = names.object(name).unwrap_or(Object::Other);
        let shown = self.trace.names.add_absent(text, object);
        self.shown[name.index()] = Some(shown);
        shown
    }

    /// Ends the recording.
    #[must_use]
    pub fn end(mut self, end: End) -> Trace {
        self.trace.end = end;
        self.trace
    }
}
