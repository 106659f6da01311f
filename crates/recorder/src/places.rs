//! The places that a call is given for what it hands out.

use crate::{call::Words, memory, plan::Plan, stack::Stack, state::State};

/// What each of them holds, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held([Option<u64>; 3]);

impl Held {
    pub(crate) const NOTHING: Self = Self([None; 3]);

    /// What the places hold now.
    #[inline]
    pub(crate) fn now(plan: &Plan, words: &Words, stack: Stack) -> Self {
        let mut held = Self::NOTHING;
        for (held, (place, size)) in held.0.iter_mut().zip(&plan.places) {
            *held = memory::held(stack, words[*place] as u64, *size);
        }
        held
    }

    /// What was put into places that held this before. Nothing is put there beforehand to see that:
    /// the library and others may look. So what is there after a failure was put there only if it
    /// is something else than before, or 0.
    #[inline]
    pub(crate) fn filled(self, plan: &Plan, words: &Words, stack: Stack, failed: bool) -> Self {
        if plan.places.is_empty() {
            return Self::NOTHING;
        }
        let mut filled = Self::now(plan, words, stack);
        if failed {
            for (filled, before) in filled.0.iter_mut().zip(self.0) {
                *filled = filled.filter(|filled| *filled == 0 || Some(*filled) != before);
            }
        }
        filled
    }

    /// The same without what stands for the library's objects and was there before: the library
    /// knows nothing of that.
    pub(crate) fn except_stale(mut self, before: Self, state: &State) -> Self {
        for (filled, before) in self.0.iter_mut().zip(before.0) {
            *filled = filled
                .filter(|filled| Some(*filled) != before || !state.proxies.contains_key(filled));
        }
        self
    }

    /// What is in each place.
    #[inline]
    pub(crate) const fn all(&self) -> &[Option<u64>; 3] {
        &self.0
    }

    /// What is in the place that is an argument, if that is not 0.
    #[inline]
    pub(crate) fn at(&self, plan: &Plan, argument: usize) -> Option<u64> {
        let place = plan.places.iter().position(|(place, _)| *place == argument)?;
        self.0[place].filter(|held| *held != 0)
    }
}
