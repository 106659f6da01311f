use std::collections::HashMap;

use crate::trace::Trace;

/// In what order calls were made, as far as a scenario cannot say so: its calls come one after
/// another.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// For each call, what the implementation called in it.
    callbacks: HashMap<usize, Vec<usize>>,
    /// The calls that sinks made.
    within: Vec<usize>,
    /// The calls that were begun while another thread was in one.
    beside: Vec<usize>,
}

impl Order {
    pub(super) fn of(trace: &Trace) -> Self {
        let mut order = Self::default();
        for ((place, record), around) in trace.records.iter().enumerate().zip(trace.around()) {
            match (record.callback, around.within.last()) {
                (true, Some(call)) if !trace.records[*call].callback => {
                    order.callbacks.entry(*call).or_default().push(place);
                }
                (true, _) => {}
                (false, Some(_)) => order.within.push(place),
                (false, None) if around.beside => order.beside.push(place),
                (false, None) => {}
            }
        }
        order
    }

    /// What the implementation called in a call, in order.
    pub(super) fn callbacks(&self, call: usize) -> &[usize] {
        self.callbacks.get(&call).map_or(&[], Vec::as_slice)
    }

    /// What comes in another order than it did, a sentence each.
    pub(super) fn notes(&self) -> Vec<String> {
        let told = |calls: &[usize]| match calls {
            [] => None,
            [one] => Some(format!("call {} was", one + 1)),
            [first, ..] => Some(format!("{} calls, from call {} on, were", calls.len(), first + 1)),
        };
        let within = told(&self.within).map(|calls| {
            format!("{calls} made by a sink; here such calls come after what told it")
        });
        let beside = told(&self.beside).map(|calls| {
            format!(
                "{calls} begun while another thread was in a call; here one waits for the other"
            )
        });
        within.into_iter().chain(beside).collect()
    }
}
