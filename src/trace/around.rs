use super::Trace;

/// What was going on while a call was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// The calls that it was made within, the outermost first.
    pub within: Vec<usize>,
    /// Whether another thread was in a call.
    pub beside: bool,
}

impl Trace {
    /// For each call, what was going on while it was made.
    pub fn around(&self) -> impl Iterator<Item = Around> {
        // The calls that have not been left.
        let mut open: Vec<usize> = Vec::new();
        self.records.iter().enumerate().map(move |(place, record)| {
            open.retain(|at| self.records[*at].when.left > record.when.entered);
            let same = |at: &usize| self.records[*at].thread == record.thread;
            let mut within: Vec<usize> = open.iter().copied().filter(same).collect();
            let beside = within.len() < open.len();
            // On which thread a sink was called need not be known.
            if record.callback && within.is_empty() {
                within.clone_from(&open);
            }
            open.push(place);
            Around { within, beside }
        })
    }
}
