/// How the numbers of one kind of thing translate between a scenario, its target and the trace.
///
/// The scenario numbers its names, the target numbers what it hands out, and the trace numbers
/// what has appeared in it; all three count from 0.
#[derive(Debug, Default)]
pub(super) struct Namespace {
    /// For each name of the scenario, what it stands for on the target.
    bound: Vec<Option<u32>>,
    /// For each name of the scenario, its number in the trace.
    shown: Vec<Option<u32>>,
    /// For each thing of the target, its number in the trace.
    known: Vec<Option<u32>>,
}

impl Namespace {
    pub(super) fn new(names: usize) -> Self {
        Self { bound: vec![None; names], shown: vec![None; names], known: Vec::new() }
    }

    /// What a name of the scenario stands for on the target.
    pub(super) fn target(&self, name: u32) -> Option<u32> {
        self.bound.get(name as usize).copied().flatten()
    }

    /// The number in the trace of a thing of the target, if it has appeared there.
    pub(super) fn in_trace(&self, thing: u32) -> Option<u32> {
        self.known.get(thing as usize).copied().flatten()
    }

    /// The number in the trace of a name of the scenario; `add` gives it one if it has none yet.
    pub(super) fn show(&mut self, name: u32, add: impl FnOnce() -> u32) -> u32 {
        let Some(shown) = self.shown.get_mut(name as usize) else { return add() };
        *shown.get_or_insert_with(add)
    }

    /// The number in the trace of a thing of the target; `add` gives it one if it is new. From now
    /// on the scenario's name for it, if it has one, stands for it.
    pub(super) fn appear(
        &mut self,
        thing: u32,
        name: Option<u32>,
        add: impl FnOnce() -> u32,
    ) -> u32 {
        let place = thing as usize;
        if self.known.len() <= place {
            self.known.resize(place + 1, None);
        }
        let shown = *self.known[place].get_or_insert_with(add);
        if let Some(name) = name {
            self.bound[name as usize] = Some(thing);
            self.shown[name as usize] = Some(shown);
        }
        shown
    }
}
