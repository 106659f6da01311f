use cemapi_abi::Reply;

use super::{Remark, desktop::Desktop, habits::Habits};
use crate::{
    contract::{Contract, Side},
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
    let extended = profile == Profile::Extended;
    let mut habits = Habits::default();
    let mut desktop = Desktop::default();
    let mut seen = Vec::new();
    let findings = Contract::check_along(trace, |moment| {
        // What the implementation calls is no habit of the program's.
        if !moment.record.callback {
            habits.look(moment, profile, &mut seen);
            if extended && moment.record.reply != Reply::NotMade {
                desktop.look(moment, &mut seen);
            }
        }
    });
    let mut remarks: Vec<Remark> = findings
        .into_iter()
        .map(Remark::from)
        .filter(|remark| !(extended && ce_alone_minds(remark)))
        .collect();
    remarks.extend(seen);
    remarks.sort_by_key(|remark| remark.call.unwrap_or(usize::MAX));
    remarks
}

/// Whether only CE lacks what the program used.
fn ce_alone_minds(remark: &Remark) -> bool {
    const LACKING: [&str; 6] = ["SESSION-5", "STORE-1", "PROP-1", "TABLE-1", "FOLDER-6", "MSG-1"];
    remark.side == Side::Client && remark.clause.is_some_and(|clause| LACKING.contains(&clause.id))
}
