use cemapi_abi::Reply;

use super::{Remark, desktop, habits};
use crate::{
    contract::{Contract, History, Side},
    trace::Trace,
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

/// Reviews a trace. Remarks come in the order of the calls, and those on the end last.
#[must_use]
pub fn review(trace: &Trace, profile: Profile) -> Vec<Remark> {
    let findings = Contract::check(trace).into_iter().map(Remark::from);
    let extended = profile == Profile::Extended;
    let mut remarks: Vec<Remark> =
        findings.filter(|remark| !(extended && ce_alone_minds(remark))).collect();
    let mut history = History::new(trace);
    let mut habits = habits::Habits::default();
    for (place, record) in trace.records.iter().enumerate() {
        if !record.callback {
            habits.look(trace, &history, place, profile, &mut remarks);
            if extended && !matches!(record.reply, Reply::NotMade) {
                desktop::look(trace, &history, place, &mut remarks);
            }
        }
        history.take(place, record);
    }
    remarks.sort_by_key(|remark| remark.call.unwrap_or(usize::MAX));
    remarks
}

/// Whether only CE lacks what the program used.
fn ce_alone_minds(remark: &Remark) -> bool {
    const LACKING: [&str; 6] = ["SESSION-5", "STORE-1", "PROP-1", "TABLE-1", "FOLDER-6", "MSG-1"];
    remark.side == Side::Client && remark.clause.is_some_and(|clause| LACKING.contains(&clause.id))
}
