//! The rules of Extended MAPI on the desktop: how a session ends there, and which threads may do
//! what.

use std::collections::BTreeSet;

use cemapi_abi::{
    Call, Handle, Thread,
    registry::{FunctionCall, Object, SessionCall, UnknownCall},
};

use super::{Remark, Severity};
use crate::{
    contract::{History, Moment},
    trace::{Record, Trace},
};

/// What was seen so far of a program's use of threads.
#[derive(Debug, Default)]
pub(super) struct Desktop {
    /// The threads that have called MAPI. Each is told of once: whatever one that has not
    /// initialized does next is as wrong.
    threads: BTreeSet<Thread>,
}

impl Desktop {
    /// Looks at a call of the program.
    pub(super) fn look(&mut self, trace: &Trace, moment: &Moment<'_>, remarks: &mut Vec<Remark>) {
        let Moment { place, record, before } = *moment;
        // What a program brings along itself is not MAPI's.
        if matches!(record.call, Call::Client(_) | Call::Sink(..)) {
            return;
        }
        let known = self.threads.contains(&record.thread);
        if !known && record.reply.returned().is_some() {
            self.threads.insert(record.thread);
        }
        match &record.call {
            Call::Function(FunctionCall::MAPIInitialize { .. }) => return,
            Call::Function(FunctionCall::MAPIUninitialize {}) => {
                remarks.extend(foreign_uninitialize(trace, moment));
                return;
            }
            Call::Session(session, SessionCall::Logoff { .. }) => {
                at_logoff(before, *session, place, remarks);
            }
            _ => {}
        }
        if !known {
            remarks.extend(uninitialized_thread(trace, moment));
        }
        remarks.extend(after_logoff(moment));
    }
}

/// Each thread takes back what it began itself.
fn foreign_uninitialize(trace: &Trace, moment: &Moment<'_>) -> Option<Remark> {
    let Moment { place, record: Record { thread, .. }, before } = *moment;
    let thread = *thread;
    // One too many on the only thread that initialized is a matter of TEARDOWN-4.
    let own = before.count.of(thread) > 0 || before.count.value() == 0;
    (!own).then(|| {
        let says = format!(
            "the thread {} calls MAPIUninitialize without a MAPIInitialize of its own",
            trace.thread(thread)
        );
        Remark::on(Severity::Error, "THREAD-4", place, says)
    })
}

/// Every thread that uses MAPI initializes it first.
fn uninitialized_thread(trace: &Trace, moment: &Moment<'_>) -> Option<Remark> {
    let Moment { place, record, before } = *moment;
    // After the last MAPIUninitialize it is a matter of TEARDOWN-3.
    if before.count.of(record.thread) > 0 || before.count.torn_down.is_some() {
        return None;
    }
    let name = record.call.function().signature().name;
    let (clause, says) = match before.count.value() {
        0 => ("LOGON-8", format!("{name} is called before MAPIInitialize")),
        _ => (
            "THREAD-4",
            format!(
                "the thread {} calls {name} and has not initialized MAPI",
                trace.thread(record.thread)
            ),
        ),
    };
    Some(Remark::on(Severity::Error, clause, place, says).about(record.call.receiver()))
}

/// After Logoff a program only releases.
fn after_logoff(moment: &Moment<'_>) -> Option<Remark> {
    let Moment { place, record, before } = *moment;
    let receiver = record.call.receiver()?;
    if matches!(record.call, Call::Unknown(_, UnknownCall::Release {} | UnknownCall::AddRef {})) {
        return None;
    }
    let (_, session) = before.line(receiver).find(|(_, life)| life.object == Object::Session)?;
    let logoff = session.logged_off()?.place();
    let own = before.life(receiver)?.object == Object::Session;
    let clause = if own { "LOGOFF-6" } else { "LOGOFF-7" };
    let name = record.call.function().signature().name;
    let says = format!("{name} is called after the Logoff of its session in call {}", logoff + 1);
    Some(Remark::on(Severity::Error, clause, place, says).about([receiver]))
}

/// Before Logoff a program cancels its registrations, releases its objects and frees its memory.
fn at_logoff(before: &History, session: Handle, place: usize, remarks: &mut Vec<Remark>) {
    let Some(made) = before.life(session).and_then(|life| life.made) else { return };
    // What came from the session appeared later than it.
    let later = before.left().rev().take_while(|(_, life)| life.made >= Some(made));
    let mut later: Vec<_> = later.filter(|(thing, _)| *thing != session).collect();
    later.reverse();
    for (thing, life) in later {
        let from_it = before.line(thing).any(|(ancestor, _)| ancestor == session);
        let (clause, severity, says) = match life.object {
            Object::Connection if from_it => {
                ("ADVISE-9", Severity::Error, "the registration is not cancelled before Logoff")
            }
            Object::Block if from_it => {
                ("MEM-10", Severity::Warning, "the memory is not freed before Logoff")
            }
            Object::Session | Object::Sink | Object::Block => continue,
            _ if from_it => {
                ("LOGOFF-7", Severity::Warning, "the object is not released before Logoff")
            }
            _ => continue,
        };
        remarks.push(Remark::on(severity, clause, place, says.to_owned()).about([thing]));
    }
}
