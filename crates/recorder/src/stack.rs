//! Where a thread's own stack lies.

use crate::platform;

/// The stack of one thread, of which what is in use can be read and written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stack {
    /// The lowest address that it may grow to, and the address that it begins below.
    low: u64,
    base: u64,
}

impl Stack {
    /// The calling thread's; one without room where the system does not tell.
    pub(crate) fn own() -> Self {
        platform::stack().map_or_else(Self::default, |(low, base)| Self { low, base })
    }

    /// Whether a place lies in what its thread has in use of it. Only that thread may ask; where it
    /// runs on another stack now, as coroutines do, nothing does.
    #[inline]
    pub(crate) fn holds(self, place: u64, size: usize) -> bool {
        let mark = 0u8;
        let here = (&raw const mark).addr() as u64;
        self.low <= here && here <= place && place.saturating_add(size as u64) <= self.base
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stack_holds_what_its_thread_calls_its_own() {
        static GLOBAL: u64 = 0;
        let place = 0u64;
        let address = |place: *const u64| place.addr() as u64;
        let (own, heap) = (address(&raw const place), Box::new(0u64));
        let holds_its_own = || {
            let (stack, local) = (Stack::own(), 0u64);
            assert!(stack.holds(address(&raw const local), 8));
            for other in [address(&raw const GLOBAL), address(&raw const *heap), 0, 1, u64::MAX] {
                assert!(!stack.holds(other, 8), "{other:x}");
            }
            assert!(!stack.holds(stack.base - 4, 8) && stack.holds(stack.base - 4, 4));
            stack
        };
        assert!(holds_its_own().holds(own, 8));
        std::thread::scope(|scope| {
            let elsewhere = scope.spawn(|| assert!(!holds_its_own().holds(own, 8)));
            assert!(elsewhere.join().is_ok());
        });
    }
}
