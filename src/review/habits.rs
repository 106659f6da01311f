//! What programs do that no rule of the contract forbids, and that ends badly all the same.

use cemapi_abi::{
    Call, Function, Reply,
    registry::{FunctionCall, Object, UnknownCall},
};

use super::{Profile, Remark, Severity};
use crate::{
    contract::{History, Moment},
    trace::{Record, Trace, gives_back},
};

/// What was seen so far of a program's habits.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// The MAPIInitialize that failed while nothing was initialized, until somebody minds.
    failed_initialize: Option<usize>,
    /// For each kind of thing, the latest call that failed to hand one out, and what it was.
    failed: Vec<(Object, usize, Function)>,
}

impl Habits {
    /// Looks at a call of the program.
    pub(super) fn look(
        &mut self,
        trace: &Trace,
        moment: &Moment<'_>,
        profile: Profile,
        remarks: &mut Vec<Remark>,
    ) {
        let Moment { place, record, before } = *moment;
        self.ignored_failure(trace, record, place, remarks);
        if record.reply == Reply::NotMade {
            return;
        }
        self.ignored_initialize(moment, remarks);
        remarks.extend(missing_logoff(before, record, place, profile));
        self.remember(record, place);
    }

    /// A call on something that an earlier call failed to hand out.
    fn ignored_failure(
        &self,
        trace: &Trace,
        record: &Record,
        place: usize,
        remarks: &mut Vec<Remark>,
    ) {
        // To give back only what was handed out is right.
        if record.reply != Reply::NotMade || gives_back(&record.call).is_some() {
            return;
        }
        for thing in record.uses() {
            let object = trace.names.object(thing).unwrap_or(Object::Unknown);
            let fits = |(made, ..): &&(Object, usize, Function)| made.serves_as(object);
            let Some((_, call, function)) =
                self.failed.iter().filter(fits).max_by_key(|(_, call, _)| *call)
            else {
                continue;
            };
            let says = format!(
                "{} is used, and call {}, {}, had handed out nothing",
                trace.names.name(thing).unwrap_or("?"),
                call + 1,
                function.signature().name,
            );
            remarks.push(Remark::on(Severity::Error, "LIFE-28", place, says).about([thing]));
            return;
        }
    }

    /// A program that goes on as if MAPIInitialize had not failed.
    fn ignored_initialize(&mut self, moment: &Moment<'_>, remarks: &mut Vec<Remark>) {
        let Moment { place, record: Record { call, .. }, before } = *moment;
        let uninitialize = matches!(call, Call::Function(FunctionCall::MAPIUninitialize {}));
        let Some(failed) = self.failed_initialize else { return };
        if matches!(call, Call::Function(FunctionCall::MAPIInitialize { .. }) | Call::Client(_)) {
            return;
        }
        self.failed_initialize = None;
        if before.count.value() > 0 {
            return;
        }
        let (severity, doing) = match uninitialize {
            true => (Severity::Warning, "MAPIUninitialize is called all the same"),
            false => (Severity::Error, "the program goes on all the same"),
        };
        let says = format!("MAPIInitialize had failed in call {}, and {doing}", failed + 1);
        remarks.push(Remark::on(severity, "INIT-7", place, says));
    }

    fn remember(&mut self, record: &Record, place: usize) {
        let Reply::Returned(returned) = &record.reply else { return };
        // Most calls work.
        let initialize = matches!(record.call, Call::Function(FunctionCall::MAPIInitialize { .. }));
        if !initialize && returned.outs.iter().all(|out| out.thing().is_some()) {
            return;
        }
        let function = record.call.function();
        let failed = record.reply.result().is_some_and(|code| !code.succeeded());
        if initialize {
            self.failed_initialize = failed.then_some(place);
        }
        for (param, out) in function.signature().outs().zip(&returned.outs) {
            let Some(object) = param.hands_out().filter(|_| out.thing().is_none()) else {
                continue;
            };
            let known = self.failed.iter_mut().find(|(known, ..)| *known == object);
            match known {
                Some((_, latest, what)) => (*latest, *what) = (place, function),
                None => self.failed.push((object, place, function)),
            }
        }
    }
}

/// The last Release of a session that nobody logged off.
fn missing_logoff(
    before: &History,
    record: &Record,
    place: usize,
    profile: Profile,
) -> Option<Remark> {
    let Call::Unknown(session, UnknownCall::Release {}) = record.call else { return None };
    let life = before.life(session)?;
    let last = life.references == 1 && life.lives();
    if !last || life.object != Object::Session || life.logged_off().is_some() {
        return None;
    }
    let severity = match profile {
        Profile::Ce => Severity::Warning,
        Profile::Extended => Severity::Error,
    };
    let says = "the session is released for the last time and was never logged off".to_owned();
    Some(Remark::on(severity, "LOGOFF-9", place, says).about([session]))
}
