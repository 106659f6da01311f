use cemapi_abi::{Function, HResult};

/// A failure that the scenario asks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fault {
    /// Which function fails.
    pub function: Function,
    /// Which call of it fails, counted from 1.
    pub nth: u32,
    /// What it returns.
    pub code: HResult,
}

/// The faults of a run and how far each has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn new(faults: Vec<Fault>) -> Self {
        Self(faults)
    }

    /// Counts a call of `function`, and says what it has to fail with.
    pub(crate) fn due(&mut self, function: Function) -> Option<HResult> {
        let mut due = None;
        self.0.retain_mut(|fault| {
            if fault.function != function {
                return true;
            }
            fault.nth = fault.nth.saturating_sub(1);
            if fault.nth == 0 {
                due.get_or_insert(fault.code);
            }
            fault.nth > 0
        });
        due
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
