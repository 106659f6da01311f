use cemapi_abi::Reply;

use super::{Remark, desktop::Desktop, habits::Habits};
use crate::{
    contract::{Check, History, Side},
    trace::{Record, Trace},
};

/// Whose rules a program is held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Those of CE MAPI.
    #[default]
    Ce,
    /// Also those of Extended MAPI on the desktop.
    Extended,
}

/// A review of what a program does, call by call.
#[derive(Debug)]
pub struct Review {
    profile: Profile,
    check: Check,
    habits: Habits,
    desktop: Desktop,
    seen: Vec<Remark>,
}

impl Review {
    /// Begins with what is known of a trace before its first call.
    #[must_use]
    pub fn begin(trace: &Trace, profile: Profile) -> Self {
        Self {
            profile,
            check: Check::begin(trace),
            habits: Habits::default(),
            desktop: Desktop::default(),
            seen: Vec::new(),
        }
    }

    /// Takes the next call of the trace, at this place.
    pub fn take(&mut self, trace: &Trace, place: usize, record: &Record) {
        let Self { profile, check, habits, desktop, seen } = self;
        check.take(trace, place, record, |moment| {
            // What the implementation calls is no habit of the program's.
            if record.callback {
                return;
            }
            habits.look(trace, moment, *profile, seen);
            if *profile == Profile::Extended && record.reply != Reply::NotMade {
                desktop.look(trace, moment, seen);
            }
        });
    }

    /// Ends with how the process has ended: all remarks, in the order of the calls and those on the
    /// end last, and what the trace tells of its things.
    #[must_use]
    pub fn end(self, trace: &Trace) -> (Vec<Remark>, History) {
        let extended = self.profile == Profile::Extended;
        let (findings, history) = self.check.end(trace);
        let mut remarks: Vec<Remark> = findings
            .into_iter()
            .map(Remark::from)
            .filter(|remark| !(extended && ce_alone_minds(remark)))
            .collect();
        remarks.extend(self.seen);
        remarks.sort_by_key(|remark| remark.call.unwrap_or(usize::MAX));
        (remarks, history)
    }
}

/// Reviews a trace. Remarks come in the order of the calls, and those on the end last.
#[must_use]
pub fn review(trace: &Trace, profile: Profile) -> Vec<Remark> {
    let mut review = Review::begin(trace, profile);
    for (place, record) in trace.records.iter().enumerate() {
        review.take(trace, place, record);
    }
    review.end(trace).0
}

/// Whether only CE lacks what the program used.
fn ce_alone_minds(remark: &Remark) -> bool {
    const LACKING: [&str; 6] = ["SESSION-5", "STORE-1", "PROP-1", "TABLE-1", "FOLDER-6", "MSG-1"];
    remark.side == Side::Client && remark.clause.is_some_and(|clause| LACKING.contains(&clause.id))
}
